import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../../src/assistant/chat-model.ts';
import { AppError } from '../../../src/core/errors.ts';
import { withRefinement } from '../../../src/gaps/judging/obligation-refiner.ts';
import type { Words } from '../../../src/gaps/norms/norm.ts';
import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import { callContext } from '../../asking.ts';
import { limit, spendingDesk } from '../../assistant/budgets/spending-desk.ts';
import { scriptedModel } from '../../assistant/scripted-model.ts';
import { duty, judgingDesk, seen } from './judging-desk.ts';

const desk = judgingDesk();

/** A duty of which the reading could tell no more than the verb: whatever it can tell by now is taken out. */
function bare(article: number, text: string): Obligation {
  const { norm, ...rest } = duty(article, text);
  const { modality, modal, action } = norm;
  const parts = { deadlines: [], triggers: [], conditions: [], exceptions: [] };
  return { ...rest, actor: null, deadline: null, norm: { modality, modal, action, ...parts } };
}

const TELL = bare(
  1,
  'Provided that the lamp is lit, a report shall be sent by the payment institution to the management body within four hours of dusk, or as the warden sees fit.',
);
const NAMED = {
  actor: 'the payment institution',
  deadline: { text: 'within four hours', kind: 'within' },
  recipient: 'management body',
  conditions: ['Provided that the lamp is lit'],
};

const reply = (request: ChatRequest, of: (at: number) => object): string =>
  JSON.stringify({
    obligations: seen(request).map(({ obligation }, at) => ({ obligation, ...NAMED, ...of(at) })),
  });

async function refined(named: object, obligation = TELL) {
  const model = scriptedModel((request) => ({ text: reply(request, () => named) }));
  const { obligations, ...rest } = await desk.refiner(model).refine([obligation], callContext());
  const [first] = obligations;
  if (first === undefined) throw new Error('it is gone');
  return { ...rest, model, obligation: first };
}

describe('a model that names parts', () => {
  it('adds what the words say and their reading could not tell', async () => {
    const { obligation, changed, refinements, notes } = await refined({});
    expect(obligation).toMatchObject({
      actor: 'the payment institution',
      deadline: { kind: 'within', iso: 'PT4H', text: 'within four hours' },
      norm: {
        actor: { text: 'the payment institution' },
        recipient: { text: 'management body' },
        conditions: [{ text: 'Provided that the lamp is lit', start: 0 }],
      },
    });
    expect({ changed, notes }).toEqual({ changed: [TELL.id], notes: [] });
    const kept = refinements.get(TELL.id);
    expect(kept && withRefinement(TELL, JSON.parse(JSON.stringify(kept)))).toEqual(obligation);
    expect(kept && withRefinement({ ...TELL, hash: 'of other words' }, kept)).toEqual({
      ...TELL,
      hash: 'of other words',
    });
  });

  it('is asked only for what is open and hinted at, and changes nothing that was told', async () => {
    const whole = duty(
      2,
      'Payment institutions shall report to the competent authority within four hours where a lamp has gone out.',
    );
    const plain = { ...bare(3, 'Payment institutions shall trim the wicks.'), actor: 'payment institutions' };
    const open = { ...TELL, actor: 'payment institutions' };
    const model = scriptedModel((request) => ({
      text: reply(request, () => ({ actor: 'the warden' })),
    }));
    const { obligations, changed } = await desk.refiner(model).refine([whole, plain, open], callContext());
    expect(model.requests.flatMap(seen)).toMatchObject([{ wanted: ['deadline', 'recipient', 'conditions'] }]);
    expect(obligations.slice(0, 2)).toEqual([whole, plain]);
    expect(obligations[2]?.actor).toBe('payment institutions');
    expect(changed).toEqual([TELL.id]);
    expect(model.requests).toHaveLength(1);
  });

  it('is recorded, and charged to the tool', async () => {
    await refined({});
    expect(desk.rows().filter(({ type }) => type === 'intent' || type === 'outcome')).toMatchObject([
      { body: { tool: 'analyse_gaps', promptVersion: 'name-parts 1' } },
      { body: { tool: 'analyse_gaps', outcome: 'ok' } },
    ]);
  });
});

