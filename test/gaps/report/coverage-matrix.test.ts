import { describe, expect, it } from 'vitest';
import { coverageMatrix } from '../../../src/gaps/report/coverage-matrix.ts';
import type { GapRun } from '../../../src/gaps/runs/gap-run.ts';
import { LEDGERS } from '../sample-law.ts';
import { sampleRun } from '../sample-run.ts';

const rowOf = (run: GapRun, place: string, act: string = LEDGERS.act) =>
  coverageMatrix(run)
    .acts.find((each) => each.act === act)
    ?.chapters.flatMap(({ rows }) => rows)
    .find((row) => row.place === place);

describe('the coverage matrix', () => {
  it('has the acts and chapters of the law, in its order, with an article a row', () => {
    const { acts } = coverageMatrix(sampleRun());
    expect(
      acts.map(({ act, name, chapters }) => [act, name, chapters.map(({ heading, rows }) => [heading, rows.length])]),
    ).toEqual([
      [
        '32039R0417',
        'LEDGERS',
        [
          ['CHAPTER II — Governance of ledgers', 3],
          ['CHAPTER III — Protection and continuity', 4],
          ['CHAPTER IV — Disruptions', 3],
          ['CHAPTER V — Providers of ledger services', 4],
        ],
      ],
      [
        '32041L0088',
        'REDRESS',
        [
          ['CHAPTER 1 — Complaints', 3],
          ['CHAPTER 2 — Repayment', 3],
        ],
      ],
    ]);
    expect(acts[0]?.chapters[2]?.rows[1]).toMatchObject({
      label: 'Article 16',
      heading: 'Reporting of major disruptions',
      obligations: 3,
    });
  });

  it('counts each obligation once in the totals of its row, its act and the run', () => {
    const run = sampleRun();
    const { acts, counts } = coverageMatrix(run);
    expect(counts).toEqual(run.counts);
    const sum = (all: readonly Readonly<Record<string, number>>[]) =>
      all.flatMap((each) => Object.values(each)).reduce((total, each) => total + each, 0);
    expect(sum(acts.map((act) => act.counts))).toBe(60);
    expect(sum(acts.flatMap(({ chapters }) => chapters.map((chapter) => chapter.counts)))).toBe(60);
    expect(sum(acts.flatMap(({ chapters }) => chapters.flatMap(({ rows }) => rows.map((row) => row.counts))))).toBe(60);
  });

  it('tells in a cell how many obligations the policy speaks of, and the worst state among them', () => {
    const row = rowOf(sampleRun(), 'art_16');
    // Columns: governance, access, continuity, incidents, outsourcing, complaints, payments, training.
    expect(row?.cells.map(({ obligations, worst, inWorst }) => [obligations, worst, inWorst])).toEqual([
      [0, null, 0],
      [0, null, 0],
      [3, 'contradicted', 1],
      [3, 'contradicted', 1],
      ...Array.from({ length: 4 }, () => [0, null, 0]),
    ]);
  });

  it('counts what is missing as nowhere, also where something comes near it', () => {
    const run = sampleRun();
    const missing = run.results.filter(({ assessment }) => assessment.state === 'missing');
    expect(missing.some(({ assessment }) => assessment.evidence.length > 0)).toBe(true);
    expect(coverageMatrix(run).acts.reduce((sum, { nowhere }) => sum + nowhere, 0)).toBe(missing.length);
    expect(rowOf(run, 'art_17')).toMatchObject({ nowhere: 1, counts: { missing: 1, covered: 2 } });
  });

  it('leaves what does not apply out of cells and of nowhere', () => {
    const row = rowOf(sampleRun(), 'art_23');
    expect(row).toMatchObject({ nowhere: 0, counts: { not_applicable: 3 } });
    expect(row?.cells.every(({ worst }) => worst === null)).toBe(true);
  });

  it('counts several statements of one policy once', () => {
    const run = sampleRun();
    const results = run.results.map((result) => ({
      ...result,
      assessment: { ...result.assessment, evidence: [...result.assessment.evidence, ...result.assessment.evidence] },
    }));
    expect(coverageMatrix({ ...run, results })).toEqual(coverageMatrix(run));
  });

  it('tells of each policy how many obligations it speaks of', () => {
    const { policies } = coverageMatrix(sampleRun());
    expect(policies.map(({ policy }) => policy)).toEqual(sampleRun().policies.map(({ policy }) => policy));
    expect(policies.find(({ policy }) => policy === 'staff-training')).toMatchObject({ obligations: 3 });
  });

  it('is empty for a run that found nothing', () => {
    const { acts, counts } = coverageMatrix(sampleRun({ results: [] }));
    expect(acts).toEqual([]);
    expect(counts).toEqual({ covered: 0, partial: 0, contradicted: 0, missing: 0, not_applicable: 0 });
  });
});

describe('the outline of the law', () => {
  const outlined = (headings: readonly string[], changes: object = {}) => {
    const [first] = sampleRun().results;
    if (first === undefined) throw new Error('the sample has results');
    const result = { ...first, obligation: { ...first.obligation, headings, ...changes } };
    const [act] = coverageMatrix(sampleRun({ results: [result] })).acts;
    const [chapter] = act?.chapters ?? [];
    return {
      act: act?.name,
      chapter: chapter?.heading,
      label: chapter?.rows[0]?.label,
      heading: chapter?.rows[0]?.heading,
    };
  };

  it('takes the last heading for the article’s own, unless it is that of a division', () => {
    expect(outlined(['CHAPTER I — General', 'Scope'])).toMatchObject({
      chapter: 'CHAPTER I — General',
      heading: 'Scope',
    });
    expect(outlined(['TITLE II', 'CHAPTER 1 — Issuers'])).toMatchObject({
      chapter: 'TITLE II · CHAPTER 1 — Issuers',
      heading: '',
    });
    expect(outlined(['CHAPTER III', 'SECTION 2 — Rights', 'Access'])).toMatchObject({
      chapter: 'CHAPTER III',
      heading: 'Access',
    });
    expect(outlined(['SECTION 2 — Rights', 'Access'])).toMatchObject({ chapter: 'SECTION 2 — Rights' });
    expect(outlined(['Title of the contract'])).toMatchObject({ chapter: '', heading: 'Title of the contract' });
    expect(outlined([])).toMatchObject({ chapter: '', heading: '' });
  });

  it('knows Spanish divisions, and a norma by its label', () => {
    const spanish = { language: 'es', place: 'art_4/par_1', label: 'Norma 4, apartado 1, Circular 9/2041' };
    expect(outlined(['CAPÍTULO PRIMERO', 'Ámbito'], spanish)).toEqual({
      act: 'Circular 9/2041',
      chapter: 'CAPÍTULO PRIMERO',
      label: 'Norma 4',
      heading: 'Ámbito',
    });
  });

  it('calls the act by its number where the label does not tell its name', () => {
    expect(outlined(['Scope'], { label: 'somewhere' })).toMatchObject({ act: '32039R0417', label: 'Article 4' });
  });
});
