import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { callContext } from '../asking.ts';
import { failing } from './expect-error.ts';
import { echoTool, needing, PERSONAL, seamDesk } from './seam-desk.ts';

let desk: ReturnType<typeof seamDesk>;
beforeEach(() => {
  desk = seamDesk();
});
afterEach(() => desk.close());

const READER = callContext({ permissions: ['regulations:read'] });

const cyclic: Record<string, unknown> = { word: 'ho' };
cyclic.self = cyclic;
const cyclicWithoutForm: Record<string, unknown> = Object.assign(Object.create(null), { word: 'ho' });
cyclicWithoutForm.self = cyclicWithoutForm;
/** As a parser leaves it: nested deeper than the stack reaches. */
const deep: unknown = JSON.parse(`${'['.repeat(60_000)}${']'.repeat(60_000)}`);
/** What a parser makes of numbers that are too large, with members that keep it from becoming a text. */
const withoutText: unknown = JSON.parse('{"toString":1,"valueOf":1,"word":1e999}');

const HOSTILE: readonly (readonly [what: string, raw: unknown, said: RegExp])[] = [
  ['a field of another type', { word: 7 }, /"word": .*expected string/],
  ['a number that is none', { word: 'ho', times: Number.NaN }, /"times"/],
  ['a number without end', { word: 'ho', times: Number.POSITIVE_INFINITY }, /"times"/],
  ['a number that is not whole', { word: 'ho', times: 1.5 }, /"times"/],
  ['a number that is too large', { word: 'ho', times: 9 }, /"times"/],
  ['a number as a text', { word: 'ho', times: '2' }, /"times"/],
  ['a field that is not known', { word: 'ho', sudo: true }, /sudo/],
  ['a field that is missing', { times: 1 }, /"word"/],
  ['a field that is null', { word: null }, /"word"/],
  ['a text', 'ho', /the arguments: .*expected object/],
  ['a number', 7, /the arguments/],
  ['false', false, /the arguments/],
  ['a list', [{ word: 'ho' }], /the arguments/],
  ['an empty list', [], /the arguments/],
  ['a function', () => 'ho', /the arguments/],
  ['a symbol', Symbol('ho'), /the arguments/],
  ['a large number', 10n, /the arguments/],
  ['a day', new Date(0), /word/],
  ['a map', new Map([['word', 'ho']]), /word/],
  ['a text that is too long', { word: 'x'.repeat(1_000_000) }, /"word": Too big/],
  ['a hundred thousand fields', Object.fromEntries(Array.from({ length: 1e5 }, (_, at) => [`f${at}`, at])), /Unrec/],
  ['an object that contains itself', cyclic, /self/],
  ['one that contains itself and has no text', cyclicWithoutForm, /self/],
  ['a list within a list, and so on', deep, /the arguments/],
  ['the same in a field', { word: deep }, /"word"/],
  ['the same in a field that is not known', { word: 'ho', deep }, /deep/],
  ['what has no text', withoutText, /"word"/],
];

