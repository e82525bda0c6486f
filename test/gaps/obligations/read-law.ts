import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import { obligationsOf } from '../../../src/gaps/obligations/obligations-of.ts';
import type { ImportedText } from '../../../src/regulations/provision.ts';
import { type ActOptions, type Article, actOf } from '../../tools/invented-law.ts';
import { lawViewOf } from '../law-view-of.ts';

export type Blocks = Article[2][];

export function text(words: string): Blocks[number] {
  return { kind: 'text', text: words };
}

export function par(number: number, words: string, ...points: readonly string[]): Blocks[number] {
  return {
    kind: 'paragraph',
    marker: `${number}.`,
    blocks: [
      { kind: 'text', text: words },
      ...points.map((point, at) => ({
        kind: 'item' as const,
        marker: `(${'abcdefgh'[at] ?? 'z'})`,
        blocks: [{ kind: 'text' as const, text: point }],
      })),
    ],
  };
}

export function read(articles: readonly Article[], options: ActOptions = {}): readonly Obligation[] {
  return readText(actOf('32031R0001', 'Ledger Act', articles, options));
}

export function readText(imported: ImportedText, places?: readonly string[]): readonly Obligation[] {
  const { view, versions } = lawViewOf([imported]);
  const [version] = versions;
  if (version === undefined) throw new Error('no version');
  return obligationsOf(view, version, places);
}

export const places = (found: readonly Obligation[]): readonly string[] =>
  found.map(({ id }) => id.replace('32031R0001#', ''));
