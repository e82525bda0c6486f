import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormexFile } from '../../../src/regulations/importers/formex.ts';
import type { ProvisionNode } from '../../../src/regulations/provision.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'law');

/** An invented act in the markup of the real ones. */
export function law(name: string): string {
  return readFileSync(join(FOLDER, name), 'utf8');
}

export function lawFolder(name: string): readonly FormexFile[] {
  return readdirSync(join(FOLDER, name)).map((file) => ({ name: file, text: law(join(name, file)) }));
}

/** Nodes as lines, to compare whole trees at a glance: place, marker and heading, text, and the lead-in where it is not the parent. */
export function outline(nodes: readonly ProvisionNode[]): readonly string[] {
  return nodes.map(({ place, marker, heading, text, leadIn, lost }) => {
    const parent = place.slice(0, Math.max(0, place.lastIndexOf('/')));
    const parts = [place, marker && `[${marker}]`, heading && `{${heading}}`, lost ? 'LOST' : '', text];
    if (leadIn !== undefined && leadIn !== parent) parts.push(`← ${leadIn}`);
    return parts.filter((part) => part !== '').join(' ');
  });
}
