import { describe, expect, it } from 'vitest';
import { shownResult } from '../../src/assistant/tool-results.ts';
import { createTranscript, tokensOf } from '../../src/assistant/transcript.ts';
import { createTurnData } from '../../src/assistant/turn-data.ts';
import type { ReadPassage } from '../../src/regulations/read-passage.ts';

const passage = (number: number): ReadPassage => ({
  id: `32099R0001#art_${number}`,
  act: '32099R0001',
  place: `art_${number}`,
  label: `Article ${number}`,
  version: { date: '2099-01-01', source: 'official' },
  versionKey: 'k',
  language: 'en',
  hash: 'h',
  text: `Lamp ${number} is trimmed ${'with the greatest of care '.repeat(20)}`,
});

/** Ten calls of eight passages each. */
function looked() {
  const data = createTurnData('0123456789abcdef0123456789abcdef');
  const transcript = createTranscript(data, 'system', 'the question', []);
  for (let call = 0; call < 10; call += 1) {
    transcript.addCalls('', [{ id: `c-${call}`, name: 'search', arguments: '{}' }]);
    const passages = Array.from({ length: 8 }, (_, at) => passage(call * 8 + at));
    transcript.addResult(`c-${call}`, shownResult(data, { output: {}, passages }));
  }
  const left = (most: number, kept: ReadonlySet<string> = new Set()) => {
    const messages = transcript.messages(most, kept);
    if (messages === undefined) return undefined;
    const texts = messages.flatMap(({ role, text }) => (role === 'tool' ? [text] : []));
    return { messages, shown: (texts.join('\n').match(/Lamp \d+ is trimmed/g) ?? []).length };
  };
  const whole = left(Number.POSITIVE_INFINITY)?.messages ?? [];
  return { data, left, tokens: whole.reduce((sum, { text }) => sum + 20 + tokensOf(text.length), 0) };
}

describe('what a model is shown where it reads little', () => {
  it('is everything where there is room, and less where there is less', () => {
    const { left, tokens } = looked();
    const whole = left(tokens)?.shown ?? 0;
    const shares = [1, 0.9, 0.8, 0.7, 0.6].map((share) => left(tokens * share)?.shown ?? 0);
    expect(shares[0]).toBe(whole);
    expect(shares.at(-1)).toBeGreaterThan(0);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(new Set(shares).size).toBe(shares.length);
  });

  it('leaves out no passage more than it must', () => {
    const { left, tokens } = looked();
    // One passage's words are some 170 tokens: so much more room brings one more of them back.
    const [few, more] = [left(tokens * 0.7)?.shown ?? 0, left(tokens * 0.7 + 190)?.shown ?? 0];
    expect(more - few).toBeGreaterThanOrEqual(1);
    expect(more - few).toBeLessThanOrEqual(2);
  });

  it('has each call before its result, and what the answer cites, whatever else goes', () => {
    const { data, left, tokens } = looked();
    const kept = data.passages.filter((_, at) => at % 20 === 0).map(({ handle }) => handle);
    const { messages = [], shown = 0 } = left(tokens * 0.5, new Set(kept)) ?? {};
    expect(shown).toBeGreaterThanOrEqual(kept.length);
    const said = messages.slice(2).map((each) => (each.role === 'tool' ? each.call : each.role));
    expect(said).toEqual(Array.from({ length: 10 }, (_, call) => ['assistant', `c-${call}`]).flat());
    for (const at of [0, 20, 40, 60])
      expect(messages.some(({ text }) => text.includes(`Lamp ${at} is trimmed`))).toBe(true);
  });

  it('is nothing where even that is too much', () => {
    expect(looked().left(100)).toBeUndefined();
  });
});
