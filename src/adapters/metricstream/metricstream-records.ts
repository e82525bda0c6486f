import { AppError } from '../../core/errors.ts';
import { textAt, valueAt } from '../../core/json-place.ts';
import { cleanText } from '../../core/text.ts';
import { fieldOf } from '../../findings/filing/field-mapping.ts';
import type { PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { platformWord } from '../../findings/filing/platform-words.ts';
import { recordSays } from '../../findings/filing/record-says.ts';
import type { RestService } from '../../findings/filing/rest-service.ts';
import type { MetricStreamSettings } from './metricstream-settings.ts';

/** What the adapter's parts work with. */
export interface MetricStreamParts {
  readonly service: RestService;
  readonly settings: MetricStreamSettings;
  readonly reader: RecordReader;
}

const LONGEST_ID = 200;

/** Reads records as the settings say that they look. */
export interface RecordReader {
  /** The place of the key in a record. */
  readonly keyAt: string;
  /** A record with an id, a key and a state; undefined for everything else. */
  read(json: unknown): PlatformRecord | undefined;
  idOf(json: unknown): string | undefined;
}

export function createRecordReader(
  { answers, fields, states, recordPath }: MetricStreamSettings,
  service: Pick<RestService, 'recordUrl'>,
): RecordReader {
  const keyAt = answers.key ?? fieldOf(fields, 'key')?.field ?? '';
  const idOf = (json: unknown): string | undefined => {
    const id = textAt(json, answers.id);
    return id !== undefined && isId(id) ? id : undefined;
  };
  return {
    keyAt,
    idOf,
    read: (json) => {
      const [id, key, state] = [idOf(json), textAt(json, keyAt), textAt(json, answers.state)];
      if (id === undefined || key === undefined || key === '' || state === undefined) return undefined;
      const number = answers.number === undefined ? undefined : textAt(json, answers.number);
      const url = service.recordUrl(recordPath, id);
      const status = Object.hasOwn(states, state) ? states[state] : undefined;
      return {
        id,
        number: platformWord(number) || id,
        ...(url === undefined ? {} : { url }),
        key,
        state: platformWord(state),
        ...(status === undefined ? {} : { status }),
        says: recordSays(fields, (field) => shownText(json, field)),
      };
    },
  };
}

/** A text as others wrote it, cleaned; a day with its midnight as the day. */
function shownText(json: unknown, field: string): string | undefined {
  const text = textAt(json, field);
  return text === undefined
    ? undefined
    : cleanText(text).replace(/^(\d{4}-\d{2}-\d{2})T00:00(?::00(?:\.0+)?)?Z?$/, '$1');
}

/** It goes into a path: one of dots alone would climb, and a control character is no id. */
export function isId(id: string): boolean {
  return id !== '' && id.length <= LONGEST_ID && id.isWellFormed() && !/^\.{1,2}$/.test(id) && !/\p{Cc}/u.test(id);
}

/** A path of the settings with the id of a record in it. */
export function withId(path: string, id: string): string {
  return path.replaceAll('{id}', () => encodeURIComponent(id.toWellFormed()));
}

/** The list of records in an answer. @throws AppError `misconfigured` where there is none at the place */
export function listAt(json: unknown, place: string, name: string): readonly unknown[] {
  const list = valueAt(json, place);
  if (Array.isArray(list)) return list;
  throw new AppError(
    'misconfigured',
    `${name} answers the look-up without a list at "${place}". Correct "found" among the answers in its settings.`,
  );
}
