import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallContext } from '../../src/core/call-context.ts';
import { callContext } from '../asking.ts';
import { failing } from './expect-error.ts';
import { ledgerNoteTool } from './ledger-note-tool.ts';
import { asked, FILER, MINUTE, NOON, writeDesk } from './write-desk.ts';

let desk: ReturnType<typeof writeDesk>;
beforeEach(() => {
  desk = writeDesk();
});
afterEach(() => desk.close());

const NOTE = { text: 'Barley is dry', folio: 7, tags: ['barley', 'dry'], margin: { left: 10, right: 12 } };
const NOT_YOURS =
  'You have no such confirmation: nothing was done. To begin anew, leave "confirmation" out, and confirm what is shown then.';

describe('a confirmation that was used', () => {
  it('is refused, with when it was used and that it was done', async () => {
    const tool = desk.bind();
    const confirmation = await asked(tool, NOTE);
    await tool.call({ ...NOTE, confirmation }, FILER);
    desk.clock.time += 5 * MINUTE;
    for (let again = 0; again < 3; again += 1)
      expect(await failing(tool.call({ ...NOTE, confirmation }, FILER))).toMatchObject({
        code: 'conflict',
        message:
          'This confirmation was used on 2040-06-15 at 12:00 UTC, and what it was given for was done. Nothing was done a second time.',
      });
    expect(desk.ledger).toHaveLength(1);
    expect(desk.rows().map(({ type, body }) => [type, body.outcome, body.code])).toEqual([
      ['tool_call', 'needs_confirmation', undefined],
      ['intent', undefined, undefined],
      ['tool_call', 'ok', undefined],
      ...Array(3).fill(['tool_call', 'failed', 'conflict']),
    ]);
  });

  it('says so behind its end as well, and whatever arguments it comes with', async () => {
    const tool = desk.bind();
    const confirmation = await asked(tool, NOTE);
    await tool.call({ ...NOTE, confirmation }, FILER);
    desk.clock.time += 60 * MINUTE;
    const error = await failing(tool.call({ ...NOTE, text: 'Other', confirmation }, FILER));
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringMatching(/was used on/) });
  });

  it('runs one of fifty calls at the same time', async () => {
    const before = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
    const tool = desk.bind({ before });
    const confirmation = await asked(tool, NOTE);
    const calls = await Promise.allSettled(
      Array.from({ length: 50 }, () => tool.call({ ...NOTE, confirmation }, FILER)),
    );
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(before).toHaveBeenCalledOnce();
    expect(desk.ledger).toHaveLength(1);
    const refused = calls.flatMap((call) => (call.status === 'rejected' ? [call.reason as unknown] : []));
    for (const error of refused)
      expect(error).toMatchObject({ code: 'conflict', message: expect.stringMatching(/it still runs, or it was cut/) });
    const outcomes = desk.rows().map(({ body }) => body.outcome);
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'failed')).toHaveLength(49);
  });
});

