import type { ReadPassage } from '../../regulations/read-passage.ts';
import { sentenceSpans } from '../../regulations/sentences.ts';

/** A sentence of a passage as it is stored, with what must be read before it. */
export interface StoredSentence {
  readonly passage: ReadPassage;
  /** Offsets into `passage.text`; the marker of its point is not part of it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The numbers and letters in front of it, outermost first: `['4', 'a']` for point (a) of paragraph 4. */
  readonly markers: readonly string[];
  /** The sentences that open the lists it stands in, outermost first. */
  readonly leadIns: readonly StoredSentence[];
  /** The sentence behind its lead-ins, read as one: "Banks shall not" and "disclose the data;". */
  readonly whole: string;
}

const MARKER =
  /^(?:(\d{1,3}(?:\s?(?:bis|ter|quater|quinquies|[a-z])(?![a-z]))?)\s?\.(?:\s?[ºª]|-)?|\(?([a-zñ]{1,2}|[ivxlc]{1,6}|\d{1,3})(?:\s?(?:bis|ter))?\)|([–—-])|(\d{1,3})\.?[ºª]\)?)\s+/iu;

type Sort = 'number' | 'bracket' | 'letter' | 'roman' | 'dash';

interface Level {
  readonly sort: Sort;
  readonly number: string;
  readonly leadIn: StoredSentence | undefined;
}

/** Cuts a passage into its stored sentences, in order, each with its markers and lead-ins. Linear in its length. */
export function storedSentences(passage: ReadPassage): readonly StoredSentence[] {
  const sentences: StoredSentence[] = [];
  let levels: readonly Level[] = [];
  let opening: StoredSentence | undefined;
  let offset = 0;
  for (const line of passage.text.split('\n')) {
    const marker = MARKER.exec(line);
    const printed = marker?.[1] ?? marker?.[2] ?? marker?.[3] ?? marker?.[4];
    // A further subparagraph still belongs to its numbered paragraph; the lists before it are over.
    levels =
      printed === undefined
        ? levels.slice(0, 1).filter(({ sort, leadIn }) => sort === 'number' && leadIn === undefined)
        : levelsAt(levels, opening, printed.toLowerCase(), marker?.[1] !== undefined);
    const begin = marker?.[0].length ?? 0;
    opening = undefined;
    const leadIns = levels.flatMap(({ leadIn }) => leadIn ?? []);
    for (const span of sentenceSpans(line.slice(begin))) {
      const start = offset + begin + span.start;
      const end = offset + begin + span.end;
      const text = passage.text.slice(start, end);
      const whole = [...leadIns.map((lead) => lead.text.replace(/\s*[:—–-]$/, '')), text].join(' ');
      const markers = levels.map(({ number }) => number);
      const sentence: StoredSentence = { passage, start, end, text, markers, leadIns, whole };
      sentences.push(sentence);
      opening = /[:—–]$/.test(text) ? sentence : undefined;
    }
    offset += line.length + 1;
  }
  return sentences;
}

function levelsAt(
  levels: readonly Level[],
  opening: StoredSentence | undefined,
  number: string,
  dotted: boolean,
): readonly Level[] {
  if (opening !== undefined) return [...levels, { sort: sortOf(number, dotted, true), number, leadIn: opening }];
  // An "i" behind "h" is a letter, behind "(a) …:" a Roman number: the open lists decide.
  const sorts = [sortOf(number, dotted, false), sortOf(number, dotted, true)];
  const at = levels.findLastIndex(({ sort }) => sorts.includes(sort));
  if (at >= 0)
    return [...levels.slice(0, at), { sort: levels[at]?.sort ?? 'letter', number, leadIn: levels[at]?.leadIn }];
  return [{ sort: sorts[0] ?? 'letter', number, leadIn: undefined }];
}

function sortOf(number: string, dotted: boolean, first: boolean): Sort {
  if (/^[–—-]$/.test(number)) return 'dash';
  if (/^\d/.test(number)) return dotted ? 'number' : 'bracket';
  if (/^[ivx]{2,}$/.test(number)) return 'roman';
  return first && number === 'i' ? 'roman' : /^[ivx]$/.test(number) && first ? 'roman' : 'letter';
}
