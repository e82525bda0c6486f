import { z } from 'zod';
import { AppError } from '../../core/errors.ts';
import type { PlatformRecord } from '../../findings/filing/grc-platform.ts';
import { platformAway, questionFailed } from '../../findings/filing/http-attempts.ts';
import { type PlatformAddress, recordAddress } from '../../findings/filing/platform-address.ts';
import { platformWord } from '../../findings/filing/platform-words.ts';
import { fieldsThatSay, recordSays } from '../../findings/filing/record-says.ts';
import { archerReply } from './archer-answers.ts';
import type { ArcherMetadata } from './archer-metadata.ts';
import { ARCHER, type ArcherOptions, STATE_FIELD } from './archer-options.ts';
import type { ArcherSession } from './archer-session.ts';
import { type RecordContents, shownContent } from './archer-values.ts';

/** What the rooms of the adapter stand on. */
export interface ArcherParts {
  readonly options: ArcherOptions;
  readonly address: PlatformAddress;
  readonly session: ArcherSession;
  readonly metadata: ArcherMetadata;
}

const Content = z.object({
  Id: z.coerce.number().int(),
  LevelId: z.coerce.number().int(),
  FieldContents: z.record(z.string(), z.unknown()),
});

/** Ids of contents are whole numbers. */
export function isContentId(id: string): boolean {
  return /^[1-9]\d{0,14}$/.test(id);
}

/**
 * What stands in the fields of a record (`GET core/content/{id}`); `undefined` where it is not there, not to be seen, or of
 * another level. Archer answers 200 for a missing record, without an object.
 *
 * @throws AppError
 */
export async function contentsOf(
  { options, session }: ArcherParts,
  id: string,
  signal?: AbortSignal,
): Promise<RecordContents | undefined> {
  const { api = 'platformapi', level, now = Date.now } = options;
  const answer = await session.ask({ method: 'GET', path: `${api}/core/content/${id}` }, signal);
  const { status } = answer;
  const reply = archerReply(answer, session.secrets());
  if (reply.kind === 'refused' && [200, 403, 404].includes(status)) return undefined;
  if (status !== 200) throw questionFailed(answer, ARCHER, now(), reply.kind === 'refused' ? reply.said : '');
  if (reply.kind === 'done' && reply.object === null) return undefined;
  const content = reply.kind === 'done' ? Content.safeParse(reply.object) : undefined;
  if (content?.success !== true || String(content.data.Id) !== id) {
    // Perhaps the page of a sign-in: a session that has ended is not always told by a 401.
    session.forget();
    throw platformAway(ARCHER, 'answers in no form that is known', `${ARCHER}: content 200`);
  }
  return content.data.LevelId === level ? content.data.FieldContents : undefined;
}

/** A record in our words. @throws AppError */
export async function recordOf(
  { options, address, metadata }: ArcherParts,
  id: string,
  contents: RecordContents,
  signal?: AbortSignal,
): Promise<PlatformRecord> {
  const { keyField, stateField = STATE_FIELD, numberField, fields, richText = [] } = options;
  const shown = async (named: string) => shownContent(await metadata.field(named, signal), contents, metadata, signal);
  const state = await shown(stateField);
  const number = numberField === undefined ? '' : await shown(numberField);
  const told = new Map<string, string>();
  // A text area gives back markup, which is not what was written.
  for (const named of fieldsThatSay(fields)) if (!richText.includes(named)) told.set(named, await shown(named));
  const url = recordAddress(address, options.recordPath, id);
  return {
    id,
    number: platformWord(number) || id,
    ...(url === undefined ? {} : { url }),
    key: await shown(keyField),
    state: platformWord(state),
    ...statusOf(options, state),
    says: recordSays(fields, (named) => told.get(named)),
  };
}

export function statusOf({ states }: Pick<ArcherOptions, 'states'>, state: string): Pick<PlatformRecord, 'status'> {
  const status = Object.hasOwn(states, state) ? states[state] : undefined;
  return status === undefined ? {} : { status };
}

/** @throws AppError `not_found` */
export function noSuchRecord(id: string): AppError {
  return new AppError('not_found', `${ARCHER} has no record ${id.slice(0, 40)} of ours that may be seen.`);
}
