import type { Json, JsonObject } from '../core/canonical-json.ts';
import type { AppError } from '../core/errors.ts';
import { beginningOf, withoutHiddenSigns } from '../core/text.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';
import type { AssistantToolResult } from './assistant-tools.ts';
import type { TurnData } from './turn-data.ts';

/** A passage as a result shows it. */
interface ShownPassage {
  readonly handle: string;
  readonly passage: ReadPassage;
  /** Its words, or their beginning. */
  readonly text: string;
}

/** A result of a tool as a model reads it. */
export interface ShownResult {
  /** In the order of their worth. */
  readonly passages: readonly ShownPassage[];
  /** All else that the tool gave. */
  readonly rest: Json;
}

/** Characters of passages in one result, about 7,000 tokens; what is longer is read part by part. */
const MOST_CHARACTERS = 28_000;
/** Shorter strings are left where they are: a label is no repetition of a passage. */
const SHORTEST_REPEATED = 40;
const NO_ROOM = 'left out for want of room; read it with get_provision';

export function shownResult(data: TurnData, { output, passages }: AssistantToolResult): ShownResult {
  let room = MOST_CHARACTERS;
  const shown = passages.map((passage): ShownPassage => {
    const text = beginningOf(passage.text, Math.max(0, room));
    room -= text.length;
    return { handle: data.handleOf(passage), passage, text };
  });
  const told = shown.map(({ text }) => text).join('\n');
  return { passages: shown, rest: withoutRepetition(output, told) };
}

/** A call that failed, in the words that the error has for the one who called. */
export function failedResult({ code, message, suggestions }: AppError): ShownResult {
  return { passages: [], rest: { error: { code, message, suggestions: [...suggestions] } } };
}

/**
 * The text of a result.
 *
 * @param omitted handles whose words are left out
 */
export function resultText(data: TurnData, { passages, rest }: ShownResult, omitted: ReadonlySet<string>): string {
  const listed = passages.map(({ handle, passage, text }): JsonObject => {
    const { label, id, version, language } = passage;
    const named = { passage: handle, cite: label, id, version: `${version.date} ${version.source}`, language };
    if (omitted.has(handle) || (text === '' && passage.text !== '')) return { ...named, text: `[${NO_ROOM}]` };
    return { ...named, text: text.length < passage.text.length ? `${text} [… goes on; ${NO_ROOM}]` : text };
  });
  return data.marked(withoutHiddenSigns(JSON.stringify({ passages: listed, result: rest })));
}

/** Words that stand in a passage are not told a second time. */
function withoutRepetition(value: Json, told: string): Json {
  if (typeof value === 'string')
    return value.length >= SHORTEST_REPEATED && told.includes(value) ? '[as in passages]' : value;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((each: Json) => withoutRepetition(each, told));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) =>
      each === undefined ? [] : [[name, withoutRepetition(each, told)] as const],
    ),
  );
}
