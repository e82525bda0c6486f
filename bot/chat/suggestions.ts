import { ActionTypes, type CardAction } from 'botbuilder';
import { beginningOf } from '../../src/core/text.ts';
import type { Language } from '../../src/regulations/act.ts';
import { say } from '../wording.ts';
import type { Answered } from './answer-message.ts';

const MOST = 3;
const TITLE = 60;

/** What is worth asking next: the provisions that the answer rests on, and a new beginning. */
export function suggestions({ answer }: Answered, language: Language): readonly CardAction[] {
  const labels = answer.flatMap(({ citations }) => citations.map(({ label }) => label));
  const distinct = [...new Set(labels)].slice(0, MOST - 1);
  return [...distinct.map((label) => say('show', language, label)), say('topicTitle', language)].map((text) => ({
    type: ActionTypes.ImBack,
    title: beginningOf(text, TITLE),
    value: text,
  }));
}
