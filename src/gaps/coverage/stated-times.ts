import type { Language } from '../../regulations/act.ts';
import { deadlinesIn } from '../norms/deadlines.ts';
import type { Deadline } from '../norms/norm.ts';
import { sparePeriods } from './spare-periods.ts';

/** A deadline with the words behind it that tell whether it runs towards its event; `said` is what is shown. */
export interface Timed extends Deadline {
  readonly said: string;
}

const TOWARDS =
  /^(?: or (?:more|longer|earlier))?\s{1,3}(?:before|prior to|in advance|ahead(?: of)?|beforehand|earlier|antes|de antelaci[oó]n|con antelaci[oó]n|previos?)(?![\p{L}])/iu;

export function withEvent(words: string, deadline: Deadline): Timed {
  const [towards = ''] = TOWARDS.exec(words.slice(deadline.end, deadline.end + 24)) ?? [];
  return { ...deadline, text: `${deadline.text}${towards}`, said: deadline.text };
}

/** Policies name times in sentences that bind nobody in so many words: all of a statement's times are its. */
export function statedTimes(words: string, language: Language): readonly Timed[] {
  const read = deadlinesIn(words, language).map((each) => withEvent(words, each));
  return [...read, ...spare(words, language, read)];
}

function spare(words: string, language: Language, read: readonly Timed[]): readonly Timed[] {
  return sparePeriods(words, language)
    .filter(({ start, end }) => read.every((each) => end <= each.start || each.end <= start))
    .map((each) => withEvent(words, each));
}