describe('input that is wrong', () => {
  it.each(HOSTILE)('is refused and recorded: %s', async (_what, raw, said) => {
    const run = vi.fn();
    const error = await failing(desk.bind(echoTool(), run).call(raw, READER));
    expect(error.code).toBe('invalid_input');
    expect(error.message).toMatch(/^echo_word was called with wrong arguments\. /);
    expect(error.message).toMatch(said);
    expect(error.message).toMatch(/Its arguments are: word, times\.$/);
    // Whoever reads it, be it a model, is not flooded with what the caller sent.
    expect(error.message.length).toBeLessThan(1_000);
    expect(run).not.toHaveBeenCalled();
    expect(desk.rows()).toMatchObject([
      { type: 'tool_call', body: { tool: 'echo_word', outcome: 'failed', code: 'invalid_input' } },
    ]);
    const [row] = desk.rows();
    expect(row?.texts.message).toBe(error.message);
    expect(row?.texts.input?.length).toBeGreaterThan(0);
    expect(row?.texts.input?.length).toBeLessThanOrEqual(20_000);
  });

  it.each(HOSTILE)('is recorded where the call is refused as well: %s', async (_what, raw) => {
    const error = await failing(desk.bind(needing('audit:read')).call(raw, READER));
    expect(error.code).toBe('not_permitted');
    expect(desk.rows()).toMatchObject([{ type: 'refusal', texts: { input: expect.any(String) } }]);
  });

  it('is recorded as it was sent', async () => {
    await failing(desk.bind().call({ word: PERSONAL, sudo: [true, null] }, READER));
    expect(desk.rows()[0]?.texts.input).toBe(`{"sudo":[true,null],"word":"${PERSONAL}"}`);
    expect(desk.forever()).not.toContain('Ottilie');
  });

  it('is kept by its beginning where it is too long, and the row tells how long it was', async () => {
    await failing(desk.bind().call({ word: 'x'.repeat(30_000) }, READER));
    const [row] = desk.rows();
    expect(row?.texts.input).toHaveLength(20_000);
    expect(row?.body.cutTexts).toEqual({ input: '{"word":""}'.length + 30_000 });
  });

  it('tells of three faults at most', async () => {
    const { message } = await failing(desk.bind().call({ times: 'x', a: 1, word: 7 }, READER));
    expect(message.match(/": |the arguments: /g)).toHaveLength(3);
  });

  it('has a getter that throws: told as a failure inside, without its words', async () => {
    const trap = Object.defineProperty({}, 'word', {
      enumerable: true,
      get: () => {
        throw new Error('secret-host');
      },
    });
    const error = await failing(desk.bind().call(trap, READER));
    expect(error.code).toBe('internal');
    expect(JSON.stringify(desk.rows())).not.toContain('secret-host');
    expect(desk.rows()).toHaveLength(1);
  });

  it('is a proxy that throws at every touch: told as a failure inside', async () => {
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('secret-host');
        },
        ownKeys: () => {
          throw new Error('secret-host');
        },
      },
    );
    const error = await failing(desk.bind().call(trap, READER));
    expect(['internal', 'invalid_input']).toContain(error.code);
    expect(error.message).not.toContain('secret-host');
    expect(desk.rows()).toHaveLength(1);
  });
});

describe('input that is odd', () => {
  it.each<[string, string]>([
    ['__proto__', '{"word":"ho","__proto__":{"times":3,"admin":true}}'],
    ['constructor', '{"word":"ho","constructor":{"prototype":{"times":3}}}'],
  ])('takes nothing from %s', async (name, json) => {
    const run = vi.fn(async (input: { readonly word: string; readonly times: number }) => ({
      output: { said: `${input.word} ${input.times} ${'admin' in input}` },
    }));
    const result = await desk
      .bind(echoTool(), run)
      .call(JSON.parse(json), READER)
      .catch((error: unknown) => error);
    if (result instanceof AppError) expect(result.code).toBe('invalid_input');
    else expect(result).toMatchObject({ output: { said: 'ho 1 false' } });
    expect({}).not.toHaveProperty('admin');
    expect(desk.rows()[0]?.texts.input).toContain(`"${name}"`);
  });

  it('inherits nothing: fields of a prototype are no arguments', async () => {
    const error = await desk
      .bind()
      .call(Object.create({ sudo: true }), READER)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_input' });
  });

  it('has halves of characters: they are recorded as the sign for what is no character', async () => {
    const { output } = await desk.bind().call({ word: 'a\ud800b\udc00c' }, READER);
    expect(output.said).toBe('a\ud800b\udc00c');
    expect(desk.rows()[0]?.texts.input).toBe('{"word":"a\ufffdb\ufffdc"}');
  });

  it('has signs that end texts elsewhere: they are kept', async () => {
    const word = 'a\u0000b\u2028c\u202ed"\\\n';
    const { output } = await desk.bind().call({ word }, READER);
    expect(output.said).toBe(word);
    expect(JSON.parse(desk.rows()[0]?.texts.input ?? '')).toEqual({ word });
  });
});
