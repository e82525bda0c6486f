import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTrail } from '../../../src/audit/trail.ts';
import type { CallContext } from '../../../src/core/call-context.ts';
import type { GapRun } from '../../../src/gaps/runs/gap-run.ts';
import { callContext } from '../../asking.ts';
import { failing } from '../../tools/expect-error.ts';
import type { ToolDesk } from '../../tools/invented-law.ts';
import { gapDesk, LANTERN_ACT, lanternAct, lanternPolicy, markdownDocument } from '../gap-desk.ts';

const everybody = callContext();
const ANA: CallContext = { ...everybody, user: { ...everybody.user, groups: 'all' } };
const inGroups = (...groups: string[]): CallContext => ({
  ...ANA,
  user: { ...ANA.user, groups: new Set(groups) },
});

let held: ToolDesk;
beforeEach(async () => {
  held = await gapDesk();
});
afterEach(() => held.close());

const add = (...args: Parameters<typeof lanternPolicy>) => held.desk.policies.add(lanternPolicy(...args), {}, ANA);
const run = (more: object = {}, context = ANA) => held.desk.gaps.run({ acts: [LANTERN_ACT], ...more }, context);
const states = ({ results }: GapRun) =>
  Object.fromEntries(
    results.map(({ obligation, assessment }) => [obligation.place.replace(/^art_/, ''), assessment.state]),
  );

describe('an analysis', () => {
  it('finds each duty covered where the policy says it, and the authorities’ own not applicable', async () => {
    add();
    const found = await run();
    expect(states(found)).toEqual({
      '3/par_1': 'covered',
      '3/par_2': 'covered',
      '4/par_1': 'covered',
      '4/par_2': 'covered',
      '5/par_1': 'not_applicable',
    });
    expect(found.counts).toEqual({ covered: 4, partial: 0, contradicted: 0, missing: 0, not_applicable: 1 });
    const authorities = found.results.at(-1)?.assessment;
    expect(authorities).toMatchObject({ gap: 0, confidence: 1, evidence: [] });
    expect(authorities?.reason).toMatch(/[Cc]ompetent authorities/);
  });

  it.each([
    [
      'a longer deadline',
      { report: 'The Bank reports each lantern outage to the competent authority within two days of its detection.' },
      '3/par_1',
      ['contradicted'],
      'deadline',
    ],
    [
      'a shorter retention',
      { keep: 'The Bank keeps the lantern register for a period of two years.' },
      '3/par_2',
      ['contradicted'],
      'deadline',
    ],
    [
      'a weaker modality',
      { review: 'The Bank should review the oil supply plan at least once a year.' },
      '4/par_1',
      ['partial'],
      'modality',
    ],
    [
      'what the law forbids',
      { oil: 'The Bank may use whale oil in beacons.' },
      '4/par_2',
      ['contradicted'],
      'modality',
    ],
    [
      'another recipient',
      { report: 'The Bank reports each lantern outage to the harbour master within four hours of its detection.' },
      '3/par_1',
      ['contradicted', 'partial'],
      'recipient',
    ],
    ['nothing', { keep: 'The harbour has a fine view.' }, '3/par_2', ['missing'], undefined],
  ] as const)('tells %s, with the words of both texts', async (_what, instead, place, expected, lack) => {
    add(instead);
    const found = await run();
    expect(expected).toContain(states(found)[place]);
    const result = found.results.find(({ obligation }) => obligation.place === `art_${place}`);
    if (lack !== undefined) expect(result?.assessment.differences.map(({ kind }) => kind)).toContain(lack);
    const policy = held.desk.policies.find('lantern-care', ANA);
    for (const { statement, quote } of result?.assessment.evidence ?? [])
      expect(policy?.statements.find(({ id }) => id === statement)?.text).toContain(quote);
    for (const { law } of result?.assessment.differences ?? [])
      if (law !== null) expect(result?.obligation.text).toContain(law);
    expect(Object.values(states(found)).filter((state) => state === 'covered')).toHaveLength(3);
  });

  it('is limited to articles, chapters and topics that are there, and refuses others', async () => {
    add();
    expect(Object.keys(states(await run({ articles: '3' })))).toEqual(['3/par_1', '3/par_2']);
    expect(Object.keys(states(await run({ articles: '4-5' })))).toEqual(['4/par_1', '4/par_2', '5/par_1']);
    expect(Object.keys(states(await run({ articles: '3(2), 4(1)' })))).toEqual(['3/par_2', '4/par_1']);
    expect(Object.keys(states(await run({ chapter: 'I' })))).toHaveLength(5);
    expect(Object.keys(states(await run({ topic: 'whale oil' })))).toEqual(['4/par_2']);
    const refused = async (more: object) => (await failing(run(more))).code;
    expect(await refused({ articles: '77' })).toBe('not_found');
    expect(await refused({ chapter: 'XL' })).toBe('not_found');
    expect(await refused({ topic: 'submarines' })).toBe('not_found');
    expect(await refused({ acts: ['32099R9999'] })).toBe('not_found');
    expect(await refused({ acts: ['nothing of the kind'] })).toBe('invalid_input');
    expect(await refused({ policies: ['unheard-of'] })).toBe('not_found');
    // The same act twice is one act: its articles may be named.
    expect(Object.keys(states(await run({ acts: [LANTERN_ACT, LANTERN_ACT], articles: '3' })))).toHaveLength(2);
  });

  it('needs policies, and says how to import them', async () => {
    expect(await failing(run())).toMatchObject({ code: 'not_found', message: expect.stringContaining('policies add') });
  });

  it('comes with a row of ids and hashes, and is found again', async () => {
    add();
    const found = await run();
    const [row] = readTrail(held.desk.audit.store, {}, 100).filter(({ type }) => type === 'gap_analysis');
    expect(row?.body).toMatchObject({ what: 'run', run: found.id, acts: [LANTERN_ACT], counts: found.counts });
    expect(JSON.stringify(row)).not.toContain('lantern outage');
    expect(held.desk.gaps.find(found.id, ANA)).toEqual(found);
    expect(held.desk.gaps.list(ANA).map(({ id }) => id)).toEqual([found.id]);
    expect(held.desk.gaps.list(ANA, '32099R0001')).toEqual([]);
  });

  it('gives the same for the same texts, whatever was analysed in between', async () => {
    add();
    const first = await run();
    await run({ articles: '3' });
    const again = await run();
    const without = ({ id: _id, at: _at, ...rest }: GapRun) => rest;
    expect(without(again)).toEqual(without(first));
  });
});