describe('what a model names', () => {
  const NOTHING = { actor: null, deadline: null, recipient: null, conditions: [] };
  it.each<[string, object]>([
    ['somebody that the words do not name', { actor: 'financial entities', recipient: 'the competent authority' }],
    ['a thing for somebody', { actor: 'a report', recipient: 'the lamp' }],
    ['a time that the words do not set', { deadline: { text: 'within two hours', kind: 'within' } }],
    ['two times', { deadline: { text: 'within four hours of dusk, or as the warden sees fit. within', kind: 'by' } }],
    ['half a clause', { conditions: ['Provided that'] }],
    ['the sentence for a condition', { conditions: [TELL.text] }],
    ['the verb that binds', { actor: 'shall', deadline: { text: 'shall be sent', kind: 'prompt' } }],
  ])('does not count as %s', async (_what, named) => {
    const { obligation, changed, refinements } = await refined({ ...NOTHING, ...named });
    expect(obligation).toEqual(TELL);
    expect(changed).toEqual([]);
    // It was looked at, and need not be again.
    expect(refinements.get(TELL.id)).toEqual({ hash: TELL.hash, conditions: [] });
  });

  it('does not give a duty away to an authority', async () => {
    const text = 'A report shall be sent by the competent authority to the management body.';
    expect(
      (await refined({ ...NOTHING, actor: 'the competent authority' }, bare(4, text))).obligation.actor,
    ).toBeNull();
  });

  it('is not bound and told at once', async () => {
    const { obligation } = await refined({ ...NOTHING, actor: 'the management body', recipient: 'management body' });
    expect(obligation.actor).toBeNull();
    expect(obligation.norm.recipient?.text).toBe('management body');
  });

  it('has a value only by our own reading of its words', async () => {
    const deadline = { text: 'as the warden sees fit', kind: 'recurring', iso: 'P1D' };
    expect((await refined({ ...NOTHING, deadline })).refinements.size).toBe(0);
    const { obligation } = await refined({ ...NOTHING, deadline: { text: deadline.text, kind: 'recurring' } });
    expect(obligation.deadline).toMatchObject({ kind: 'recurring', iso: null, text: 'as the warden sees fit' });
    const wrong = await refined({ ...NOTHING, deadline: { text: 'within four hours', kind: 'retention' } });
    expect(wrong.obligation.deadline).toMatchObject({ kind: 'within', iso: 'PT4H' });
  });

  it('stands in the text, whatever it is', async () => {
    const words = fc.oneof(
      fc.constantFrom('the payment institution', 'management body', 'within four hours', 'dusk', 'shall', TELL.text),
      fc.string({ maxLength: 30 }),
    );
    const named = fc.record({
      actor: fc.option(words),
      recipient: fc.option(words),
      deadline: fc.option(fc.record({ text: words, kind: fc.constantFrom('within', 'by', 'prompt') })),
      conditions: fc.array(words, { maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(named, async (each) => {
        const { actor, recipient, deadlines, conditions, modal, action } = (await refined(each)).obligation.norm;
        expect({ modal, action }).toEqual({ modal: TELL.norm.modal, action: TELL.norm.action });
        const parts = [actor, recipient, ...deadlines, ...conditions].filter(
          (part): part is Words => part !== undefined,
        );
        for (const { text, start, end } of parts) expect(TELL.text.slice(start, end)).toBe(text);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a refiner whose model', () => {
  it('fails leaves the obligations as they are, and says so', async () => {
    const fails = new AppError('upstream_unavailable', 'Secret inner words.');
    const model = scriptedModel(() => ({ fails }));
    expect(await desk.refiner(model).refine([TELL], callContext())).toEqual({
      obligations: [TELL],
      refinements: new Map(),
      changed: [],
      notes: [
        'The model did not look at the wording of one obligation: its service does not answer. They were read without it.',
      ],
    });
  });

  it('may not be paid is not asked', async () => {
    const model = scriptedModel(() => ({ text: '' }));
    const { spending, spend } = spendingDesk([limit({ most: 1_000n })]);
    spend(900, 100);
    const { notes } = await desk.refiner(model, { spending }).refine([TELL], callContext());
    expect(model.requests).toEqual([]);
    expect(notes[0]).toContain('the budget leaves no room for it');
  });

  it.each(['', 'no JSON', '{"obligations":[{}]}', '{"verdicts":[]}'])('says %j adds nothing', async (text) => {
    const model = scriptedModel(() => ({ text }));
    const { obligations, changed } = await desk.refiner(model).refine([TELL], callContext());
    expect({ obligations, changed }).toEqual({ obligations: [TELL], changed: [] });
  });
});
