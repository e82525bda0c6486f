import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallContext } from '../../../src/core/call-context.ts';
import type { GapRun } from '../../../src/gaps/runs/gap-run.ts';
import { callContext } from '../../asking.ts';
import { failing } from '../../tools/expect-error.ts';
import type { ToolDesk } from '../../tools/invented-law.ts';
import { gapDesk, LANTERN_ACT, lanternPolicy, markdownDocument } from '../gap-desk.ts';

const KEEP = `${LANTERN_ACT}#art_3/par_2`;
const everybody = callContext();
const KEEPER: CallContext = { ...everybody, user: { ...everybody.user, groups: 'all' } };
const inGroups = (...groups: string[]): CallContext => ({
  ...KEEPER,
  user: { ...KEEPER.user, groups: new Set(groups) },
});
const RISK = inGroups('g-risk');
const TEA = inGroups('g-tea');

let held: ToolDesk;
beforeEach(async () => {
  held = await gapDesk();
});
afterEach(() => held.close());

const run = (context: CallContext, more: object = {}) => held.desk.gaps.run({ acts: [LANTERN_ACT], ...more }, context);
const resultOf = ({ results }: GapRun) => results.find(({ obligation }) => obligation.id === KEEP);
const decide = (context: CallContext, reason: string, verdict: 'accepted' | 'rejected' = 'rejected') =>
  held.desk.decisions.decide({ obligation: KEEP, verdict, reason }, context);
const tea = () => markdownDocument('tea.md', '# Tea\n\nThe Bank serves tea at four.');
const addTea = () => held.desk.policies.add(tea(), {}, KEEPER);
const addHidden = (...args: Parameters<typeof lanternPolicy>) =>
  held.desk.policies.add(lanternPolicy(...args), { groups: ['g-risk'] }, KEEPER);

describe('a decision by somebody who sees more', () => {
  it('says nothing to those who may not see all that it was made on, even where nothing was quoted', async () => {
    addTea();
    held.desk.policies.add(markdownDocument('plan.md', '# Plan\n\nOwls see well.'), { groups: ['g-risk'] }, KEEPER);
    const whole = await run(RISK);
    expect(resultOf(whole)?.assessment).toMatchObject({ state: 'missing', evidence: [] });
    decide(RISK, 'The secret lantern plan of the Risk Committee says it.');
    const outside = await run(TEA);
    expect(JSON.stringify(outside)).not.toContain('Risk Committee');
    expect(resultOf(outside)?.assessment).toMatchObject({ state: 'missing', by: 'scoring' });
    expect(resultOf(await run(RISK))?.decision?.verdict).toBe('rejected');
  });

  it('does not take the place of what others decided on what they see', async () => {
    addTea();
    await run(TEA);
    decide(TEA, 'Tea has nothing to do with it.');
    addHidden({ keep: 'The Bank keeps the lantern register for a period of two years.' });
    await run(RISK);
    decide(RISK, 'Secret to the Risk Committee.', 'accepted');
    expect(resultOf(await run(TEA))?.decision?.reason).toBe('Tea has nothing to do with it.');
    expect(resultOf(await run(RISK))?.decision?.reason).toBe('Secret to the Risk Committee.');
  });

  it('is kept from others once a policy that it was made on is kept from them, and is gone with it', async () => {
    addTea();
    held.desk.policies.add(lanternPolicy({ keep: 'The harbour has a fine view.' }), {}, KEEPER);
    await run(RISK);
    decide(RISK, 'The harbour plan says it on page 3.');
    expect(resultOf(await run(TEA))?.decision).toBeDefined();
    held.desk.policies.restrict('lantern-care', ['g-risk'], RISK);
    expect(JSON.stringify(await run(TEA))).not.toContain('page 3');
    held.desk.policies.remove('lantern-care', RISK);
    expect(JSON.stringify(await run(TEA))).not.toContain('page 3');
    expect(JSON.stringify(await run(RISK))).not.toContain('page 3');
  });
});

