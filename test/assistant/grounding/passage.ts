import type { CitablePassage } from '../../../src/assistant/grounding/draft.ts';
import type { Language } from '../../../src/regulations/act.ts';

/** A passage of an invented act, `TOLL`, as a turn shows it. */
export function passage(
  text: string,
  more: { handle?: string; place?: string; language?: Language } = {},
): CitablePassage {
  const { handle = 'p1', place = 'art_5/par_1', language = 'en' } = more;
  return {
    handle,
    passage: {
      id: `32031R0007#${place}`,
      act: '32031R0007',
      place,
      label: language === 'en' ? 'Article 5(1) TOLL' : 'Artículo 5, apartado 1, TOLL',
      version: { date: '2031-02-03', source: 'official' },
      versionKey: `toll-${language}`,
      language,
      hash: '',
      text,
    },
  };
}
