import { describe, expect, it } from 'vitest';
import type { VersionSummary } from '../../src/regulations/library-store.ts';
import { ACT_REGISTER } from '../../src/regulations/register/act-register.ts';
import { paragraphs } from '../../src/regulations/register/entry-builders.ts';
import { applicableFrom, standingNotes, versionPhrase } from '../../src/regulations/standing.ts';
import { storedVersion } from '../contracts/library-store-contract.ts';

const entry = (act: string) => ACT_REGISTER.find((each) => each.act === act)!;
const version = (act: string, more: Partial<VersionSummary> = {}): VersionSummary => {
  const { nodes, hashes, terms, ...summary } = storedVersion();
  expect(nodes.length + hashes.length + terms.length).toBeGreaterThan(0);
  const { name, shortName, kind, dates } = { ...entry(act), dates: {} };
  return {
    ...summary,
    act,
    about: { ...summary.about, id: act, name, kind, dates, ...(shortName ? { shortName } : {}) },
    ...more,
  };
};

const from = (act: string, place: string, day = '2026-11-25') =>
  applicableFrom(place, version(act).about, entry(act), day);
/** The notes on what applies from which day. */
const late = (act: string, place: string, day: string): readonly string[] =>
  standingNotes(version(act), [place], entry(act), day).filter((note) => / applies from /.test(note));