describe('a confirmation for something else', () => {
  it.each<[string, object]>([
    ['another text', { ...NOTE, text: 'Barley is wet' }],
    ['another number', { ...NOTE, folio: 8 }],
    ['one argument less', { text: NOTE.text, folio: 7, tags: NOTE.tags }],
    ['a list in another order', { ...NOTE, tags: ['dry', 'barley'] }],
    ['a list of one that looks like two', { ...NOTE, tags: ['barley,dry'] }],
    ['another number further inside', { ...NOTE, margin: { left: 12, right: 10 } }],
    ['a text with a blank more', { ...NOTE, text: 'Barley is dry ' }],
    ['a text with a sign that nobody sees', { ...NOTE, text: 'Barley is dry\u200b' }],
    ['the same letters, composed otherwise', { ...NOTE, text: 'Barley is dry\u0301' }],
  ])('does not do it: %s; the confirmation stands for what it was given for', async (_what, other) => {
    const tool = desk.bind();
    const confirmation = await asked(tool, NOTE);
    const error = await failing(tool.call({ ...other, confirmation }, FILER));
    expect(error).toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/^What would be done differs from what was confirmed.*Nothing was done/),
    });
    expect(desk.ledger).toEqual([]);
    expect(desk.rows().at(-1)?.body).toMatchObject({ outcome: 'failed', code: 'invalid_input' });
    await tool.call({ ...NOTE, confirmation }, FILER);
    expect(desk.ledger).toHaveLength(1);
  });

  it('does not do what another tool would do with the same arguments', async () => {
    const confirmation = await asked(desk.bind(), NOTE);
    const other = desk.bind({}, ledgerNoteTool({ name: 'file_remark' }));
    expect((await failing(other.call({ ...NOTE, confirmation }, FILER))).code).toBe('invalid_input');
    expect(desk.ledger).toEqual([]);
  });

  it('does not do what has changed since behind the same arguments', async () => {
    let remark = 'The page is blank.';
    const tool = desk.bind({ remark: () => remark });
    const confirmation = await asked(tool, NOTE);
    remark = 'The page goes to the supervisor.';
    expect((await failing(tool.call({ ...NOTE, confirmation }, FILER))).message).toMatch(/was changed since/);
    expect(desk.ledger).toEqual([]);
    remark = 'The page is blank.';
    await tool.call({ ...NOTE, confirmation }, FILER);
    expect(desk.ledger).toHaveLength(1);
  });

  it('does it where the same is said in another order, or with a default in words', async () => {
    const tool = desk.bind();
    const confirmation = await asked(tool, { text: 'x', margin: { left: 1, right: 2 } });
    await tool.call({ confirmation, margin: { right: 2, left: 1 }, folio: 1, text: 'x' }, FILER);
    expect(desk.ledger).toHaveLength(1);
  });

  it('is for the very arguments, whatever they are', async () => {
    const note = fc.record(
      {
        text: fc.string({ minLength: 1, maxLength: 4 }),
        folio: fc.integer({ min: 1, max: 3 }),
        tags: fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 2 }),
      },
      { requiredKeys: ['text'] },
    );
    const tool = desk.bind({}, ledgerNoteTool({ confirmation: () => ({ title: 'File it.', lines: [] }) }));
    const same = (one: object, other: object) => {
      const whole = (given: object) => Object.entries({ folio: 1, ...given }).sort(([a], [b]) => (a < b ? -1 : 1));
      return JSON.stringify(whole(one)) === JSON.stringify(whole(other));
    };
    await fc.assert(
      fc.asyncProperty(note, note, async (one, other) => {
        const confirmation = await asked(tool, one);
        const before = desk.ledger.length;
        await tool.call({ ...other, confirmation }, FILER).catch(() => undefined);
        expect(desk.ledger.length - before).toBe(same(one, other) ? 1 : 0);
      }),
      { seed: 7, numRuns: 100, examples: [[{ text: 'x' }, { folio: 1, text: 'x' }]] },
    );
  });
});

describe('a confirmation of somebody else', () => {
  it.each<[string, CallContext]>([
    ['another person', callContext({ user: 'u-2', conversation: 'c-2' })],
    ['another tenant', callContext({ tenant: 't-2', conversation: 'c-3' })],
    [
      'a person and a tenant whose names make the same text',
      callContext({ tenant: 't-1u', user: '-1', conversation: 'c-4' }),
    ],
  ])('is one that is not known: %s', async (_what, context) => {
    const tool = desk.bind();
    const confirmation = await asked(tool, NOTE);
    const stolen = await failing(tool.call({ ...NOTE, confirmation }, context));
    const unknown = await failing(tool.call({ ...NOTE, confirmation: 'nonsense' }, context));
    expect(stolen).toMatchObject({ code: 'not_found', message: NOT_YOURS });
    expect({ code: unknown.code, message: unknown.message }).toEqual({ code: stolen.code, message: stolen.message });
    expect(desk.ledger).toEqual([]);
    await tool.call({ ...NOTE, confirmation }, FILER);
    // Nor does it tell them later on that it was used.
    expect(await failing(tool.call({ ...NOTE, confirmation }, context))).toMatchObject({ message: NOT_YOURS });
    expect(desk.ledger).toHaveLength(1);
  });
});

