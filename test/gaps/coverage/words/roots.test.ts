import { describe, expect, it } from 'vitest';
import { createRootReader } from '../../../../src/gaps/coverage/words/roots.ts';

const ENGLISH = createRootReader('en');
const SPANISH = createRootReader('es');

describe('roots', () => {
  it('makes one of the forms of a word', () => {
    expect(new Set(['supply', 'supplies', 'supplied'].map(ENGLISH)).size).toBe(1);
    expect(new Set(['comunicar', 'comunique', 'comuniquen', 'comunicado'].map(SPANISH)).size).toBe(1);
  });

  it('keeps at most eight letters, and a function word as it is', () => {
    expect(ENGLISH('outsourcing')).toBe('outsourc');
    expect(SPANISH('externalizacion')).toBe('external');
    expect(ENGLISH('of')).toBe('of');
  });

  it('has a root for anything, however strange', () => {
    for (const strange of ['', '123', 'ñ', '漢字', 'x'.repeat(10_000), '__proto__'])
      expect(ENGLISH(strange).length).toBeLessThanOrEqual(8);
  });
});
