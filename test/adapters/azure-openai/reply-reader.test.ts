import fc from 'fast-check';
import type { ChatCompletionChunk } from 'openai/resources/index';
import { describe, expect, it } from 'vitest';
import { createReplyReader } from '../../../src/adapters/azure-openai/reply-reader.ts';

const read = (...chunks: unknown[]) => {
  const reader = createReplyReader();
  const text = chunks.map((chunk) => reader.add(chunk as ChatCompletionChunk)).join('');
  return { reader, text };
};
const choice = (delta: object, finish?: string, more: object = {}) => ({
  choices: [{ index: 0, delta, finish_reason: finish ?? null, ...more }],
});
const call = (delta: object) => choice({ tool_calls: [delta] });
const finish = (reason: string) => choice({}, reason);

describe('calls put together from pieces', () => {
  const expected = [
    { name: 'search_lamps', arguments: '{"query":"a"}' },
    { name: 'get_lamp', arguments: '{"id":"b"}' },
  ];
  const whole = (index: number | undefined, id: string | undefined, at: 0 | 1) => ({
    ...(index === undefined ? {} : { index }),
    ...(id === undefined ? {} : { id }),
    function: expected[at],
  });

  it.each<readonly [string, readonly object[]]>([
    ['by their index', [whole(0, 'x', 0), whole(1, 'y', 1)]],
    [
      'by turns',
      [
        { index: 0, id: 'x', function: { name: 'search_lamps', arguments: '' } },
        { index: 1, id: 'y', function: { name: 'get_lamp', arguments: '' } },
        { index: 0, function: { arguments: '{"query":' } },
        { index: 1, function: { arguments: '{"id":' } },
        { index: 0, function: { arguments: '"a"}' } },
        { index: 1, function: { arguments: '"b"}' } },
      ],
    ],
    ['the second one first', [whole(1, 'y', 1), whole(0, 'x', 0)]],
    ['whole, all with the same index', [whole(0, 'x', 0), whole(0, 'y', 1)]],
    ['whole, without an index', [whole(undefined, 'x', 0), whole(undefined, 'y', 1)]],
    ['whole, without an index or an id', [whole(undefined, undefined, 0), whole(undefined, undefined, 1)]],
    ['whole, with one id for all', [whole(0, 'same', 0), whole(1, 'same', 1)]],
    [
      'with the name in every piece',
      [
        { index: 0, id: 'x', function: { name: 'search_lamps', arguments: '{"query":' } },
        { index: 0, id: 'x', function: { name: 'search_lamps', arguments: '"a"}' } },
        whole(1, 'y', 1),
      ],
    ],
    [
      'in pieces, without an index',
      [
        { id: 'x', function: { name: 'search_lamps', arguments: '{"query":' } },
        { function: { arguments: '"a"}' } },
        { id: 'y', function: { name: 'get_lamp', arguments: '{"id":' } },
        { id: 'y', function: { arguments: '"b"}' } },
      ],
    ],
    [
      'with the same index, in pieces',
      [
        { index: 0, id: 'x', function: { name: 'search_lamps', arguments: '{"query":' } },
        { index: 0, function: { arguments: '"a"}' } },
        { index: 0, id: 'y', function: { name: 'get_lamp', arguments: '{"id":' } },
        { index: 0, function: { arguments: '"b"}' } },
      ],
    ],
  ])('%s', (_, deltas) => {
    const { reader } = read(...deltas.map(call), finish('tool_calls'));
    expect(reader.why).toBe('calls');
    expect(reader.calls.map(({ name, arguments: given }) => ({ name, arguments: given }))).toEqual(expected);
    expect(new Set(reader.calls.map(({ id }) => id)).size).toBe(2);
  });

  it('are calls where the service says "stop", and none where the reply was cut', () => {
    expect(read(call(whole(0, 'x', 0)), finish('stop')).reader.why).toBe('calls');
    const { reader } = read(call(whole(0, 'x', 0)), finish('length'));
    expect(reader).toMatchObject({ why: 'too_long', calls: [] });
  });

  it('are none where they name no tool', () => {
    const { reader } = read(call({ index: 3, id: 'x', function: { arguments: '{}' } }), finish('tool_calls'));
    expect(reader).toMatchObject({ why: 'complete', calls: [] });
  });

  it('have ids that can be sent back', () => {
    const { reader } = read(
      call({ index: 0, id: 'an id\nof two lines', function: { name: 'a', arguments: '{}' } }),
      call({ index: 1, id: 'x'.repeat(65), function: { name: 'b', arguments: '{}' } }),
      finish('tool_calls'),
    );
    expect(reader.calls.map(({ id }) => id)).toEqual(['call_0', 'call_1']);
  });

  it('come out whole, however they are cut and mixed', () => {
    const cut = fc.array(fc.string({ minLength: 1, maxLength: 6, unit: 'grapheme-ascii' }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), fc.infiniteStream(fc.nat()), (calls, numbers) => {
        const left = calls.map((pieces, index) => pieces.map((given) => ({ index, function: { arguments: given } })));
        const deltas: object[] = calls.map((_, index) => ({
          ...{ index, id: `id_${index}` },
          function: { name: `tool_${index}`, arguments: '' },
        }));
        for (let going = left.filter(({ length }) => length > 0); going.length > 0; ) {
          deltas.push(going[(numbers.next().value as number) % going.length]?.shift() ?? {});
          going = left.filter(({ length }) => length > 0);
        }
        const { reader } = read(...deltas.map(call), finish('tool_calls'));
        expect(reader.calls.map(({ name }) => name)).toEqual(calls.map((_, index) => `tool_${index}`));
        // Escapes of hidden signs aside, which this alphabet cannot spell in so few pieces by chance.
        expect(reader.calls.map(({ arguments: given }) => given)).toEqual(calls.map((pieces) => pieces.join('')));
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

describe('text without signs that nobody sees', () => {
  const TEXT: readonly (readonly [string, string])[] = [
    ['{"t":"l\u200bamp\u202e \u{E0041}🏮"}', '{"t":"lamp 🏮"}'],
    ['{"t":"l\\u200bamp\\u202E \\udb40\\udc41\\ud83c\\udfee"}', '{"t":"lamp \\ud83c\\udfee"}'],
    // A backslash that is itself escaped: what follows it are letters.
    ['{"t":"C:\\\\u200b"}', '{"t":"C:\\\\u200b"}'],
    ['{"t":"C:\\\\\\u200bx"}', '{"t":"C:\\\\x"}'],
    ['{"t":"a\\\\udb40\\u00e9 \\udb40x"}', '{"t":"a\\\\udb40\\u00e9 \\udb40x"}'],
  ];

  it.each(TEXT)('%s', (said, shown) => {
    for (let size = 1; size <= said.length; size += 1) {
      const pieces = said.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
      expect(read(...pieces.map((content) => choice({ content }))).text).toBe(shown);
    }
  });

  it('is the same however it is cut, and reads as JSON without them', () => {
    const sign = fc.constantFrom('a', '"', '\\', '\u200b', '🏮', '\u{E0041}', '\ud83c', 'é', '\u202e', 'u200b');
    const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 30 }), fc.boolean(), cuts, (signs, escaped, sizes) => {
        const plain = JSON.stringify(signs.join(''));
        const said = escaped
          ? plain.replace(/[^\u0020-\u007e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
          : plain;
        const pieces: string[] = [];
        for (let at = 0, n = 0; at < said.length; n += 1) {
          const size = sizes[n % sizes.length] ?? 1;
          pieces.push(said.slice(at, at + size));
          at += size;
        }
        const { text } = read(...pieces.map((content) => choice({ content })));
        expect(text).toBe(read(choice({ content: said })).text);
        expect(JSON.parse(text)).not.toMatch(/[\u200b\u202e]|\udb40\udc41/);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('takes no time by the square of a long row of backslashes', () => {
    expect(read(choice({ content: '\\'.repeat(1_000_000) })).text).toHaveLength(1_000_000);
  });

  it('shows names of models on one line, short, and hiding nothing', () => {
    const { reader } = read({
      model: `gpt\u200b-\n4o ${'x'.repeat(500)}`,
      system_fingerprint: ' fp\u202e_1 ',
      choices: [],
    });
    expect(reader.model).toHaveLength(200);
    expect(reader.model?.startsWith('gpt- 4o x')).toBe(true);
    expect(reader.fingerprint).toBe('fp_1');
  });
});

describe('how a reply ended', () => {
  const medium = { content_filter_results: { violence: { filtered: true, severity: 'medium' } } };

  it.each<readonly [string, readonly unknown[], string | undefined]>([
    ['the filter, and then "stop"', [finish('content_filter'), finish('stop')], 'filtered'],
    ['"stop", and then the filter beside the stream', [finish('stop'), finish('content_filter')], 'filtered'],
    ['what was held back, and "stop" alone', [choice({}, undefined, medium), finish('stop')], 'filtered'],
    ['the model declines', [choice({ refusal: 'No.' }), finish('stop')], 'filtered'],
    ['a text alone', [choice({ content: 'x' })], undefined],
    ['a reason that nobody knows', [finish('lamp')], undefined],
    ['nothing', [], undefined],
    ['"stop"', [finish('stop')], 'complete'],
  ])('%s', (_, chunks, why) => {
    expect(read(...chunks).reader.why).toBe(why);
  });

  it('with what was held back at its worst, whatever was seen after it', () => {
    const low = { content_filter_results: { violence: { filtered: false, severity: 'low' } } };
    const { reader } = read(choice({}, undefined, low), choice({}, undefined, medium), choice({}, 'stop', low));
    expect(reader.findings).toEqual([{ side: 'completion', category: 'violence', severity: 'medium', filtered: true }]);
  });
});

describe('what a reply took', () => {
  it.each<readonly [string, unknown]>([
    ['nothing', {}],
    ['less than nothing', { prompt_tokens: -5, completion_tokens: 3 }],
    ['halves', { prompt_tokens: 1.5, completion_tokens: 3 }],
    ['words', { prompt_tokens: 'many', completion_tokens: 3 }],
    ['more than there is', { prompt_tokens: 1e300, completion_tokens: 3 }],
    ['a list', []],
  ])('is not told by a service that says %s, and the reply stands', (_, usage) => {
    const { reader, text } = read(choice({ content: 'x' }), finish('stop'), { choices: [], usage });
    expect([text, reader.why, reader.use]).toEqual(['x', 'complete', undefined]);
  });

  it('was cached at most as far as it was asked', () => {
    const usage = { prompt_tokens: 10, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 99 } };
    expect(read({ choices: [], usage }).reader.use).toEqual({ input: 10, cached: 10, output: 3, estimated: false });
    const odd = { prompt_tokens: 10, completion_tokens: 3, prompt_tokens_details: 'none' };
    expect(read({ choices: [], usage: odd }).reader.use).toMatchObject({ cached: 0 });
  });
});
