import { describe, expect, it } from 'vitest';
import { DESK_WORDS } from '../../../bot/cards/desk-words.ts';
import { standingWords, tellsStandingAlone, whyWords } from '../../../bot/cards/engine-phrases.ts';
import { FINDING_WORDS } from '../../../bot/cards/finding-words.ts';
import { GAP_WORDS } from '../../../bot/cards/gap-words.ts';
import { LAW_WORDS } from '../../../bot/cards/law-words.ts';
import { minute, say } from '../../../bot/cards/wording.ts';
import { WRITE_WORDS } from '../../../bot/cards/write-words.ts';
import { SPELLED_ALIKE } from '../../../src/regulations/search-regulations.ts';
import { standingNotes, versionPhrase } from '../../../src/regulations/standing.ts';
import { cardDesk } from './sample-law.ts';

const ALL = Object.entries({ ...LAW_WORDS, ...DESK_WORDS, ...WRITE_WORDS, ...GAP_WORDS, ...FINDING_WORDS });

describe('the words of cards', () => {
  it('have the same gaps in both languages', () => {
    for (const [name, { en, es }] of ALL) expect(es.includes('{it}'), name).toBe(en.includes('{it}'));
  });

  it('are each in one list alone', () => {
    expect(ALL).toHaveLength(
      [LAW_WORDS, DESK_WORDS, WRITE_WORDS, GAP_WORDS, FINDING_WORDS].reduce(
        (sum, list) => sum + Object.keys(list).length,
        0,
      ),
    );
  });

  it('take what fills their gaps as it is', () => {
    expect(say('found', 'en', '$& {it}')).toBe('Found for “$& {it}”');
    expect(minute('2040-06-15T09:12:31.000Z')).toBe('2040-06-15, 09:12 UTC');
  });
});

describe('the phrases of the desk in Spanish', () => {
  it('are known for every version that can be held', async () => {
    const desk = await cardDesk();
    const [held] = desk.desk.library.store.versions();
    await desk.close();
    const versions = [
      { ...held!, source: 'digest' as const },
      { ...held!, consolidated: true },
      { ...held!, consolidated: false },
      { ...held!, consolidated: false, about: { ...held!.about, dates: { published: '2031-02-01' } } },
    ];
    const phrases = versions.map((version) => versionPhrase(version));
    expect(new Set(phrases).size).toBe(4);
    for (const [at, phrase] of phrases.entries()) {
      expect(standingWords(phrase, 'es')).not.toBe(phrase);
      expect(standingWords(phrase, 'es')).not.toContain('$');
      expect(standingWords(phrase, 'en')).toBe(phrase);
      const [note] = standingNotes(versions[at]!, ['art_1'], undefined, '2040-06-15');
      expect(tellsStandingAlone(note!, phrase)).toBe(versions[at]!.source === 'official');
    }
  });

  it('are known for every reason of a search', () => {
    expect(whyWords(`words: ropes, tar; near in meaning; the provisions beside it match as well`, 'es')).toBe(
      'palabras: ropes, tar; de significado próximo; también coinciden las disposiciones contiguas',
    );
    expect(whyWords('the exact place named', 'es')).toBe('el lugar exacto que se nombra');
    expect(whyWords(SPELLED_ALIKE, 'es')).toBe('de grafía parecida');
    expect(whyWords('something new', 'es')).toBe('something new');
  });
});
