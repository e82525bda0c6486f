import { z } from 'zod';
import type { Answer } from '../../core/bounded-request.ts';
import { AppError } from '../../core/errors.ts';
import { mappedFields, stateNamed, statesWithoutName } from '../../findings/filing/field-mapping.ts';
import type { CreateOutcome, Filing, PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { createFailed, createUndecided, platformAway, questionFailed } from '../../findings/filing/http-attempts.ts';
import { recordAddress } from '../../findings/filing/platform-address.ts';
import { platformWord } from '../../findings/filing/platform-words.ts';
import type { RemediationState } from '../../findings/finding.ts';
import { archerReply } from './archer-answers.ts';
import { ARCHER, STATE_FIELD } from './archer-options.ts';
import { type ArcherParts, contentsOf, noSuchRecord, recordOf, statusOf } from './archer-records.ts';
import { type WireContent, wireContent } from './archer-values.ts';

const Made = z.object({ Id: z.coerce.number().int().positive() });

/** Makes a record (`POST core/content`). Never throws but for the signal's reason. */
export async function createRecord(parts: ArcherParts, filing: Filing, signal?: AbortSignal): Promise<CreateOutcome> {
  const { options, session } = parts;
  const { api = 'platformapi', level } = options;
  let answer: Answer;
  try {
    const texts = textsOf(parts, filing);
    const Content = { LevelId: level, FieldContents: await contentsFrom(parts, texts, signal) };
    answer = await session.send({ method: 'POST', path: `${api}/core/content`, body: { Content } }, signal);
  } catch (error) {
    signal?.throwIfAborted();
    return createFailed(error, ARCHER);
  }
  const outcome = created(parts, answer);
  return typeof outcome === 'string'
    ? { kind: 'created', record: await madeRecord(parts, filing, outcome, signal) }
    : outcome;
}

/** Sets the state (`PUT core/content`). @throws AppError */
export async function setRecordStatus(
  parts: ArcherParts,
  id: string,
  status: RemediationState,
  signal?: AbortSignal,
): Promise<void> {
  const { options, session } = parts;
  const { api = 'platformapi', level, stateField = STATE_FIELD, now = Date.now } = options;
  const word = stateNamed(options.states, status);
  const isThere = async () => {
    const contents = await contentsOf(parts, id, signal);
    const record = contents === undefined ? undefined : await recordOf(parts, id, contents, signal);
    if (record === undefined || record.key === '') throw noSuchRecord(id);
    return record.state === platformWord(word);
  };
  if (await isThere()) return;
  const FieldContents = await contentsFrom(parts, { [stateField]: word }, signal);
  const body = { Content: { Id: Number(id), LevelId: level, FieldContents } };
  const answer = await session.ask({ method: 'PUT', path: `${api}/core/content`, body }, signal);
  const reply = archerReply(answer, session.secrets());
  if (answer.status === 200 && reply.kind === 'done') return;
  // An update that changes nothing is answered 400: somebody else may have set it in the meantime.
  if (answer.status === 400 && (await isThere())) return;
  if (reply.kind === 'refused' && (answer.status === 200 || answer.status === 400))
    throw new AppError('misconfigured', `${ARCHER} does not take the state "${word}"${because(reply.said)}.`, {
      detail: `${ARCHER}: put content ${answer.status}`,
    });
  if (answer.status !== 200) throw questionFailed(answer, ARCHER, now(), reply.kind === 'refused' ? reply.said : '');
  session.forget();
  throw platformAway(ARCHER, 'answers in no form that is known', `${ARCHER}: put content 200`);
}

/** What goes into which field. The key always does; the state where no field is mapped to it and the settings have a word. */
function textsOf({ options }: ArcherParts, filing: Filing): Readonly<Record<string, string>> {
  const { keyField, stateField = STATE_FIELD, fields, states } = options;
  const mapped = mappedFields(filing, fields);
  const { status = 'open' } = filing.finding;
  const byItself = Object.hasOwn(mapped, stateField) || statesWithoutName(states).includes(status);
  return { ...mapped, ...(byItself ? {} : { [stateField]: stateNamed(states, status) }), [keyField]: filing.key };
}

async function contentsFrom(
  { options, metadata }: ArcherParts,
  texts: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<Readonly<Record<string, WireContent>>> {
  const contents: Record<string, WireContent> = {};
  for (const [named, text] of Object.entries(texts)) {
    const content = await wireContent(await metadata.field(named, signal), text, options, metadata, signal);
    if (content !== undefined) contents[String(content.FieldId)] = content;
  }
  return contents;
}

/** The id of the record that was made, or what became of it instead. */
function created({ options, session }: ArcherParts, answer: Answer): string | CreateOutcome {
  const { status } = answer;
  const undecided = createUndecided(answer, ARCHER, (options.now ?? Date.now)());
  const reply = archerReply(answer, session.secrets());
  // A page instead of an answer, or a way elsewhere, may come from a session that has ended.
  if (reply.kind === 'no_reply' && status < 400) session.forget();
  if (undecided !== undefined) return undecided;
  // Said before anything is done. A user has one session: another process may have opened its own meanwhile, each time.
  if (status === 401)
    return {
      kind: 'later',
      why: `${ARCHER} ended the session at once. Give each program that signs in a user of its own.`,
    };
  if (reply.kind === 'refused') return { kind: 'refused', why: `${ARCHER} refuses the record${because(reply.said)}.` };
  if (status === 408) return { kind: 'unknown', why: `${ARCHER} answered ${status} to the new record.` };
  if (status >= 400)
    return {
      kind: 'refused',
      why: `${ARCHER} refuses the record (${status}). Check "url", "api" and the user's rights.`,
    };
  const made = reply.kind === 'done' ? Made.safeParse(reply.object) : undefined;
  if (made?.success === true) return String(made.data.Id);
  return { kind: 'unknown', why: `${ARCHER} answered the new record in no form that is known.` };
}

/** The record as it stands now, or as it was sent where that cannot be read: made it is, whatever comes after. */
async function madeRecord(
  parts: ArcherParts,
  filing: Filing,
  id: string,
  signal: AbortSignal | undefined,
): Promise<PlatformRecord> {
  const { options, address } = parts;
  try {
    const contents = await contentsOf(parts, id, signal);
    if (contents !== undefined) return { ...(await recordOf(parts, id, contents, signal)), key: filing.key };
  } catch {
    // Read again with the next sync.
  }
  const { stateField = STATE_FIELD } = options;
  const state = textsOf(parts, filing)[stateField] ?? '';
  const url = recordAddress(address, options.recordPath, id);
  const link = url === undefined ? {} : { url };
  return { id, number: id, ...link, key: filing.key, state, ...statusOf(options, state), says: {} };
}

function because(said: string): string {
  return said === '' ? '' : `: ${said.replace(/\.$/, '')}`;
}
