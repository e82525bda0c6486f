import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDraftReader } from '../../src/assistant/draft-reader.ts';
import type { DraftSentence } from '../../src/assistant/grounding/draft.ts';
import { draft } from './scripted-model.ts';

function read(...pieces: readonly string[]) {
  const sentences: DraftSentence[] = [];
  const { write, ...reader } = reading((each) => sentences.push(each));
  for (const piece of pieces) write(piece);
  return { sentences, ...reader.end() };
}

function reading(sentence: (draft: DraftSentence) => void) {
  const reader = createDraftReader(sentence);
  return { write: reader.write, end: () => ({ status: reader.status, whole: reader.whole, broken: reader.broken }) };
}

const LAMPS = draft([
  ['Keepers trim «lámparas» 🏮.', ['p-1', 'trim every lamp']],
  ['Oil is stored in jars.', ['p-2', 'sealed jars'], ['p-3', 'jars']],
]);
const READ = {
  sentences: (JSON.parse(LAMPS) as { sentences: DraftSentence[] }).sentences,
  status: 'answered',
  whole: true,
  broken: false,
};

describe('a draft', () => {
  it('is the same wherever it is cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(LAMPS.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), LAMPS.length];
        const pieces = at.slice(1).map((end, piece) => LAMPS.slice(at[piece], end));
        expect(read(...pieces)).toEqual(READ);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it.each([
    ['in a fence', `\`\`\`json\n${LAMPS}\n\`\`\``],
    ['with a word in front', `Here it is:\n${LAMPS}`],
    ['with a word behind', `${LAMPS}\nI hope that helps!`],
  ])('is whole %s', (_, text) => {
    expect(read(text)).toEqual(READ);
  });

  it('that is no JSON is broken, with what was read before', () => {
    const { sentences, broken, whole } = read(`${LAMPS.slice(0, -2)} oil`);
    expect(sentences).toEqual(READ.sentences);
    expect([broken, whole]).toEqual([true, false]);
  });

  it('has no signs that people do not see, also where escapes hid them', () => {
    const text = '"Trim\\u202e the\\u200b lamp\\u001b[2J\\nnow\\udb40\\udc41"';
    const { sentences } = read(
      `{"status":"answered","sentences":[{"text":${text},"citations":[{"passage":"p-1","quote":"tr\\u200bim"}]}]}`,
    );
    expect(sentences).toEqual([{ text: 'Trim the lamp [2J now', citations: [{ passage: 'p-1', quote: 'trim' }] }]);
  });

  it('throws what is thrown of a sentence: that it cannot be recorded is no fault of the draft', () => {
    const failed = new Error('the disk is full');
    const { write, end } = reading(() => {
      throw failed;
    });
    expect(() => write(LAMPS)).toThrow(failed);
    expect(end().broken).toBe(false);
  });
});
