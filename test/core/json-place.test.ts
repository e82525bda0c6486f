import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonPlace, placed, textAt, valueAt } from '../../src/core/json-place.ts';

const pointer = (names: readonly string[]) =>
  names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

describe('places in JSON', () => {
  it.each([
    ['', { a: 1 }],
    ['a.b.0', 'x'],
    ['/a/b/0', 'x'],
    ['/c~1d~0', 2],
    ['e', null],
    ['/', 3],
    ['a.b.1', undefined],
    ['a.b.-1', undefined],
    ['a.b.00', undefined],
    ['a.b.length', undefined],
    ['a.toString', undefined],
    ['e.f', undefined],
  ])('%j is what stands there', (place, value) => {
    const json = { a: { b: ['x'] }, 'c/d~': 2, e: null, '': 3 };
    expect(valueAt(place === '' ? { a: 1 } : json, place)).toEqual(value);
  });

  it('are no way to what objects inherit', () => {
    for (const place of ['__proto__', 'a.constructor', '/prototype/b', '/a/__proto__'])
      expect(isJsonPlace(place)).toBe(false);
    expect(valueAt({}, '__proto__')).toBeUndefined();
    expect(() => placed([['__proto__.polluted', 'x']])).toThrow(RangeError);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });

  it('are written in one of two ways', () => {
    for (const place of ['', 'a', 'a.b', '/a', '/a b/c', '/a~0~1', '/']) expect(isJsonPlace(place)).toBe(true);
    for (const place of ['.', 'a.', '.a', 'a..b', '/a~2', '/a~', 'x'.repeat(301)])
      expect(isJsonPlace(place)).toBe(false);
  });

  it('have a text where a text, a number or a truth value stands', () => {
    const json = { a: 'x', b: 7, c: false, d: null, e: [], f: {} };
    expect(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((place) => textAt(json, place))).toEqual([
      'x',
      '7',
      'false',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('hold one value each', () => {
    expect(
      placed([
        ['a.b', '1'],
        ['/a/c.d', '2'],
      ]),
    ).toEqual({ a: { b: '1', 'c.d': '2' } });
    for (const values of [
      [
        ['a', '1'],
        ['a', '2'],
      ],
      [
        ['a', '1'],
        ['a.b', '2'],
      ],
      [
        ['a.b', '1'],
        ['a', '2'],
      ],
      [['', '1']],
    ] as const)
      expect(() => placed(values)).toThrow(RangeError);
  });

  it('have what was put there, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), fc.string(), (names, value) => {
        const place = pointer(names);
        fc.pre(isJsonPlace(place));
        expect(valueAt(JSON.parse(JSON.stringify(placed([[place, value]]))), place)).toBe(value);
      }),
    );
  });
});
