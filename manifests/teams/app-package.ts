import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzip, zip } from '../../src/adapters/files/zip.ts';
import { AppError } from '../../src/core/errors.ts';
import { type PackageFiles, packageProblems } from './check-package.ts';
import { languageFile } from './localisation.ts';
import { buildManifest } from './manifest.ts';
import type { TeamsVariables } from './variables.ts';
import { ENGLISH, SPANISH } from './wording.ts';

const ICONS = join(import.meta.dirname, 'icons');

/** A package is a few kilobytes; what is larger is none of ours. */
const LIMITS = { totalBytes: 1_048_576, fileBytes: 524_288, entries: 4, ratio: 100 };

/** The files of the app package for one environment. */
export function packageFiles(variables: TeamsVariables, version: string): PackageFiles {
  const json = (value: object) => new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  return new Map([
    ['manifest.json', json(buildManifest(variables, version, ENGLISH))],
    ['es.json', json(languageFile(buildManifest(variables, version, SPANISH)))],
    ['color.png', readFileSync(join(ICONS, 'color.png'))],
    ['outline.png', readFileSync(join(ICONS, 'outline.png'))],
  ]);
}

/**
 * Packs the app for Teams: all files at the root of the zip, the same bytes each time.
 *
 * @throws AppError `invalid_input` with everything that Teams would refuse
 */
export async function packApp(files: PackageFiles): Promise<Uint8Array> {
  refuseOver(await packageProblems(files));
  return zip(files);
}

/**
 * Reads a package back as Teams would and checks what is in it.
 *
 * @throws AppError `invalid_input` with what is wrong
 */
export async function checkPackage(bytes: Uint8Array, name: string): Promise<PackageFiles> {
  const files = unzip(bytes, name, LIMITS, () => true);
  refuseOver(await packageProblems(files));
  return files;
}

function refuseOver(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const [first = ''] = problems;
  const list = problems.length === 1 ? ` ${first}` : `\n${problems.map((each) => `- ${each}`).join('\n')}`;
  throw new AppError('invalid_input', `Teams would refuse this package:${list}`);
}
