import { describe, expect, it } from 'vitest';
import { importFormex } from '../../../src/regulations/importers/formex.ts';
import { law, lawFolder, outline } from './law-fixtures.ts';

const act = law('lantern-formex/act.fmx.xml');
const single = (text: string) => importFormex([{ name: 'act.fmx.xml', text }], 'act.fmx.xml');

describe('importFormex', () => {
  it('reads a single file: lists, subparagraphs, notes, quotation marks, grouped numbers', () => {
    const { nodes } = single(act);
    expect(outline(nodes)).toEqual([
      'rct_1 [(1)] Lanterns guide vessels at night, and fog hides them.',
      'art_1 [Article 1] {Duties}',
      'art_1/par_1 [1.]',
      'art_1/par_1/sub_1 The harbour master shall keep:',
      'art_1/par_1/pnt_a [(a)] lanterns, being: ← art_1/par_1/sub_1',
      'art_1/par_1/pnt_a/pnt_i [(i)] red at port;',
      'art_1/par_1/pnt_b [(b)] at least 12 000 litres of oil. ← art_1/par_1/sub_1',
      'art_1/par_1/sub_2 The store shall be dry.',
      'art_1/par_2 [2.] ‘Oil’ includes tallow & wax.',
      'art_2a [Article 2a] In Regulation (EU) 2030/5 the following Article is inserted:',
      'art_2a/idt_1 ‘Article 9a',
      'art_2a/idt_2 1. Wicks shall be of cotton.’.',
    ]);
    expect(nodes.find(({ place }) => place === 'art_1')?.divisions).toEqual(['CHAPTER I — KEEPING OF LANTERNS']);
    expect(nodes.find(({ place }) => place === 'art_2a')?.divisions).toBeUndefined();
  });

  it('reads a folder: the day of publication from the manifest, the annex from its file', () => {
    const text = importFormex(lawFolder('lantern-formex'), 'lantern-formex');
    expect(text.act.dates).toEqual({ document: '2031-03-03', published: '2031-03-04' });
    expect(text.warnings).toEqual([]);
    expect(outline(text.nodes.filter(({ place }) => place.startsWith('anx_')))).toEqual([
      'anx_1 [ANNEX] {Lists of lanterns}',
      'anx_1/sec_a [Section A] {Small lanterns}',
      'anx_1/sec_a/par_1 [1.] Hand lanterns.',
      'anx_1/par_2 [2.]',
      'anx_1/par_2/sub_1 Towers',
      'anx_1/par_2/par_1 [2.1.] Tower lanterns.',
      'anx_1/idt_1 Height | Oil',
    ]);
  });

  it('does not depend on the order of the files', () => {
    const files = lawFolder('lantern-formex');
    expect(importFormex([...files].reverse(), 'x').nodes).toEqual(importFormex(files, 'x').nodes);
  });

  it('marks an annex that the manifest names and that is missing as lost, and says so', () => {
    const text = importFormex(
      lawFolder('lantern-formex').filter(({ name }) => !name.startsWith('annex')),
      'lantern-formex',
    );
    expect(text.nodes.filter((node) => node.lost).map(({ place }) => place)).toEqual(['anx_1']);
    expect(text.warnings.join()).toContain('annex-1.fmx.xml');
  });

  it('refuses other languages, a second act, annexes alone, and an act without an article', () => {
    expect(() => single(act.replace('<LG.DOC>EN', '<LG.DOC>FR'))).toThrow(/language "FR"/);
    const twice = [
      { name: 'a', text: act },
      { name: 'b', text: act },
    ];
    expect(() => importFormex(twice, 'two')).toThrow(/holds 2 acts \(a, b\)/);
    expect(() =>
      importFormex(
        lawFolder('lantern-formex').filter(({ name }) => name.startsWith('annex')),
        'x',
      ),
    ).toThrow(/no act/);
    expect(() => single(act.replace(/<ENACTING\.TERMS>[\s\S]*<\/ENACTING\.TERMS>/, '<ENACTING.TERMS/>'))).toThrow(
      /without a single article/,
    );
  });
});
