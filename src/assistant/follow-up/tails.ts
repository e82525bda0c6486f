import { plainWords } from './plain-words.ts';

/** Stands between a question and what was asked about it afterwards; nobody types it. */
const DASH = ' — ';

const PREPOSITION =
  /^(?:for|in|under|with|to|by|on|at|from|within|without|para|en|bajo|con|segun|por|sin|a|ante|desde|hasta) /;

/**
 * A question with what was asked about it afterwards behind it: "When must … be reported under DORA — for payment
 * institutions?". What was asked of the same sort takes the former's place, so that a chain of such questions stays short.
 */
export function withTail(question: string, tail: string): string {
  const asked = /\?\s*$/.test(question) || /\?\s*$/.test(tail);
  const bare = (text: string): string => text.replace(/[\s?!.…]+$/u, '');
  const [base = '', ...tails] = bare(question).split(DASH);
  const added = bare(tail).replace(/^[¿¡\s]+/u, '');
  const kept = tails.filter((each) => isPhrase(each) !== isPhrase(added));
  const all = [...kept, added].sort((a, b) => Number(isPhrase(b)) - Number(isPhrase(a)));
  return `${[base, ...all].join(DASH)}${asked ? '?' : ''}`;
}

function isPhrase(tail: string): boolean {
  return PREPOSITION.test(`${plainWords(tail)} `);
}
