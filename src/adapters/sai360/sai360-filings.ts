import { AppError } from '../../core/errors.ts';
import { mappedFields, stateNamed, statesWithoutName } from '../../findings/filing/field-mapping.ts';
import type { CreateOutcome, Filing, PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { createFailed, createUndecided, platformAway, questionFailed } from '../../findings/filing/http-attempts.ts';
import { recordAddress } from '../../findings/filing/platform-address.ts';
import { platformWord } from '../../findings/filing/platform-words.ts';
import type { RemediationState } from '../../findings/finding.ts';
import { asAnswer, identifierIn, type Sai360Answer } from './sai360-answers.ts';
import { isIdentifier, numberIn, SAI360, type Sai360FieldKind, type Sai360Options } from './sai360-options.ts';
import { isRecordNumber, recordsByNumber, type Sai360Parts, statusOf } from './sai360-records.ts';

/** Makes a record (`POST Data/{module}/{component}/{type}`). Never throws but for the signal's reason. */
export async function createRecord(parts: Sai360Parts, filing: Filing, signal?: AbortSignal): Promise<CreateOutcome> {
  let answer: Sai360Answer;
  try {
    const body = await wireFields(parts, textsOf(parts.options, filing), signal);
    answer = await parts.session.send({ path: dataPath(parts.options), body }, signal);
  } catch (error) {
    signal?.throwIfAborted();
    return createFailed(error, SAI360);
  }
  const outcome = created(parts, answer);
  if (typeof outcome !== 'string') return outcome;
  return { kind: 'created', record: await madeRecord(parts, filing, outcome, signal) };
}

/** Sets the state (`POST Data/{module}/{component}/{type}/{id}`, which changes what it names alone). @throws AppError */
export async function setRecordStatus(
  parts: Sai360Parts,
  id: string,
  status: RemediationState,
  signal?: AbortSignal,
): Promise<void> {
  const { options, session } = parts;
  const { stateField, states, now = Date.now } = options;
  const word = stateNamed(states, status);
  const record = isRecordNumber(id) ? (await recordsByNumber(parts, [id], signal)).get(id) : undefined;
  if (record === undefined)
    throw new AppError('not_found', `${SAI360} has no record ${id.slice(0, 40)} of ours that may be seen.`);
  if (record.state === platformWord(word)) return;
  const body = await wireFields(parts, { [stateField]: word }, signal);
  const answer = await session.ask({ path: `${dataPath(options)}/${id}`, body }, signal);
  if (answer.status !== 200) throw questionFailed(asAnswer(answer), SAI360, now(), answer.said);
  if (numberIn(identifierIn(answer.body?.['id']) ?? '', options) !== id)
    throw platformAway(SAI360, 'answers in no form that is known', `${SAI360}: update 200`);
}

function dataPath({ module, component, type = 'Default' }: Sai360Options): string {
  return `Data/${module}/${component}/${type}`;
}

/** What goes into which field. The key always does; the state where no field is mapped to it and the settings have a word. */
function textsOf(
  { keyField, stateField, fields, states }: Sai360Options,
  filing: Filing,
): Readonly<Record<string, string>> {
  const mapped = mappedFields(filing, fields);
  const { status = 'open' } = filing.finding;
  const byItself = Object.hasOwn(mapped, stateField) || statesWithoutName(states).includes(status);
  return { ...mapped, ...(byItself ? {} : { [stateField]: stateNamed(states, status) }), [keyField]: filing.key };
}

async function wireFields(
  { metadata }: Sai360Parts,
  texts: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const wire: Record<string, unknown> = {};
  for (const [field, text] of Object.entries(texts)) {
    const value = wireValue(field, text, await metadata.kindOf(field, signal));
    if (value !== undefined) wire[field] = value;
  }
  return wire;
}

/** A text as the API takes it; undefined for an empty one that is no text. */
function wireValue(field: string, text: string, kind: Sai360FieldKind): unknown {
  if (kind === 'text') return text;
  if (text === '') return undefined;
  if (kind === 'day') {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
    if (day !== undefined) return `${day}T00:00:00`;
    throw new AppError('misconfigured', `The field "${field}" of ${SAI360} takes days. Map "due_date" to it.`);
  }
  const ids = kind === 'references' ? text.split(',').map((each) => each.trim()) : [text];
  if (!ids.every(isIdentifier))
    throw new AppError(
      'misconfigured',
      `The field "${field}" of ${SAI360} takes identifiers, such as Global/Lookups/Rating:3. Name them with "values" or "always".`,
    );
  return kind === 'references' ? ids.map((id) => ({ id, action: 'Add' })) : { id: text };
}

/** The number of the record that was made, or what became of it instead. */
function created({ options, session }: Sai360Parts, answer: Sai360Answer): string | CreateOutcome {
  const { status, body, said } = answer;
  // A page instead of an answer, or a way elsewhere, may come from a token that has ended.
  if (body === undefined && status < 400) session.forget();
  const undecided = createUndecided(asAnswer(answer), SAI360, (options.now ?? Date.now)());
  if (undecided !== undefined) return undecided;
  // Said before anything is done.
  if (status === 401)
    return {
      kind: 'later',
      why: `${SAI360} does not take the token that it gave out${said === '' ? '' : `: ${said}`}.`,
    };
  if (status === 408) return { kind: 'unknown', why: `${SAI360} answered ${status} to the new record.` };
  if (status >= 400) {
    const because =
      said === '' ? ` (${status}). Check "module", "component", "type" and the integration's rights` : `: ${said}`;
    return { kind: 'refused', why: `${SAI360} refuses the record${because.replace(/\.$/, '')}.` };
  }
  const number = status === 200 ? numberIn(identifierIn(body?.['id']) ?? '', options) : undefined;
  return number ?? { kind: 'unknown', why: `${SAI360} answered the new record in no form that is known.` };
}

/** The record as it stands now, or as it was sent where that cannot be read: made it is, whatever comes after. */
async function madeRecord(
  parts: Sai360Parts,
  filing: Filing,
  id: string,
  signal: AbortSignal | undefined,
): Promise<PlatformRecord> {
  const { options, address } = parts;
  try {
    const record = (await recordsByNumber(parts, [id], signal)).get(id);
    if (record !== undefined) return { ...record, key: filing.key };
  } catch {
    // Read again with the next sync.
  }
  const state = textsOf(options, filing)[options.stateField] ?? '';
  const url = recordAddress(address, options.recordPath, id);
  const link = url === undefined ? {} : { url };
  return { id, number: id, ...link, key: filing.key, state, ...statusOf(options, state), says: {} };
}