describe('what one may see', () => {
  it('is of one tenant: another has no policy, no run and no decision', async () => {
    add();
    const found = await run();
    const other = { ...ANA, tenant: 't-2' };
    expect((await failing(run({}, other))).code).toBe('not_found');
    expect(() => held.desk.gaps.find(found.id, other)).toThrow(/There is no analysis/);
    expect(held.desk.gaps.list(other)).toEqual([]);
  });

  it('is without what is kept to other groups: not in a run, not in one of somebody else, not in a count', async () => {
    held.desk.policies.add(lanternPolicy(), { groups: ['g-risk'] }, ANA);
    held.desk.policies.add(markdownDocument('tea.md', '# Tea\n\nThe Bank serves tea at four.'), {}, ANA);
    const whole = await run();
    expect(whole.policies).toHaveLength(2);
    const outside = await run({}, inGroups('g-tea'));
    expect(outside.policies.map(({ policy }) => policy)).toEqual(['tea']);
    expect(outside.counts.covered).toBe(0);
    expect(JSON.stringify(outside)).not.toContain('lantern-care');
    expect(() => held.desk.gaps.find(whole.id, inGroups('g-tea'))).toThrow(/may not see/);
    expect(held.desk.gaps.list(inGroups('g-tea')).map(({ id }) => id)).toEqual([outside.id]);
    expect(held.desk.gaps.find(whole.id, inGroups('g-risk')).id).toBe(whole.id);
    // What they had before that they may see is what they are compared with.
    expect(held.desk.gaps.comparison(outside, inGroups('g-tea'))).toBeUndefined();
  });

  it('is nothing that quotes a policy which was taken away', async () => {
    add();
    const found = await run();
    held.desk.policies.remove('lantern-care', ANA);
    expect(() => held.desk.gaps.find(found.id, ANA)).toThrow(/There is no analysis/);
  });
});

