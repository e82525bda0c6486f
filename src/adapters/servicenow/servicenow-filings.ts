import type { Answer } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { mappedFields, stateNamed } from '../../findings/filing/field-mapping.ts';
import type { CreateOutcome, Filing } from '../../findings/filing/grc-platform.ts';
import { createFailed, createUndecided } from '../../findings/filing/http-attempts.ts';
import type { RemediationState } from '../../findings/finding.ts';
import type { KeyField } from './servicenow-key-field.ts';
import { SERVICENOW } from './servicenow-options.ts';
import { isSysId, recordOf, recordQuery, type ServiceNowParts } from './servicenow-records.ts';
import { isAsleep, isData, rowIn, textIn } from './servicenow-requests.ts';

/** A unique field refuses a second record with the same value: the first one is there, and is ours. */
const DOUBLET = /unique key violation|duplicate (?:entry|key)/i;
const IN_DOUBT: ReadonlySet<number> = new Set([408, 409]);

/** Makes a record (Table API, POST). Never throws but for the signal's reason. */
export async function createRecord(
  parts: ServiceNowParts,
  keyField: KeyField,
  filing: Filing,
  signal?: AbortSignal,
): Promise<CreateOutcome> {
  const { settings, requests } = parts;
  const { table } = settings;
  let answer: Answer;
  try {
    signal?.throwIfAborted();
    const body = { ...mappedFields(filing, settings.fields), [settings.keyField]: filing.key };
    await keyField.prove(signal);
    answer = await requests.send({ method: 'POST', table, query: recordQuery(settings), body }, signal);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    return createFailed(error, SERVICENOW);
  }
  return isData(answer) ? made(parts, keyField, filing, answer) : notMade(parts, answer);
}

/** The record that was made; in doubt where it is not known to carry the key, by which alone it is ours. */
function made(parts: ServiceNowParts, keyField: KeyField, filing: Filing, answer: Answer): CreateOutcome {
  const row = rowIn(answer);
  const id = row === undefined ? undefined : textIn(row, 'sys_id');
  if (row === undefined || id === undefined || !isSysId(id)) {
    const why = `${SERVICENOW} took the record without showing it. Give the program's user the right to read ${parts.settings.table}.`;
    return { kind: 'unknown', leave: true, why };
  }
  const key = textIn(row, parts.settings.keyField);
  const record = recordOf(parts, row);
  if (record !== undefined && key === filing.key) {
    keyField.read(row);
    return { kind: 'created', record };
  }
  keyField.readsAs(key);
  const number = textIn(row, parts.settings.numberField) ?? '';
  return {
    kind: 'unknown',
    leave: true,
    why: `${SERVICENOW} made a record (${number === '' ? id : number}) whose field ${parts.settings.keyField} does not hold the finding's key. Set "keyField" to a field that does, and write ${filing.key} into that field of the record by hand.`,
  };
}

function notMade({ settings, requests }: ServiceNowParts, answer: Answer): CreateOutcome {
  const { status } = answer;
  const why = requests.failure(answer).message;
  if (isAsleep(answer)) return { kind: 'later', why };
  const undecided = createUndecided(answer, SERVICENOW, settings.now());
  if (undecided !== undefined) return undecided;
  const said = requests.said(answer);
  if (status < 300 || IN_DOUBT.has(status) || DOUBLET.test(said)) return { kind: 'unknown', why };
  if (status === 401 || said === '') return { kind: 'refused', why };
  return { kind: 'refused', why: `${SERVICENOW} refuses the record (${status}): ${said.replace(/\.$/, '')}.` };
}

/**
 * Sets the state of a record (Table API, PATCH). A field that the user may not write, or that a rule of the instance puts
 * back, stays as it was although the answer is a good one: what came of it is read from the answer.
 *
 * @throws AppError
 */
export async function setRecordStatus(
  { settings, requests }: ServiceNowParts,
  id: string,
  status: RemediationState,
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  const { table, stateField } = settings;
  const word = stateNamed(settings.states, status);
  if (!isSysId(id)) throw new AppError('not_found', `${SERVICENOW} has no record of such an id.`);
  const query = recordQuery(settings);
  const answer = await requests.ask({ method: 'PATCH', table, id, query, body: { [stateField]: word } }, signal);
  const row = rowIn(answer);
  const state = row === undefined ? undefined : textIn(row, stateField);
  if (state === word) return;
  throw new AppError(
    state === undefined ? 'misconfigured' : 'not_permitted',
    state === undefined
      ? `${SERVICENOW} does not tell the field ${stateField} of the record. Check "stateField", and whether the program's user may read it.`
      : `${SERVICENOW} left the record in its state: it does not let the program's user put "${word}" into ${stateField}, or a rule of the instance put it back.`,
  );
}
