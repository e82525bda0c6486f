import type { Answer } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { statesWithoutName } from '../../findings/filing/field-mapping.ts';
import type { PlatformCheck } from '../../findings/filing/grc-platform.ts';
import { unanswered } from '../../findings/filing/http-attempts.ts';
import { checkField } from './servicenow-field-check.ts';
import { type TableMetadata, tableMetadata } from './servicenow-metadata.ts';
import { SERVICENOW, type ServiceNowSettings } from './servicenow-options.ts';
import type { ServiceNowParts } from './servicenow-records.ts';
import { isData, rowsIn, type TableRow, textIn } from './servicenow-requests.ts';

/**
 * Holds the settings against the instance: the sign-in, the table, each field with what goes into it, each state. What the
 * user may not read of the dictionary is looked for in the table's records; what cannot be known is said to be unknown.
 *
 * @throws AppError `upstream_unavailable`, `rate_limited`; the signal's reason
 */
export async function checkServiceNow(parts: ServiceNowParts, signal?: AbortSignal): Promise<readonly PlatformCheck[]> {
  signal?.throwIfAborted();
  const { settings, requests } = parts;
  const { table } = settings;
  const names = fieldsOf(settings);
  const query = {
    sysparm_query: 'ORDERBYDESCsys_created_on',
    sysparm_fields: ['sys_id', ...names].join(','),
    sysparm_limit: '20',
  };
  let answer: Answer;
  try {
    answer = await requests.send({ method: 'GET', table, query }, signal);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (error instanceof AppError && error.code === 'misconfigured') return [signIn('wrong', error.message)];
    throw error instanceof AppError ? error : unanswered(error, SERVICENOW);
  }
  if (answer.status === 401) return [signIn('wrong', requests.failure(answer).message)];
  if (!isData(answer)) {
    const failure = requests.failure(answer);
    if (failure.code !== 'misconfigured' && failure.code !== 'not_permitted') throw failure;
    return [SIGNED_IN, { what: `table ${table}`, state: 'wrong', says: failure.message }];
  }
  const rows = rowsIn(answer);
  const metadata = await tableMetadata(parts, names, signal);
  return [
    SIGNED_IN,
    { what: `table ${table}`, state: 'ok', says: `${SERVICENOW} has it, and the program's user may read it.` },
    ...names.map((name) => checkField(settings, name, metadata, shownIn(rows, name))),
    ...checkStates(settings, metadata),
  ];
}

function signIn(state: PlatformCheck['state'], says: string): PlatformCheck {
  return { what: 'sign-in', state, says };
}

const SIGNED_IN = signIn('ok', `${SERVICENOW} takes the program's credentials.`);

function fieldsOf({ fields, keyField, stateField, numberField }: ServiceNowSettings): readonly string[] {
  return [...new Set([keyField, stateField, numberField, ...Object.keys(fields)])];
}

/** Whether records have a field; `undefined` where there is none to look at. */
function shownIn(rows: readonly TableRow[], field: string): boolean | undefined {
  return rows.length === 0 ? undefined : rows.some((row) => textIn(row, field) !== undefined);
}

function checkStates({ states, stateField }: ServiceNowSettings, { choices }: TableMetadata): readonly PlatformCheck[] {
  const known = choices.get(stateField);
  const mapped = Object.entries(states).map(([word, status]): PlatformCheck => {
    const what = `state ${word}`;
    if (known === undefined) {
      const says = `The choices of ${stateField} cannot be read, so it is not known whether "${word}" is one of them.`;
      return { what, state: 'unknown', says };
    }
    if (known.has(word)) return { what, state: 'ok', says: `A choice of ${stateField}; it means "${status}".` };
    const says = `No choice of ${stateField} has the value "${word}". Its values are ${listed(known)}; set one of them in "states".`;
    return { what, state: 'wrong', says };
  });
  const without = statesWithoutName(states).map(
    (status): PlatformCheck => ({
      what: `state for ${status}`,
      state: 'wrong',
      says: `No value of ${stateField} stands for "${status}". Add one to "states".`,
    }),
  );
  return [...mapped, ...without];
}

function listed(values: ReadonlySet<string>): string {
  return [...values].slice(0, 20).join(', ').slice(0, 300);
}
