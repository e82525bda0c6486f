import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../src/core/canonical-json.ts';

describe('canonical JSON, RFC 8785', () => {
  it.each<[Json, string]>([
    [null, 'null'],
    [true, 'true'],
    [false, 'false'],
    ['', '""'],
    [[], '[]'],
    [{}, '{}'],
    [[1, [2, { a: [] }]], '[1,[2,{"a":[]}]]'],
    [{ b: 1, a: { d: null, c: false } }, '{"a":{"c":false,"d":null},"b":1}'],
  ])('writes %j without white space', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  // Section 3.2.3: by UTF-16 code units, so that a letter beyond the basic plane (D83D) stands before one at FB33.
  it('sorts members by the UTF-16 code units of their names, at every depth', () => {
    const members = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    const sorted = '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}';
    expect(canonicalJson(members)).toBe(sorted);
    expect(canonicalJson([{ inner: members }])).toBe(`[{"inner":${sorted}}]`);
  });

  it('sorts numbers as names like other names', () => {
    expect(canonicalJson({ 10: 'ten', 9: 'nine', a: 0, B: 0, '': 0 })).toBe('{"":0,"10":"ten","9":"nine","B":0,"a":0}');
  });

  // Section 3.2.2.3 and appendix B.
  it.each<[number, string]>([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [-5e-324, '-5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9_007_199_254_740_992, '9007199254740992'],
    [295_147_905_179_352_830_000, '295147905179352830000'],
    [1e21, '1e+21'],
    [999_999_999_999_999_900_000, '999999999999999900000'],
    [1e-6, '0.000001'],
    [1e-7, '1e-7'],
    [333_333_333.333_333_3, '333333333.3333333'],
    [4.5, '4.5'],
    [0.002, '0.002'],
  ])('writes the number %d as ECMAScript does', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
    expect(canonicalJson({ n: [value] })).toBe(`{"n":[${expected}]}`);
  });

  // Section 3.2.2.2: only what must be escaped is, and control characters in lower-case hexadecimal digits.
  it('escapes what must be escaped, and nothing else', () => {
    expect(canonicalJson('\u20ac$\u000f\u001f\u007f\nA\'B"\\\\"/\b\t\f\r\u2028')).toBe(
      '"\u20ac$\\u000f\\u001f\u007f\\nA\'B\\"\\\\\\\\\\"/\\b\\t\\f\\r\u2028"',
    );
    expect(canonicalJson({ '"\n': 1 })).toBe('{"\\"\\n":1}');
  });

  it.each(['\ud800', 'a\udc00b', '\udc00\ud800', '\ud83d'])('replaces lone surrogates, in names as well', (text) => {
    const written = canonicalJson({ [text]: text });
    expect(written).not.toMatch(/\\ud[89a-f]/i);
    expect(written.isWellFormed()).toBe(true);
    expect(JSON.parse(written)).toEqual({ [text.toWellFormed()]: text.toWellFormed() });
  });

  it('leaves out members that are not set, and keeps those that are null', () => {
    expect(canonicalJson({ b: undefined, a: null })).toBe('{"a":null}');
  });

  it('writes names that objects have a meaning for as any other', () => {
    const hostile = JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toString":null}') as Json;
    expect(canonicalJson(hostile)).toBe('{"__proto__":{"admin":true},"constructor":1,"toString":null}');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %d, however deep', (value) => {
    for (const each of [value, [value], { a: { b: [value] } }]) {
      expect(() => canonicalJson(each)).toThrow(RangeError);
      expect(() => canonicalJson(each)).toThrow(`JSON has no form for ${value}.`);
    }
  });
});

describe('canonical JSON of anything', () => {
  const anything = fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 });
  /** As JSON has it: there is no negative zero. */
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

  it('reads back as what was written, and is written the same again', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const written = canonicalJson(value as Json);
        expect(JSON.parse(written)).toEqual(plain(value));
        expect(canonicalJson(JSON.parse(written) as Json)).toBe(written);
      }),
      { seed: 8785, numRuns: 500 },
    );
  });

  it('does not depend on the order of members', () => {
    const members = fc.dictionary(fc.string({ unit: 'binary' }), anything, { minKeys: 2, noNullPrototype: true });
    const shuffled = members.chain((object) =>
      fc.tuple(
        fc.constant(object),
        fc.shuffledSubarray(Object.entries(object), { minLength: Object.keys(object).length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([object, entries]) => {
        expect(canonicalJson(Object.fromEntries(entries) as Json)).toBe(canonicalJson(object as Json));
      }),
      { seed: 8786, numRuns: 500 },
    );
  });

  it('tells different values apart', () => {
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const same = JSON.stringify(plain(one)) === JSON.stringify(plain(other));
        if (same) expect(canonicalJson(one as Json)).toBe(canonicalJson(other as Json));
        else if (canonicalJson(one as Json) === canonicalJson(other as Json)) expect(plain(one)).toEqual(plain(other));
      }),
      { seed: 8787, numRuns: 500 },
    );
  });
});
