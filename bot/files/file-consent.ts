import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import { recordedAs } from '../../src/audit/audit.ts';
import type { JsonObject } from '../../src/core/canonical-json.ts';
import { AppError } from '../../src/core/errors.ts';
import { asMarkdownLine } from '../../src/core/markdown.ts';
import { type Admission, admitted } from '../admission.ts';
import { failureText } from '../failures.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import { EXAMINER_PACK } from './examiner-pack.ts';
import { type Offered, takeOffer } from './file-offers.ts';
import type { FileParts } from './file-parts.ts';
import { GAP_REPORT } from './gap-report.ts';
import { requireRecorded } from './may-use.ts';
import type { OfferedFile } from './offered-file.ts';
import { tell } from './wording.ts';

const INFO = 'application/vnd.microsoft.teams.card.file.info';
/** Milliseconds for all of that, so that the person is told in time what became of it. */
const HANDED_OVER_WITHIN = 8_000;

const Context = z.looseObject({ pack: z.string().regex(/^[\w-]{1,100}$/) });
const address = z.url({ protocol: /^https?$/ }).max(8_000);
const Answer = z.discriminatedUnion('action', [
  z.looseObject({ action: z.literal('decline'), context: Context }),
  z.looseObject({
    action: z.literal('accept'),
    context: Context,
    uploadInfo: z.looseObject({
      contentUrl: address,
      uploadUrl: address,
      name: z.string().min(1).max(400),
      uniqueId: z.string().max(200),
      fileType: z.string().max(50).optional(),
    }),
  }),
]);
type Accepted = Extract<z.output<typeof Answer>, { readonly action: 'accept' }>['uploadInfo'];

const DONE: InvokeReply = { status: 200, body: {} };

/** A file with what it was asked for: nothing else of an offer is known from here on. */
interface Wanted extends Pick<OfferedFile<never>, 'permission' | 'done' | 'declined' | 'failed'> {
  readonly what: JsonObject;
  readonly mediaType: string;
  readonly extension: string;
  make(who: Admission, parts: FileParts): Promise<Uint8Array>;
}

function wantedOf(offered: Offered): Wanted {
  return offered.kind === 'pack' ? wanted(EXAMINER_PACK, offered) : wanted(GAP_REPORT, offered);
}

function wanted<Asked>(file: OfferedFile<Asked>, asked: Asked): Wanted {
  const { permission, done, declined, failed } = file;
  return {
    ...{ permission, done, declined, failed },
    what: file.recorded(asked),
    mediaType: file.mediaType(asked),
    extension: file.extension(asked),
    make: (who, parts) => file.make(asked, who, parts),
  };
}

/** What the person answered; Microsoft Teams, "Send and receive files through a bot", invoke `fileConsent/invoke`. */
export async function onFileConsent(turn: Turn, parts: FileParts): Promise<InvokeReply> {
  const { language, activity } = turn;
  const parsed = Answer.safeParse(activity.value);
  if (!parsed.success || turn.where.kind !== 'personal') return refusedWith(400, 'invalid_input');
  const who = await admitted(turn, parts);
  if (who === undefined) {
    await turn.say({ text: tell('signInFirst', language) });
    return DONE;
  }
  const offer = takeOffer(parsed.data.context.pack, turn, parts);
  if (offer === 'theirs') return refusedWith(403, 'not_permitted');
  if (offer === 'gone' || offer.ended) {
    const isReport = offer !== 'gone' && offer.offered.kind === 'gap_report';
    await ending(turn, tell(isReport ? 'reportEnded' : 'packEnded', language));
    return DONE;
  }
  const file = wantedOf(offer.offered);
  if (parsed.data.action === 'decline') {
    parts.audit.record({ type: 'export', body: { ...file.what, outcome: 'declined' } }, recordedAs(who.context));
    await ending(turn, file.declined(language));
    return DONE;
  }
  await handOver(file, parsed.data.uploadInfo, turn, who, parts);
  return DONE;
}

function refusedWith(status: 400 | 403, code: 'invalid_input' | 'not_permitted'): InvokeReply {
  const message = status === 400 ? 'This is no answer to an offer of a file.' : 'This offer was made to somebody else.';
  return { status, body: { error: { code, message } } };
}

/** Puts the file where Teams says, once; that it leaves is recorded before, and how it ended after. */
async function handOver(file: Wanted, upload: Accepted, turn: Turn, who: Admission, parts: FileParts): Promise<void> {
  const { language, correlation } = turn;
  try {
    // Meanwhile it may have been taken away from them.
    requireRecorded(who, file.permission, 'export', parts);
    checkPlaces(upload, who, parts);
    await exported(file, upload, turn, who, parts);
  } catch (error) {
    const why =
      error instanceof PlaceRefused
        ? tell('placeRefused', language)
        : error instanceof PlaceNotReached
          ? tell('placeNotReached', language)
          : failureText(error, language, correlation);
    await ending(turn, file.failed(why, language));
    return;
  }
  const { uniqueId, fileType = file.extension, contentUrl, name } = upload;
  const card: Attachment = { contentType: INFO, contentUrl, name, content: { uniqueId, fileType } };
  const done = file.done(asMarkdownLine(name), language);
  await turn.say({ attachments: [card], summary: done });
  await replacedOffer(turn, done);
}

class PlaceRefused extends Error {}
class PlaceNotReached extends Error {}

function checkPlaces(
  { uploadUrl, contentUrl }: Accepted,
  { context }: Admission,
  { transfer, audit }: FileParts,
): void {
  try {
    for (const each of [uploadUrl, contentUrl]) transfer.check(each);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    audit.record(
      { type: 'refusal', body: { what: 'place for a file', code: error.code }, personal: { message: error.message } },
      recordedAs(context),
    );
    throw new PlaceRefused(error.message, { cause: error });
  }
}

async function exported(
  file: Wanted,
  { uploadUrl }: Accepted,
  { signal }: Turn,
  who: Admission,
  parts: FileParts,
): Promise<void> {
  const { audit, transfer } = parts;
  const { what, mediaType } = file;
  const { host } = new URL(uploadUrl);
  const intent = audit.intend({ body: { ...what, what: 'export', host } }, recordedAs(who.context));
  const settle = (outcome: 'ok' | 'failed') =>
    audit.settle(intent, { type: 'export', body: { ...what, host, outcome } });
  const tooLate = AbortSignal.timeout(HANDED_OVER_WITHIN);
  try {
    const bytes = await file.make(who, parts);
    await transfer.upload(uploadUrl, bytes, mediaType, AbortSignal.any([signal, tooLate])).catch(notTaken);
  } catch (error) {
    settle('failed');
    throw tooLate.aborted ? new PlaceNotReached('The file was not taken in time.', { cause: error }) : error;
  }
  settle('ok');
}

function notTaken(error: unknown): never {
  if (!(error instanceof AppError) || !AWAY.has(error.code)) throw error;
  throw new PlaceNotReached(error.message, { cause: error });
}

const AWAY: ReadonlySet<AppError['code']> = new Set(['upstream_unavailable', 'not_found', 'conflict'] as const);

/** What became of an offer stands in its place; where Teams does not let it, it is said. */
async function ending(turn: Turn, text: string): Promise<void> {
  if (!(await replacedOffer(turn, text))) await turn.say({ text });
}

async function replacedOffer(turn: Turn, text: string): Promise<boolean> {
  const { replyToId } = turn.activity;
  if (replyToId === undefined) return false;
  return turn.update(replyToId, { text }).then(
    () => true,
    () => false,
  );
}
