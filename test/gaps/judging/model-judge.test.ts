import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { PolicyVersion } from '../../../src/gaps/policies/policy.ts';
import { callContext } from '../../asking.ts';
import { limit, spendingDesk } from '../../assistant/budgets/spending-desk.ts';
import { type Script, scriptedModel } from '../../assistant/scripted-model.ts';
import { byId, duty, judgingDesk, pair, policy, seen, verdicts } from './judging-desk.ts';

const KEEP = 'Keepers shall keep a register of all lanterns in their care.';
const LAMPS = policy('lamps', ['Watchmen maintain a list of every lantern that they tend.']);
const PAIRS = (count: number, policies: readonly PolicyVersion[] = [LAMPS]) =>
  Array.from({ length: count }, (_, at) => pair(duty(at + 1, KEEP), policies));

const desk = judgingDesk();
const context = callContext();

describe('a model as judge', () => {
  it('raises and lowers what scoring was unsure of, with fixed figures and the words of both texts', async () => {
    const model = scriptedModel((request) => ({
      text: verdicts(request, (_, at) =>
        at === 0
          ? {}
          : {
              state: 'partial',
              differences: [{ kind: 'scope', against: false, law: null, policy: 'that they tend' }],
            },
      ),
    }));
    const { assessments, notes } = await desk.judge(model).judge(PAIRS(2), byId(LAMPS), context);
    expect(notes).toEqual([]);
    expect([...assessments.values()]).toMatchObject([
      { obligation: '32031R0077#art_1', state: 'covered', by: 'model', gap: 0.15, confidence: 0.8, differences: [] },
      { obligation: '32031R0077#art_2', state: 'partial', by: 'model', gap: 0.85, confidence: 0.75 },
    ]);
    expect(assessments.get('32031R0077#art_1')?.reason).toBe(
      'Judged by a model on the words of both texts, where scoring had "partial".',
    );
    expect(assessments.get('32031R0077#art_2')?.evidence[0]).toMatchObject({
      quote: 'Watchmen maintain a list of every lantern that they tend.',
      score: 0.5,
    });
  });

  it('is shown several at once between marks drawn for each call, and offered no tool', async () => {
    const model = scriptedModel((request) => ({ text: verdicts(request, () => ({})) }));
    await desk.judge(model).judge(PAIRS(8), byId(LAMPS), context);
    expect(model.requests.map((request) => seen(request).length)).toEqual([6, 2]);
    const marks = model.requests.map(({ messages }) => /<data ([0-9a-f]{32})>/.exec(messages[1]?.text ?? '')?.[1]);
    expect(new Set(marks).size).toBe(2);
    for (const [at, { messages, tools, mayCall }] of model.requests.entries()) {
      expect(messages[0]?.text).toContain(`<data ${marks[at]}>`);
      expect({ tools, mayCall }).toEqual({ tools: [], mayCall: false });
    }
  });

  it('has each call recorded with its prompt, and charged to the tool', async () => {
    const model = scriptedModel((request) => ({ text: verdicts(request, () => ({})) }));
    const { spending, store } = spendingDesk();
    await desk.judge(model, { spending }).judge(PAIRS(1), byId(LAMPS), context);
    const told = desk
      .rows()
      .map(({ type, body }) => ({ type, ...(body as object) }))
      .filter(({ type }) => type === 'intent' || type === 'outcome');
    expect(told).toMatchObject([
      { type: 'intent', what: 'model', tool: 'analyse_gaps', promptVersion: 'judge-coverage 1' },
      { type: 'outcome', what: 'model', tool: 'analyse_gaps', outcome: 'ok', use: { input: 100, output: 10 } },
    ]);
    expect(JSON.stringify(told)).not.toContain('lantern');
    expect(store.totals({ tenant: 't-1', of: 'tenant', name: 't-1', period: '2031-11' }, 'EUR')).toMatchObject({
      requests: 1,
      tokens: 110,
    });
  });

  it('is not asked about what concerns others, what a person decided, or what no statement bears on', async () => {
    const model = scriptedModel(() => ({ text: '{"verdicts":[]}' }));
    const of = duty(1, KEEP);
    const other = { ...LAMPS, statements: LAMPS.statements.map((each) => ({ ...each, hash: 'changed since' })) };
    const pairs = [
      pair(of, [LAMPS], { state: 'not_applicable' }),
      pair(of, [LAMPS], { by: 'person' }),
      pair(of, []),
      pair(of, [policy('elsewhere', ['Watchmen keep a list of lanterns.'])]),
    ];
    const judge = desk.judge(model);
    expect(await judge.judge(pairs, byId(LAMPS), context)).toEqual({ assessments: new Map(), notes: [] });
    expect((await judge.judge(PAIRS(1), byId(other), context)).assessments.size).toBe(0);
    expect(model.requests).toEqual([]);
  });

  it('is named by what its replies count by', () => {
    const version = (deployment: string) =>
      desk.judge(scriptedModel(() => ({}), { destinations: [{ service: 'scripted', host: 'model.test', deployment }] }))
        .version;
    expect(version('one')).not.toBe(version('two'));
    expect(version('one')).toMatch(/^rules \d+, judge-coverage \d+ [0-9a-f]{64}, scripted\/one$/);
  });
});

