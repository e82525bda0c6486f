import { deflateSync } from 'node:zlib';
import { packageFiles } from '../../manifests/teams/app-package.ts';
import type { PackageFiles } from '../../manifests/teams/check-package.ts';
import type { AppManifest } from '../../manifests/teams/manifest.ts';
import { type TeamsVariables, teamsVariables } from '../../manifests/teams/variables.ts';

export const BOT = '3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e5f';

export const SET = {
  TEAMS_APP_ID: BOT,
  TEAMS_URL: 'https://desk.contoso.com',
  TEAMS_DEVELOPER_NAME: 'Lantern Guild Bank',
  TEAMS_WEBSITE_URL: 'https://intranet.contoso.com/desk',
  TEAMS_PRIVACY_URL: 'https://intranet.contoso.com/desk/privacy',
  TEAMS_TERMS_URL: 'https://intranet.contoso.com/desk/terms',
};

export function variablesOf(environment = 'production', more: Readonly<Record<string, string>> = {}): TeamsVariables {
  return teamsVariables(environment, { ...SET, ...more }, 'a test');
}

export function filesOf(environment = 'production'): PackageFiles {
  return packageFiles(variablesOf(environment), '1.2.3');
}

function textIn(files: PackageFiles, name: string): string {
  return new TextDecoder().decode(files.get(name));
}

export function manifestIn(files: PackageFiles): AppManifest {
  return JSON.parse(textIn(files, 'manifest.json')) as AppManifest;
}

export function spanishIn(files: PackageFiles): Record<string, string> {
  return JSON.parse(textIn(files, 'es.json')) as Record<string, string>;
}

/** The package with one file in another form: bytes, or JSON. */
export function withFile(files: PackageFiles, name: string, content: Uint8Array | object): PackageFiles {
  const bytes = content instanceof Uint8Array ? content : new TextEncoder().encode(JSON.stringify(content));
  return new Map(files).set(name, bytes);
}

/** A PNG of one size whose pixels are told by their place; checksums are left empty, as no reader here needs them. */
export function png(
  size: number,
  pixel: (x: number, y: number) => readonly number[],
  form: { readonly width?: number; readonly colourType?: number; readonly interlaced?: boolean } = {},
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(form.width ?? size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, form.colourType ?? 6, 0, 0, form.interlaced === true ? 1 : 0], 8);
  const rows = Array.from({ length: size }, (_, y) => [
    0,
    ...Array.from({ length: size }, (_, x) => pixel(x, y)).flat(),
  ]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  return Buffer.concat([length, Buffer.from(type, 'latin1'), content, Buffer.alloc(4)]);
}