describe('an id that was never given', () => {
  it.each<[string, unknown, RegExp]>([
    ['empty', '', /no such confirmation/],
    ['blank', ' ', /no such confirmation/],
    ['SQL', "' OR 1=1; DROP TABLE confirmations; --", /no such confirmation/],
    ['a pattern', '%', /no such confirmation/],
    ['characters of every kind', '\u0000\u202e\ud83d\ude00é\u0301', /no such confirmation/],
    ['half a character', '\ud800', /no such confirmation/],
    ['the word of a prototype', '__proto__', /no such confirmation/],
    ['a digest', 'a'.repeat(64), /no such confirmation/],
    ['a megabyte', 'x'.repeat(1_000_000), /"confirmation": Too big/],
    ['a number', 7, /"confirmation"/],
    ['yes', true, /"confirmation"/],
    ['null', null, /"confirmation"/],
    ['a list', ['x'], /"confirmation"/],
  ])('does nothing, and is recorded: %s', async (_what, confirmation, said) => {
    const tool = desk.bind();
    await asked(tool, NOTE);
    const error = await failing(tool.call({ ...NOTE, confirmation }, FILER));
    expect(['not_found', 'invalid_input']).toContain(error.code);
    expect(error.message).toMatch(said);
    expect(error.message.length).toBeLessThan(1_000);
    expect(desk.ledger).toEqual([]);
    expect(desk.store.count()).toBe(1);
    const [, row, ...more] = desk.rows();
    expect(more).toEqual([]);
    expect(row).toMatchObject({ type: 'tool_call', body: { outcome: 'failed', code: error.code } });
    expect(row?.texts.input?.length).toBeLessThanOrEqual(20_000);
  });

  it('is not the digest that the audit tells of: whoever reads the record cannot write by it', async () => {
    const tool = desk.bind();
    await asked(tool, NOTE);
    const digest = desk.rows().at(-1)?.body.confirmation;
    expect((await failing(tool.call({ ...NOTE, confirmation: digest }, FILER))).code).toBe('not_found');
    expect(desk.ledger).toEqual([]);
  });
});

describe('a confirmation that has expired', () => {
  it('stands to the last millisecond of its quarter of an hour, and not longer', async () => {
    const tool = desk.bind();
    const [first, second] = [await asked(tool, NOTE), await asked(tool, NOTE)];
    desk.clock.time = NOON + 15 * MINUTE - 1;
    await tool.call({ ...NOTE, confirmation: first }, FILER);
    desk.clock.time = NOON + 15 * MINUTE;
    expect(await failing(tool.call({ ...NOTE, confirmation: second }, FILER))).toMatchObject({
      code: 'conflict',
      message:
        'This confirmation expired on 2040-06-15 at 12:15 UTC, unused: nothing was done. To begin anew, leave "confirmation" out, and confirm what is shown then.',
    });
    expect(desk.ledger).toHaveLength(1);
    expect(desk.rows().at(-1)?.body).toMatchObject({ outcome: 'failed', code: 'conflict' });
  });
});

describe('a process that ends in a write', () => {
  it('leaves the confirmation spent and the outcome unknown, on record', async () => {
    const confirmation = await asked(desk.bind(), NOTE);
    // Never comes back, as far as the next process can see.
    void desk.bind({ before: () => new Promise(() => undefined) }).call({ ...NOTE, confirmation }, FILER);
    await vi.waitFor(() => expect(desk.audit.store.pending()).toHaveLength(1));
    const next = desk.reopen();
    next.audit.closeOrphans(() => false);
    const again = desk.bind({}, ledgerNoteTool(), next.seam).call({ ...NOTE, confirmation }, FILER);
    expect(await failing(again)).toMatchObject({
      code: 'conflict',
      message:
        'This confirmation was used on 2040-06-15 at 12:00 UTC, and what became of it is not known: it still runs, or it was cut off. Nothing was done a second time. Look whether it was written before you ask again.',
    });
    expect(desk.ledger).toEqual([]);
    expect(desk.rows().map(({ type, body }) => [type, body.outcome])).toEqual([
      ['tool_call', 'needs_confirmation'],
      ['intent', undefined],
      ['outcome', 'unknown'],
      ['tool_call', 'failed'],
    ]);
  });
});