describe('what must be known of a version', () => {
  it('names how it was published', () => {
    expect(versionPhrase(version('32022R2554'), entry('32022R2554'))).toBe('as published on 2022-12-27');
    expect(versionPhrase(version('32022R2554', { consolidated: true, date: '2026-01-01' }))).toBe(
      'consolidated to 2026-01-01',
    );
    expect(versionPhrase(version('32022R2554', { source: 'digest' }))).toMatch(/^digest, not the official text/);
  });

  it('warns that an original has been amended since, and not of a consolidation', () => {
    const mifir = entry('32014R0600');
    expect(standingNotes(version('32014R0600'), ['art_5'], mifir, '2026-11-25').join()).toMatch(
      /amended since \(among others by .*2024\/791\)/,
    );
    expect(
      standingNotes(
        version('32014R0600', { consolidated: true, date: '2025-01-01' }),
        ['art_5'],
        mifir,
        '2026-11-25',
      ).join(),
    ).not.toMatch(/amended since/);
  });

  it('keeps entry into force, application and transposition apart', () => {
    const amlr = entry('32024R1624');
    expect(standingNotes(version('32024R1624'), ['art_10'], amlr, '2026-11-25').join()).toMatch(
      /Not yet applicable on 2026-11-25: .* applies from 2027-07-10/,
    );
    expect(standingNotes(version('32024R1624'), ['art_10'], amlr, '2024-07-01').join()).toMatch(
      /enters into force on 2024-07-09/,
    );
    expect(standingNotes(version('32022L2555'), ['art_20'], entry('32022L2555'), '2026-11-25').join()).toMatch(
      /directive \(to be transposed by 2024-10-17\)/,
    );
  });

  it('knows that some provisions apply from another day', () => {
    expect(from('32023R1114', 'art_48/par_1')).toBe('2024-06-30');
    expect(from('32023R1114', 'art_59')).toBe('2024-12-30');
    expect(from('32024R1689', 'art_5/par_1/pnt_a')).toBe('2025-02-02');
    expect(from('32024R1689', 'art_50')).toBe('2026-08-02');
  });

  it('lets the narrower exception win, whichever stands first', () => {
    expect(from('32023R1114', 'art_17/par_8/pnt_a')).toBe('2023-06-29');
    expect(from('32023R1114', 'art_17/par_7')).toBe('2024-06-30');
    expect(from('32023R1114', 'art_14/par_1/sub_2')).toBe('2023-06-29');
    expect(from('32019R2088', 'art_11/par_3')).toBe('2022-01-01');
    expect(from('32019R2088', 'art_11/par_4')).toBe('2019-12-29');
    expect(from('32019R2088', 'art_5')).toBe('2021-03-10');
    expect(from('32014R0910', 'art_12/par_8')).toBe('2014-09-17');
    expect(from('32014R0910', 'art_6')).toBe('2018-09-29');
  });

  it('names the dates as published before an amendment moved them', () => {
    const dates = (day: string) =>
      ['art_6/par_1', 'art_6/par_2', 'art_7', 'art_15', 'art_26', 'art_27', 'anx_3', 'art_28'].map((place) =>
        from('32024R1689', place, day),
      );
    const [general, products] = ['2026-08-02', '2027-08-02'];
    expect(dates('2026-06-28')).toEqual([products, ...Array(6).fill(general), '2025-08-02']);
    expect(dates('2026-06-29')).toEqual(['2028-08-02', ...Array(6).fill('2027-12-02'), '2025-08-02']);
    expect(from('32014L0065', 'art_24', '2016-06-30')).toBe('2017-01-03');
    expect(from('32014L0065', 'art_24')).toBe('2018-01-03');
    expect(from('32014L0065', 'art_65/par_2')).toBe('2019-09-03');
    expect(from('32014R0600', 'art_37/par_1', '2016-06-30')).toBe('2019-01-03');
    expect(from('32014R0600', 'art_37/par_1')).toBe('2020-01-03');
    expect(from('32014R0600', 'art_26/par_9')).toBe('2014-07-02');
  });

  it('tells an article whose parts apply from other days by all its dates, and why a date was moved', () => {
    const ai = (place: string, day: string) => late('32024R1689', place, day);
    expect(ai('art_6', '2025-06-01')).toEqual([
      'Not yet applicable on 2025-06-01: AI Act (Article 6 without Article 6(1)) applies from 2026-08-02.',
      'Not yet applicable on 2025-06-01: AI Act (Article 6(1)) applies from 2027-08-02.',
    ]);
    expect(ai('art_26', '2025-06-01')).toEqual([
      'Not yet applicable on 2025-06-01: AI Act (Article 26) applies from 2026-08-02.',
      'Not yet applicable on 2025-06-01: AI Act (Article 26) applies from 2027-08-02 for AI systems that are high-risk under Article 6(1).',
    ]);
    const moved = ai('art_6', '2026-11-25');
    expect(moved.length).toBe(2);
    expect(moved[0]).toMatch(/from 2027-12-02 \(moved from 2026-08-02 by the Digital Omnibus on AI.*not checked/);
    expect(moved[1]).toMatch(/\(Article 6\(1\)\) applies from 2028-08-02 \(moved from 2027-08-02 by/);
    expect(ai('art_26', '2028-01-01').join()).toMatch(/^Not yet .* from 2028-08-02 for AI systems that are high-risk/);
    expect(ai('art_26', '2028-08-02')).toEqual([]);
  });

  it('tells what applies already while the rest of its article does not', () => {
    expect(late('32019R2088', 'art_11', '2020-06-01')).toEqual([
      'Not yet applicable on 2020-06-01: SFDR (Article 11 without Article 11(1), Article 11(2), Article 11(3), Article 11(4)) applies from 2021-03-10.',
      'Not yet applicable on 2020-06-01: SFDR (Article 11(1), Article 11(2), Article 11(3)) applies from 2022-01-01.',
      'Already applicable on 2020-06-01: SFDR (Article 11(4)) applies from 2019-12-29.',
    ]);
    expect(late('32019R2088', 'art_11', '2021-06-01')).toEqual([
      'Not yet applicable on 2021-06-01: SFDR (Article 11(1), Article 11(2), Article 11(3)) applies from 2022-01-01.',
    ]);
    expect(late('32019R2088', 'art_11', '2022-01-01')).toEqual([]);
  });

  it('tells a date that concerns a part of the matter alone beside the date of the rest', () => {
    expect(from('32015L2366', 'art_97')).toBe('2018-01-13');
    expect(late('32015L2366', 'art_97', '2019-09-13').join()).toMatch(
      /\(Article 97\) applies from 2019-09-14 for the security measures \(18 months after/,
    );
    expect(late('32015L2366', 'art_97', '2019-09-14')).toEqual([]);
    expect(late('32015L2366', 'art_98', '2019-09-13')).toEqual([]);
  });

  it('reads the places that an act lists', () => {
    expect(paragraphs('4(6,7) 8(3)')).toEqual(['art_4/par_6', 'art_4/par_7', 'art_8/par_3']);
  });

  it('tells repeals, past and to come', () => {
    expect(standingNotes(version('32015R0847'), ['art_4'], entry('32015R0847'), '2026-11-25').join()).toMatch(
      /was repealed by Regulation \(EU\) 2023\/1113/,
    );
    expect(standingNotes(version('32015L0849'), ['art_4'], entry('32015L0849'), '2026-11-25').join()).toMatch(
      /will be repealed/,
    );
  });

  it('never presents an article with lost words as complete', () => {
    const lossy = version('32016R0679', { lost: ['art_97/par_2/pnt_a'] });
    expect(standingNotes(lossy, ['art_97'], undefined, '2026-11-25').join()).toMatch(
      /Incomplete: .*Article 97\(2\), point \(a\)/,
    );
    expect(standingNotes(lossy, ['art_33'], undefined, '2026-11-25').join()).not.toMatch(/Incomplete/);
  });
});
