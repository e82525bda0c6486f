import { ActionTypes, type CardAction } from 'botbuilder';
import { beginningOf } from '../../src/core/text.ts';
import type { Language } from '../../src/regulations/act.ts';
import { say } from '../wording.ts';
import type { Answered } from './answer-message.ts';

const MOST = 3;
const TITLE = 60;

/** What is worth asking next: the provisions that the answer rests on, or come nearest, and a new beginning. */
export function suggestions({ answer, notes }: Answered, language: Language): readonly CardAction[] {
  const cited = answer.flatMap(({ citations }) => citations.map(({ label }) => label));
  const labels = cited.length > 0 ? cited : notes.flatMap(nearest);
  const distinct = [...new Set(labels)].slice(0, MOST - 1);
  return [...distinct.map((label) => say('show', language, label)), say('topicTitle', language)].map((text) => ({
    type: ActionTypes.ImBack,
    title: beginningOf(text, TITLE),
    value: text,
  }));
}

/** The places that a note names where nothing answers (`answerFromSearch` in src/assistant/extractive). */
function nearest(note: string): readonly string[] {
  return /Nearest places, which may not answer it: (.+)\.$/.exec(note)?.[1]?.split('; ') ?? [];
}
