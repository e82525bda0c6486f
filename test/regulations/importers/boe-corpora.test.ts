import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importBoeMarkdown } from '../../../src/regulations/importers/boe-markdown.ts';
import type { ImportedText } from '../../../src/regulations/provision.ts';
import { faultOf, provisionTree } from '../../../src/regulations/provision-tree.ts';
import { corpus, HAVE_CORPORA } from '../../corpora.ts';
import { align, bareWords } from './alignment.ts';

const markdown = (folder: string[]) => readdirSync(corpus(...folder)).filter((name) => name.endsWith('.md'));
const FILES = HAVE_CORPORA
  ? [
      ...markdown(['es']).map((name) => ['es', name]),
      ...markdown(['es', 'versions']).map((name) => ['es', 'versions', name]),
    ]
  : [];

const raw = (path: readonly string[]): string => readFileSync(corpus(...path), 'utf8');
const read = (path: readonly string[]): ImportedText => importBoeMarkdown(raw(path), path.at(-1) ?? '');

/** The lines behind the front matter with Markdown's signs off; headings are set in ⟦ ⟧ so that whole ones can be told. */
function source(text: string): string {
  return text
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .split('\n')
    .map((line) => {
      const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
      const words = bareWords(
        (heading ?? line)
          .replace(/\*\*([^*]+)\*\*/g, '$1')
          .replace(/(?<![*\\])\*([^*\s][^*]*)\*/g, '$1')
          .replace(/\\([*_#.[\]()-])/g, '$1'),
      );
      return heading === undefined ? words : `⟦${words}⟧`;
    })
    .join('');
}

function built({ nodes }: ImportedText): string {
  return bareWords(
    nodes.map(({ place, marker, heading, text }) => (place === 'pre_1' ? text : marker + heading + text)).join(''),
  );
}

/** Headings of divisions and of the act itself, the signs of headings, and the stop behind a heading's number. */
const LEFT_OUT = [
  /⟦(?:T[IÍ]TULO|CAP[IÍ]TULO|Secci[oó]n|SECCI[OÓ]N|Subsecci[oó]n)[^⟧]*⟧/y,
  /⟦(?:Ley|RealDecreto|Circular|JUANCARLOSI|FELIPEVI|REYDEESPAÑA|PREÁMBULO|DISPONGO:?|[IVX]+)[^⟧]*⟧/y,
  /[⟦⟧]/y,
  /[.:](?=[^⟦⟧]*⟧)/y,
];

describe.skipIf(!HAVE_CORPORA)('consolidated texts of the BOE: nothing is lost', () => {
  it('reads five acts and seven earlier states', () => {
    expect(FILES.length).toBe(12);
  });

  it.each(FILES.map((path) => [path.join('/'), path] as const))('%s: word for word', (_name, path) => {
    const text = read(path);
    // One heading of Circular 2/2016 lacks its word: "18. Procedimiento …".
    const words = source(raw(path)).replace(/⟦(18\.Procedimiento)/, '⟦Norma$1');
    const { fault, tail } = align(words, built(text), LEFT_OUT);
    expect([fault, tail.slice(0, 120)]).toEqual([undefined, '']);
    expect(faultOf(text.nodes)).toBeUndefined();
    expect(text.nodes.filter((node) => node.lost)).toEqual([]);
    expect(text.warnings).toEqual([]);
  });
});

describe.skipIf(!HAVE_CORPORA)('consolidated texts of the BOE: known places', () => {
  const tree = (name: string) => provisionTree(read(['es', `${name}.md`]).nodes);

  it('Ley 10/2010: articles bis, letters, and a sole provision beside a first', () => {
    const law = tree('BOE-A-2010-6737');
    expect(law.node('art_42/par_2/pnt_a')?.text).toMatch(/^Prohibir, limitar o condicionar/);
    expect(law.node('art_42/par_2/pnt_a')?.leadIn).toBe('art_42/par_2/sub_2');
    expect(['dad_1', 'dad_unica', 'art_4bis', 'art_2/par_1/pnt_ñ'].filter((place) => !law.has(place))).toEqual([]);
    expect(read(['es', 'BOE-A-2010-6737.md']).consolidatedTo).toBe('2026-03-21');
  });

  it('Ley 10/2014: the letters of Article 92 go on behind the list inside letter j)', () => {
    const law = tree('BOE-A-2014-6726');
    expect(law.node('art_92/pnt_j/pnt_2/pnt_ii')?.marker).toBe('ii)');
    expect(
      ['art_92/pnt_k', 'art_92/pnt_z', 'art_92/pnt_ac/pnt_2', 'art_92/pnt_ae'].filter((place) => !law.has(place)),
    ).toEqual([]);
    expect(law.node('dfi_1/par_1/idt_1')?.text).toMatch(/^«1\. /);
  });

  it('Circular 2/2016: normas, an unnamed one among them, group headings that are no points, and annexes', () => {
    const circular = tree('BOE-A-2016-1238');
    expect(circular.node('art_18')?.marker).toBe('Norma 18');
    expect(circular.node('art_14/sub_2')?.text).toMatch(/^B\) /);
    expect(circular.has('art_14/par_7/pnt_b')).toBe(false);
    expect(circular.tops().filter((top) => top.startsWith('anx_')).length).toBe(9);
    expect(read(['es', 'BOE-A-2016-1238.md']).act.name).toBe('Circular 2/2016 del Banco de España');
  });
});