const ALONE = 'coring alone judged there.';

describe('a judge whose model', () => {
  const judging = async (
    script: (reply: number) => Script,
    { count = 7, ...more }: { count?: number; window?: number; longest?: number; signal?: AbortSignal } = {},
  ) => {
    const { signal, longest, window } = more;
    const model = scriptedModel(
      (request, reply) => ({ text: verdicts(request, () => ({})), ...script(reply) }),
      window === undefined ? {} : { window },
    );
    const { assessments, notes } = await desk
      .judge(model, longest === undefined ? {} : { longest })
      .judge(PAIRS(count), byId(LAMPS), callContext(signal === undefined ? {} : { signal }));
    return { judged: assessments.size, notes, calls: model.requests.length };
  };

  it.each([
    ['upstream_unavailable', 'its service does not answer'],
    ['rate_limited', 'its service is over its limit'],
    ['misconfigured', 'it is not set up right'],
  ] as const)('fails (%s) leaves the rest to scoring, and says so', async (code, why) => {
    const fails = new AppError(code, 'Secret inner words.');
    expect(await judging((reply) => (reply === 0 ? {} : { fails }))).toEqual({
      judged: 6,
      notes: [`The model did not look at one obligation: ${why}. S${ALONE}`],
      calls: 2,
    });
    expect((await judging(() => ({ fails }))).notes).toEqual([
      `The model did not look at 7 obligations: ${why}. S${ALONE}`,
    ]);
  });

  it('throws what nobody foresaw is as one that does not answer', async () => {
    expect((await judging(() => ({ fails: new TypeError('x') }))).notes[0]).toContain('its service does not answer');
  });

  it('has no budget left is not asked', async () => {
    const model = scriptedModel(() => ({ text: '{}' }));
    const { spending, spend } = spendingDesk([limit({ most: 1_000n })]);
    spend(900, 100);
    const { assessments, notes } = await desk.judge(model, { spending }).judge(PAIRS(3), byId(LAMPS), context);
    expect(assessments.size).toBe(0);
    expect(model.requests).toEqual([]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(
      /^The model did not look at 3 obligations: the budget leaves no room for it \(.+[^.]\)\. S/,
    );
  });

  it('is held back by the filter keeps what is not, asked again without it', async () => {
    const filter = { why: 'filtered', text: '', findings: [] } as const;
    const model = scriptedModel((request) =>
      request.messages[1]?.text.includes('art_4') || request.messages[1]?.text.includes('Article 4,')
        ? filter
        : { text: verdicts(request, () => ({})) },
    );
    const { assessments, notes } = await desk.judge(model).judge(PAIRS(6), byId(LAMPS), context);
    expect([...assessments.keys()]).not.toContain('32031R0077#art_4');
    expect(assessments.size).toBe(5);
    expect(notes).toEqual([`The model's content filter held back one obligation; s${ALONE}`]);
    expect(model.requests.length).toBeLessThanOrEqual(12);
  });

  it.each(['too_long', 'context_exceeded'] as const)(
    'says %s is asked for fewer, and at last left alone',
    async (why) => {
      expect(await judging(() => ({ why, text: '' }), { count: 4 })).toEqual({
        judged: 0,
        notes: [`The texts of 4 obligations are more than the model reads at once; s${ALONE}`],
        calls: 7,
      });
    },
  );

  it('reads little is never sent more than it reads', async () => {
    expect(await judging(() => ({}), { window: 4_800, count: 2 })).toMatchObject({ judged: 0, calls: 0 });
    const { judged, calls } = await judging(() => ({}), { window: 6_350, count: 6 });
    expect(judged).toBe(6);
    expect(calls).toBeGreaterThan(1);
  });

  it('takes too long is left, and what it judged until then counts', async () => {
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 120));
    const { judged, notes } = await judging((reply) => (reply === 0 ? {} : { pause: slow }), { longest: 60 });
    expect(judged).toBe(6);
    expect(notes).toEqual([`The model did not look at one obligation: it took too long. S${ALONE}`]);
  });

  it('is stopped by the caller is left, and what it judged until then counts', async () => {
    const stop = new AbortController();
    const { judged, notes, calls } = await judging(
      (reply) => (reply === 0 ? {} : { pause: async () => stop.abort(new Error('enough')) }),
      { signal: stop.signal, count: 13 },
    );
    expect({ judged, calls }).toEqual({ judged: 6, calls: 2 });
    expect(notes).toEqual([`The model did not look at 7 obligations: it was stopped. S${ALONE}`]);
  });
});
