import { describe, expect, it } from 'vitest';
import { gapRunOutput, obligationOutput } from '../../../src/gaps/report/gap-json.ts';
import { gapRunSchema } from '../../../src/gaps/report/gap-json-schema.ts';
import { HOSTILE, hostileRun } from '../hostile-run.ts';
import { sampleRun } from '../sample-run.ts';

describe('a run as JSON', () => {
  it('has the keys of the contract, and no more', () => {
    expect(gapRunSchema.parse(JSON.parse(JSON.stringify(gapRunOutput(sampleRun()))))).toEqual(
      gapRunOutput(sampleRun()),
    );
    expect(Object.keys(gapRunOutput(sampleRun()))).toEqual([
      'run',
      'scope',
      'counts',
      'obligations',
      'conflicts',
      'matrix',
      'notes',
    ]);
  });

  it('tells of each obligation what the law demands, how it stands and on what evidence', () => {
    const { obligations } = gapRunOutput(sampleRun());
    expect(obligations.find(({ id }) => id === '32039R0417#art_16/par_1')).toEqual({
      id: '32039R0417#art_16/par_1',
      provision: '32039R0417#art_16/par_1',
      label: 'Article 16(1) LEDGERS',
      text: 'Ledger keepers shall report a major disruption to the Harbour Authority within four hours of its classification.',
      actor: 'Ledger keepers',
      modality: 'must',
      deadline: { text: 'within four hours of its classification', iso: 'PT4H' },
      state: 'contradicted',
      lacks: ['deadline', 'recipient'],
      why: [
        'deadline: the law says "within four hours of its classification", the policy "within 24 hours"',
        'to whom: the law says "the Harbour Authority", the policy "the Head of Operations"',
      ],
      evidence: [
        {
          policy: 'incident-response',
          statement: expect.stringMatching(/^s\d+$/),
          quote: 'The bank shall report a major disruption to the Head of Operations within 24 hours.',
        },
        { policy: 'business-continuity', statement: expect.stringMatching(/^s\d+$/), quote: expect.any(String) },
      ],
      confidence: expect.any(Number),
      decision: {
        verdict: 'accepted',
        reason: 'The procedure predates the act; a new version goes to the board in December.',
        by: '0b6a7f7e-2f0e-4d0c-8f6e-1d2a3b4c5d6e',
        at: '2041-11-03T10:15:00.000Z',
      },
    });
  });

  it('gives what is missing no evidence, and tells apart what came nearest', () => {
    for (const { state, evidence, nearest } of gapRunOutput(sampleRun()).obligations) {
      if (state === 'missing') expect(evidence).toEqual([]);
      else expect(nearest).toBeUndefined();
    }
  });

  it('holds the matrix of articles and policies', () => {
    const { matrix, obligations, counts } = gapRunOutput(sampleRun());
    expect(matrix.reduce((sum, row) => sum + row.obligations, 0)).toBe(obligations.length);
    expect(matrix.reduce((sum, row) => sum + row.counts.missing, 0)).toBe(counts.missing);
    expect(matrix.find(({ place }) => place === 'art_16')?.policies).toContainEqual({
      policy: 'incident-response',
      obligations: expect.any(Number),
      worst: 'contradicted',
    });
  });

  it('has null where there is no actor and no deadline, and names each lack once', () => {
    const [first] = sampleRun().results;
    if (first === undefined) throw new Error('the sample has results');
    const differences = (['deadline', 'actor', 'deadline'] as const).map((kind) => ({
      kind,
      against: false,
      law: 'x',
      policy: null,
    }));
    const result = {
      obligation: { ...first.obligation, actor: null, deadline: null },
      assessment: { ...first.assessment, differences },
    };
    expect(gapRunOutput(sampleRun({ results: [result] })).obligations[0]).toMatchObject({
      actor: null,
      deadline: null,
      lacks: ['deadline', 'actor'],
    });
  });

  it('tells one obligation as the run does, for who shows a page of them', () => {
    const run = sampleRun();
    expect(run.results.map((result) => obligationOutput(result))).toEqual(gapRunOutput(run).obligations);
  });

  it('says why in the language that is asked for', () => {
    const { obligations } = gapRunOutput(sampleRun(), 'es');
    expect(obligations.find(({ id }) => id === '32039R0417#art_11/par_2')?.why).toEqual([
      'plazo: la ley dice «within two hours»; la política, «within six hours»',
    ]);
  });

  it.each(HOSTILE)('keeps %j word for word', (words) => {
    const output = gapRunOutput(hostileRun(words));
    expect(output.obligations[0]?.text).toBe(words);
    expect(output.conflicts[0]?.statements[0]?.quote).toBe(words);
    const differing = output.obligations.find(({ lacks }) => lacks.includes('recipient'));
    expect(differing?.why.some((sentence) => sentence.endsWith(`"${words}", the policy "${words}"`))).toBe(true);
  });
});