describe('from one analysis to the next', () => {
  it('tells gaps that are new, closed and reopened', async () => {
    add();
    const whole = await run();
    expect(held.desk.gaps.comparison(whole, ANA)).toBeUndefined();
    add({ keep: 'The harbour has a fine view.' });
    const broken = await run();
    expect(held.desk.gaps.comparison(broken, ANA)).toMatchObject({
      before: { id: whole.id },
      appeared: [`${LANTERN_ACT}#art_3/par_2`],
      reopened: [],
      closed: [],
    });
    add();
    const mended = await run();
    expect(held.desk.gaps.comparison(mended, ANA)).toMatchObject({
      appeared: [],
      closed: [`${LANTERN_ACT}#art_3/par_2`],
    });
    add({ keep: 'The harbour has a very fine view.' });
    const again = await run();
    expect(held.desk.gaps.comparison(again, ANA)).toMatchObject({
      appeared: [],
      reopened: [`${LANTERN_ACT}#art_3/par_2`],
    });
  });

  it('tells what changed because the law did', async () => {
    add();
    await run();
    await held.desk.library.add(actVersion('within two hours'));
    const found = await run();
    expect(states(found)['3/par_1']).toBe('contradicted');
    expect(held.desk.gaps.comparison(found, ANA)?.appeared).toEqual([`${LANTERN_ACT}#art_3/par_1`]);
  });
});

const actVersion = (outages: string) => ({ ...lanternAct(outages), consolidatedTo: '2035-01-01' });
const PLACE = `${LANTERN_ACT}#art_3/par_2`;

describe('what a person decides', () => {
  const decide = (
    verdict: 'accepted' | 'rejected' | 'not_applicable',
    reason = 'The register is kept by the harbour.',
  ) => held.desk.decisions.decide({ obligation: PLACE, verdict, reason }, ANA);
  const of = ({ results }: GapRun) => results.find(({ obligation }) => obligation.id === PLACE);

  it.each([
    ['accepted', 'missing', 1],
    ['rejected', 'covered', 0],
    ['not_applicable', 'not_applicable', 0],
  ] as const)('%s: stands in the next analysis', async (verdict, state, gap) => {
    add({ keep: 'The harbour has a fine view.' });
    await run();
    decide(verdict);
    expect(of(await run())).toMatchObject({
      assessment: { state, gap, confidence: 1, by: 'person' },
      decision: { verdict, by: 'u-1', name: 'User u-1', reason: 'The register is kept by the harbour.' },
    });
    const [row] = readTrail(held.desk.audit.store, {}, 100).filter(({ body }) => body['what'] === 'decided');
    expect(row?.body).toMatchObject({ obligation: PLACE, verdict, state: 'missing' });
    expect(row?.texts['reason']).toBe('The register is kept by the harbour.');
    expect(JSON.stringify(row?.body)).not.toContain('harbour');
  });

  it('stands while other policies come and go, and no longer once the law or a quoted statement changed', async () => {
    add({ keep: 'The Bank keeps the lantern register for a period of two years.' });
    await run();
    decide('rejected');
    held.desk.policies.add(markdownDocument('tea.md', '# Tea\n\nThe Bank serves tea at four.'), {}, ANA);
    expect(of(await run())?.decision?.verdict).toBe('rejected');
    add({ keep: 'The Bank keeps the lantern register for a period of three years.' });
    const lapsed = await run();
    expect(of(lapsed)).toMatchObject({
      assessment: { state: 'contradicted', by: 'scoring' },
      lapsed: { verdict: 'rejected' },
    });
    expect(of(lapsed)?.decision).toBeUndefined();
    expect(lapsed.notes.join(' ')).toMatch(/no longer stand/);
  });

  it('is the last one, and needs a reason and an obligation that an analysis has', async () => {
    add({ keep: 'The harbour has a fine view.' });
    await run();
    decide('accepted');
    decide('rejected', 'On second thoughts it is none.');
    expect(of(await run())?.decision?.verdict).toBe('rejected');
    expect(() => decide('rejected', ' ')).toThrow(/Say why/);
    expect(() =>
      held.desk.decisions.decide({ obligation: `${LANTERN_ACT}#art_9`, verdict: 'accepted', reason: 'because' }, ANA),
    ).toThrow(/No analysis/);
  });

  it('on what somebody may not see says nothing to them', async () => {
    held.desk.policies.add(
      lanternPolicy({ keep: 'The Bank keeps the lantern register for a period of two years.' }),
      { groups: ['g-risk'] },
      ANA,
    );
    held.desk.policies.add(markdownDocument('tea.md', '# Tea\n\nThe Bank serves tea at four.'), {}, ANA);
    await run();
    decide('rejected', 'Agreed with the Risk Committee on 3 May.');
    const outside = await run({}, inGroups('g-tea'));
    expect(JSON.stringify(outside)).not.toContain('Risk Committee');
    expect(of(outside)).toMatchObject({ assessment: { state: 'missing' } });
  });
});