describe('an analysis of somebody else', () => {
  it('is shown as far as all its policies are to be seen, page by page and by its id too', async () => {
    addTea();
    addHidden();
    const whole = await run(RISK);
    const tool = held.tools.analyse_gaps;
    expect((await tool.call({ run: whole.id }, { ...RISK, user: { ...RISK.user, id: 'u-2' } })).output.run).toBe(
      whole.id,
    );
    for (const [at, stranger] of [TEA, inGroups(), callContext(), { ...KEEPER, tenant: 't-2' }].entries()) {
      expect(
        (await failing(tool.call({ run: whole.id, skip: 1 }, { ...stranger, conversation: `c-of-${at}` }))).code,
      ).toBe('not_found');
      expect(held.desk.gaps.list(stranger)).toEqual([]);
      expect(() =>
        held.desk.decisions.subject({ obligation: KEEP, verdict: 'accepted', reason: 'because' }, stranger),
      ).toThrow(/No analysis that you may see/);
    }
  });

  it('is gone for those from whom one of its policies was kept afterwards', async () => {
    addTea();
    held.desk.policies.add(lanternPolicy(), {}, KEEPER);
    const open = await run(TEA);
    held.desk.policies.restrict('lantern-care', ['g-risk'], RISK);
    expect(() => held.desk.gaps.find(open.id, TEA)).toThrow(/There is no analysis/);
    expect(held.desk.gaps.list(TEA)).toEqual([]);
    const after = await run(TEA);
    expect(held.desk.gaps.comparison(after, TEA)).toBeUndefined();
    expect(held.desk.gaps.find(open.id, RISK).id).toBe(open.id);
  });

  it('over fewer policies is not what a whole one is compared with', async () => {
    addTea();
    addHidden({ keep: 'The harbour has a fine view.' });
    const first = await run(RISK);
    await run(TEA);
    const second = await run(RISK);
    expect(held.desk.gaps.comparison(second, RISK)).toMatchObject({
      before: { id: first.id },
      appeared: [],
      reopened: [],
      closed: [],
    });
    // What came to the bank in between is no reason to begin anew.
    held.desk.policies.add(markdownDocument('rum.md', '# Rum\n\nThe Bank serves rum at five.'), {}, KEEPER);
    const third = await run(RISK);
    expect(held.desk.gaps.comparison(third, RISK)?.before.id).toBe(second.id);
  });

  it('needs the permission, wherever it is asked for', async () => {
    addTea();
    const found = await run(RISK);
    const nobody = { ...RISK, user: { ...RISK.user, permissions: new Set<never>() } };
    const refused = expect.objectContaining({ code: 'not_permitted' });
    expect(() => held.desk.gaps.find(found.id, nobody)).toThrow(refused);
    expect(() => held.desk.gaps.list(nobody)).toThrow(refused);
    expect(() => decide(nobody, 'because')).toThrow(refused);
  });
});

describe('a policy that is not to be seen', () => {
  it('is told of by no error: it is as if it were not there', async () => {
    addTea();
    addHidden();
    for (const id of ['lantern-care', 'unheard-of']) {
      const error = await failing(run(TEA, { policies: [id] }));
      expect(error.message).toBe(`There is no policy ${id} that you may see.`);
      expect(error.suggestions).toEqual(['tea']);
      expect(() => held.desk.policies.remove(id, TEA)).toThrow(`There is no policy "${id}".`);
      expect(() => held.desk.policies.restrict(id, [], TEA)).toThrow(`There is no policy "${id}".`);
    }
  });

  it('is in nothing that is kept where it is taken away while an analysis reads it', async () => {
    addTea();
    addHidden();
    const running = run(RISK);
    held.desk.policies.remove('lantern-care', RISK);
    expect(await failing(running)).toMatchObject({ code: 'conflict', message: expect.stringMatching(/again/) });
    expect(held.desk.gaps.list(KEEPER)).toEqual([]);
  });

  it('is in no analysis of somebody from whom it is kept while it runs', async () => {
    addTea();
    held.desk.policies.add(lanternPolicy(), {}, KEEPER);
    const running = run(TEA);
    held.desk.policies.restrict('lantern-care', ['g-risk'], RISK);
    expect((await failing(running)).code).toBe('conflict');
  });
});

describe('an analysis that nobody waits for any more', () => {
  it('ends between two policies, and keeps nothing of itself', async () => {
    for (let at = 0; at < 5; at += 1)
      held.desk.policies.add(
        markdownDocument(`tea-${at}.md`, `# Tea ${at}\n\nThe Bank serves tea at ${at}.`),
        {},
        KEEPER,
      );
    const stopped = new AbortController();
    const running = run({ ...RISK, signal: stopped.signal });
    setImmediate(() => stopped.abort());
    await expect(running).rejects.toThrow();
    expect(held.desk.gaps.list(KEEPER)).toEqual([]);
  });
});
