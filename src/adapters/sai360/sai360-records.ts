import { AppError } from '../../core/errors.ts';
import { cleanText } from '../../core/text.ts';
import type { PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { platformAway, questionFailed } from '../../findings/filing/http-attempts.ts';
import { type PlatformAddress, recordAddress } from '../../findings/filing/platform-address.ts';
import { platformWord } from '../../findings/filing/platform-words.ts';
import { fieldsThatSay, recordSays } from '../../findings/filing/record-says.ts';
import { asAnswer, rowsIn, type Sai360Row, shownValue } from './sai360-answers.ts';
import type { Sai360Metadata } from './sai360-metadata.ts';
import { identifierOf, numberIn, SAI360, type Sai360Options } from './sai360-options.ts';
import type { Sai360Session } from './sai360-session.ts';

/** What the rooms of the adapter stand on. */
export interface Sai360Parts {
  readonly options: Sai360Options;
  readonly address: PlatformAddress;
  readonly session: Sai360Session;
  readonly metadata: Sai360Metadata;
}

const PAGE = 100;
/** Rows come unasked only where a condition is not heeded; then all that there are are looked through, up to so many. */
const MOST_PAGES = 200;
/** Conditions stand in the address, which has to stay short. */
const IDS_AT_ONCE = 20;

/** Numbers of records are whole. */
export function isRecordNumber(id: string): boolean {
  return /^[1-9]\d{0,14}$/.test(id);
}

/**
 * The record that carries a key (`where=Field='key'`); each row is held against the key, and of several the first made is
 * ours. @throws AppError
 */
export async function recordByKey(
  parts: Sai360Parts,
  key: string,
  signal?: AbortSignal,
): Promise<PlatformRecord | undefined> {
  const { keyField } = parts.options;
  const ours: PlatformRecord[] = [];
  let [seen, withField] = [0, 0];
  for await (const rows of pagesWhere(parts, equals(keyField, key), signal)) {
    seen += rows.length;
    for (const row of rows.filter(({ fields }) => Object.hasOwn(fields, keyField))) {
      withField += 1;
      if (shownValue(row.fields[keyField]) === key) ours.push(recordIn(parts, row) ?? unnamed(parts, row));
    }
  }
  if (seen > 0 && withField === 0)
    throw new AppError('misconfigured', `${SAI360} gives records without the field "${keyField}". Check "keyField".`);
  return ours.sort((a, b) => Number(a.id) - Number(b.id))[0];
}

/** Records by their numbers, those that carry no key left out. @throws AppError */
export async function recordsByNumber(
  parts: Sai360Parts,
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, PlatformRecord>> {
  const { options } = parts;
  const { identityField = 'InstanceId' } = options;
  const wanted = [...new Set(ids.filter(isRecordNumber))];
  const found = new Map<string, PlatformRecord>();
  for (let at = 0; at < wanted.length; at += IDS_AT_ONCE) {
    const some = wanted.slice(at, at + IDS_AT_ONCE);
    const where = some.map((id) => equals(identityField, identifierOf(id, options))).join('|');
    for await (const rows of pagesWhere(parts, where, signal))
      for (const row of rows) {
        const record = recordIn(parts, row);
        if (record !== undefined && record.key !== '' && some.includes(record.id)) found.set(record.id, record);
      }
  }
  return found;
}

/** Asks for a key that no record has. @returns whether the condition was heeded @throws AppError */
export async function trySearch(parts: Sai360Parts, signal?: AbortSignal): Promise<boolean> {
  return (await page(parts, equals(parts.options.keyField, 'no-such-key'), 0, signal)).length === 0;
}

/** Whether an identifier is one of its type's ("Syntax Reference", Identifier). @throws AppError */
export async function isReferable(
  { options, session }: Sai360Parts,
  identifier: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const { identityField = 'InstanceId', now = Date.now } = options;
  const [type] = identifier.split(':');
  const query = { where: equals(identityField, identifier), take: '1' };
  const answer = await session.ask({ path: `Data/${type}`, query }, signal);
  if (answer.status !== 200) throw questionFailed(asAnswer(answer), SAI360, now(), answer.said);
  return rowsIn(answer)?.some(({ id }) => id === identifier) === true;
}

/** A condition; names and keys hold no quotation marks. */
function equals(field: string, value: string): string {
  return `${field}='${value.replaceAll("'", '')}'`;
}

/** Page by page, so that no more than one is held at once. */
async function* pagesWhere(
  parts: Sai360Parts,
  where: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly Sai360Row[]> {
  let skip = 0;
  for (let at = 0; at < MOST_PAGES; at += 1) {
    const some = await page(parts, where, skip, signal);
    // A short page is not the end: what may not be seen can have been taken out of it.
    if (some.length === 0) return;
    yield some;
    skip += some.length;
  }
  throw new AppError(
    'misconfigured',
    `${SAI360} does not heed the condition of the look-up, and there are too many records to look through them all.`,
  );
}

async function page(
  { options, session }: Sai360Parts,
  where: string,
  skip: number,
  signal: AbortSignal | undefined,
): Promise<readonly Sai360Row[]> {
  const { module, component, type = 'Default', keyField, now = Date.now } = options;
  const query = {
    select: shownFields(options).join(','),
    where,
    order: keyField,
    skip: String(skip),
    take: String(PAGE),
  };
  const answer = await session.ask({ path: `Data/${module}/${component}/${type}`, query }, signal);
  if (answer.status !== 200) throw questionFailed(asAnswer(answer), SAI360, now(), answer.said);
  const rows = rowsIn(answer);
  if (rows === undefined) throw platformAway(SAI360, 'answers in no form that is known', `${SAI360}: data 200`);
  return rows;
}

function shownFields({ keyField, stateField, numberField, fields }: Sai360Options): readonly string[] {
  return [
    ...new Set([keyField, stateField, ...(numberField === undefined ? [] : [numberField]), ...fieldsThatSay(fields)]),
  ];
}

/** It carries our key, so it was made already, though not as what the settings name: a second one must not be made. */
function unnamed({ options }: Sai360Parts, { id }: Sai360Row): never {
  const expected = identifierOf('…', options);
  throw new AppError(
    'misconfigured',
    `${SAI360} has the finding's key in ${cleanText(id).slice(0, 100)}, which is none of ${expected}. Check "module", "component" and "type".`,
  );
}

/** A row in our words; undefined for one of another type. */
function recordIn(
  { options, address }: Sai360Parts,
  { id: identifier, fields }: Sai360Row,
): PlatformRecord | undefined {
  const id = numberIn(identifier, options);
  if (id === undefined) return undefined;
  const shown = (field: string) => (Object.hasOwn(fields, field) ? shownValue(fields[field]) : undefined);
  const { keyField, stateField, numberField, recordPath } = options;
  const state = shown(stateField) ?? '';
  const number = numberField === undefined ? '' : (shown(numberField) ?? '');
  const url = recordAddress(address, recordPath, id);
  return {
    id,
    number: platformWord(number) || id,
    ...(url === undefined ? {} : { url }),
    key: shown(keyField) ?? '',
    state: platformWord(state),
    ...statusOf(options, state),
    says: recordSays(options.fields, (field) => dayOr(shown(field))),
  };
}

/** "2031-06-30T00:00:00" is a day; every other text is itself. */
function dayOr(text: string | undefined): string | undefined {
  return text?.replace(/^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z?$/, '$1');
}

export function statusOf({ states }: Sai360Options, state: string): Pick<PlatformRecord, 'status'> {
  const status = Object.hasOwn(states, state) ? states[state] : undefined;
  return status === undefined ? {} : { status };
}
