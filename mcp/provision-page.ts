import type { z } from 'zod';
import { asMarkdown, asMarkdownLine, link } from '../src/core/markdown.ts';
import type { getProvisionTool } from '../src/tools/get-provision.ts';
import type { listProvisionsTool } from '../src/tools/list-provisions.ts';
import { writeRegulationUri } from './regulation-uri.ts';

type Provision = z.output<(typeof getProvisionTool)['output']>['provisions'][number];
type Contents = z.output<(typeof listProvisionsTool)['output']>;

/** A provision as a page: its citation on top, then its words. */
export function provisionPage(provision: Provision, asOf: string | undefined): string {
  const { label, id, url, breadcrumb, version, standing, notes, text, left } = provision;
  return [
    `# ${asMarkdownLine(label)}`,
    '',
    ...facts([
      ['Id', `\`${id}\``],
      ['Version', versionLine(version)],
      ['Standing', asMarkdownLine(standing)],
      ['Read for', asOf ?? 'the latest that is held'],
      ['Published at', link(url, url)],
      ...(breadcrumb.length === 0 ? [] : [['Within', breadcrumb.map(asMarkdownLine).join(' › ')] as const]),
    ]),
    ...notes.map((note) => `- **Note:** ${asMarkdownLine(note)}`),
    '',
    asMarkdown(text),
    ...(left === undefined
      ? []
      : ['', `*${left} characters more: get\\_provision reads on, or read its parts one by one.*`]),
    '',
  ].join('\n');
}

/** An act's table of contents as a page, each line an address to read. */
export function contentsPage(contents: Contents, asOf: string | undefined): string {
  const { act, name, title, url, version, standing, provisions, total } = contents;
  const day = asOf === undefined ? {} : { asOf };
  return [
    `# ${asMarkdownLine(name)}`,
    '',
    asMarkdown(title),
    '',
    ...facts([
      ['Id', `\`${act}\``],
      ['Version', versionLine(version)],
      ['Standing', asMarkdownLine(standing)],
      ['Read for', asOf ?? 'the latest that is held'],
      ['Published at', link(url, url)],
    ]),
    '',
    version.source === 'official' ? '## Contents' : '## Contents of the digest, which holds some provisions of the act',
    '',
    ...provisions.flatMap(({ id, label, heading, divisions }, index) => [
      ...newDivision(divisions, provisions[index - 1]?.divisions),
      `- ${link(label, writeRegulationUri({ act, place: id.slice(id.indexOf('#') + 1), ...day }))}${heading === '' ? '' : ` – ${asMarkdownLine(heading)}`}`,
    ]),
    ...(provisions.length < total ? ['', `*${total - provisions.length} more: list\\_provisions reads on.*`] : []),
    '',
  ].join('\n');
}

/** Which text was read: an official one is of its day; a digest is our own, and only the act that it is of has a day. */
export function versionLine({ source, date }: Provision['version']): string {
  return source === 'official' ? `official text of ${date}` : `digest of the act of ${date}, not the official text`;
}

function facts(list: readonly (readonly [name: string, value: string])[]): readonly string[] {
  return list.map(([name, value]) => `- **${name}:** ${value}`);
}

/** A heading where the provisions of another chapter begin. */
function newDivision(divisions: readonly string[], before: readonly string[] | undefined): readonly string[] {
  if (divisions.length === 0 || JSON.stringify(divisions) === JSON.stringify(before)) return [];
  return ['', `### ${divisions.map(asMarkdownLine).join(' › ')}`, ''];
}
