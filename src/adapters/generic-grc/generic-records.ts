import { textAt } from '../../core/json-place.ts';
import { cleanText } from '../../core/text.ts';
import { type FieldMappings, stateNamed } from '../../findings/filing/field-mapping.ts';
import type { PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { platformWord } from '../../findings/filing/platform-words.ts';
import { recordSays } from '../../findings/filing/record-says.ts';
import type { RestService } from '../../findings/filing/rest-service.ts';
import { type GenericGrcSettings, WIRE_FIELDS } from './generic-grc-settings.ts';

/** What the adapter's parts work with. */
export interface GenericParts {
  readonly service: RestService;
  readonly settings: GenericGrcSettings;
  readonly fields: FieldMappings;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export const FINDINGS = '/api/v1/findings';

/** The fields that are sent: the wire's own, with what the settings say otherwise. */
export function fieldsOf({ fields, states }: GenericGrcSettings): FieldMappings {
  const open = stateNamed(states, 'open');
  // A finding that is filed is open, in the receiver's word for it.
  return { ...WIRE_FIELDS, status: { always: open }, ...fields };
}

/** A finding as the receiver has it; undefined where it is not the one with the key. */
export function recordOf(
  { settings: { answers, states }, fields }: GenericParts,
  json: unknown,
  key: string,
): PlatformRecord | undefined {
  const state = textAt(json, answers.state);
  if (textAt(json, answers.id) !== key || state === undefined) return undefined;
  const status = Object.hasOwn(states, state) ? states[state] : undefined;
  return {
    id: key,
    number: platformWord(textAt(json, answers.number)) || key,
    key,
    state: platformWord(state),
    ...(status === undefined ? {} : { status }),
    says: recordSays(fields, (field) => shownText(json, field)),
  };
}

/** A text as others wrote it, cleaned. */
function shownText(json: unknown, field: string): string | undefined {
  const text = textAt(json, field);
  return text === undefined ? undefined : cleanText(text);
}

/** @param id a key of ours, or what was given for one */
export function pathOf(id: string): string {
  return `${FINDINGS}/${encodeURIComponent(id.toWellFormed())}`;
}

/** Ids here are keys of ours: nothing else is asked for. */
export function isKey(id: string): boolean {
  return /^[A-Za-z0-9-]{1,60}$/.test(id);
}
