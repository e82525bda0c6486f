import { describe, expect, it } from 'vitest';
import type { VersionSummary } from '../../src/regulations/library-store.ts';
import { ACT_REGISTER } from '../../src/regulations/register/act-register.ts';
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
      /amended since \(by .*2024\/791\)/,
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
    const mica = entry('32023R1114');
    expect(applicableFrom('art_48/par_1', version('32023R1114').about, mica)).toBe('2024-06-30');
    expect(applicableFrom('art_59', version('32023R1114').about, mica)).toBe('2024-12-30');
    const ai = entry('32024R1689');
    expect(applicableFrom('art_6/par_1', version('32024R1689').about, ai)).toBe('2028-08-02');
    expect(applicableFrom('art_5/par_1/pnt_a', version('32024R1689').about, ai)).toBe('2025-02-02');
    expect(applicableFrom('art_50', version('32024R1689').about, ai)).toBe('2026-08-02');
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
      /Incomplete: .*art_97\/par_2\/pnt_a/,
    );
    expect(standingNotes(lossy, ['art_33'], undefined, '2026-11-25').join()).not.toMatch(/Incomplete/);
  });
});
