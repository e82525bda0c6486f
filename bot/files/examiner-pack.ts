import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import { recordedAs } from '../../src/audit/audit.ts';
import { AppError } from '../../src/core/errors.ts';
import { asMarkdownLine } from '../../src/core/markdown.ts';
import { foldText } from '../../src/core/text.ts';
import { type Admission, admitted } from '../admission.ts';
import { failureText } from '../failures.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import type { FileParts, PackedFile } from './file-parts.ts';
import { requireRecorded } from './may-use.ts';
import { offerPack, type PackOffer, takeOffer } from './pack-offers.ts';
import { tell } from './wording.ts';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';
const ZIP = 'application/zip';
const MEBIBYTE = 1_048_576;
/** Bytes that are put into somebody's files while Teams waits for the answer: an invoke is answered within ten seconds. */
const LARGEST = 20 * MEBIBYTE;
/** Milliseconds for all of that, so that the person is told in time what became of it. */
const HANDED_OVER_WITHIN = 8_000;

const ASKED = /^(?:audit pack|examiner pack|paquete de auditoria|paquete para el auditor)(?:\s+([\w.:-]{1,100}))?$/;

/** Nobody needs more words for it: what is longer is not looked through. */
const LONGEST_ASKED = 300;

/** The conversation whose pack is asked for; the empty text for the one that it is asked in. */
export function packAsked(text: string): string | undefined {
  if (text.length > LONGEST_ASKED) return undefined;
  // Ids of conversations are told as they are written.
  const [whole, id = ''] =
    ASKED.exec(
      foldText(text)
        .replace(/\s+/g, ' ')
        .trim()
        .replace(/[.!?]+$/, ''),
    ) ?? [];
  if (whole === undefined) return undefined;
  return id === ''
    ? ''
    : text
        .trim()
        .replace(/[.!?]+$/, '')
        .slice(-id.length);
}

/**
 * Offers the examiner pack of a conversation: Teams asks the person whether it may be put into their files.
 *
 * @throws AppError `not_permitted`, recorded
 */
export async function offerExaminerPack(asked: string, turn: Turn, who: Admission, parts: FileParts): Promise<void> {
  const { language, where, person } = turn;
  if (where.kind !== 'personal' || person === undefined) {
    await turn.say({ text: tell('packOnlyInChat', language) });
    return;
  }
  requireRecorded(who, 'admin:audit', 'export', parts);
  const conversation = asked === '' ? who.context.conversation : asked;
  if (!isOwn(conversation, who, parts)) {
    await turn.say({ text: tell('packUnknown', language) });
    return;
  }
  const { bytes } = await parts.packConversation(conversation);
  if (bytes.length > LARGEST) {
    const megabytes = (bytes.length / MEBIBYTE).toFixed(1);
    const most = String(LARGEST / MEBIBYTE);
    await turn.say({ text: tell('packTooLarge', language, megabytes, most, asMarkdownLine(conversation)) });
    return;
  }
  const id = offerPack({ person: person.id, conversation }, turn, parts);
  const name = fileName(conversation);
  const content = {
    description: tell('packOffer', language, conversation),
    // What is asked and answered until then comes with it: about so much.
    sizeInBytes: bytes.length,
    acceptContext: { pack: id },
    declineContext: { pack: id },
  };
  await turn.say({
    attachments: [{ contentType: CONSENT, name, content }],
    summary: tell('packSummary', language, name),
  });
}

/** Conversations of other organisations are not known, whoever asks. */
function isOwn(conversation: string, { context }: Admission, { audit }: FileParts): boolean {
  const [row] = audit.store.rows({ conversation }, 1);
  return row?.tenant === context.tenant;
}

function fileName(conversation: string): string {
  return `audit-pack-${conversation.replace(/[^\w-]/g, '_').slice(0, 60)}.zip`;
}

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
  if (offer === 'gone') {
    await ending(turn, tell('packEnded', language));
    return DONE;
  }
  if (parsed.data.action === 'decline') {
    parts.audit.record({ type: 'export', body: { ...whatOf(offer), outcome: 'declined' } }, recordedAs(who.context));
    await ending(turn, tell('packDeclined', language));
    return DONE;
  }
  await handOver(offer, parsed.data.uploadInfo, turn, who, parts);
  return DONE;
}

function refusedWith(status: 400 | 403, code: 'invalid_input' | 'not_permitted'): InvokeReply {
  const message = status === 400 ? 'This is no answer to an offer of a file.' : 'This offer was made to somebody else.';
  return { status, body: { error: { code, message } } };
}

function whatOf({ conversation }: PackOffer) {
  return { conversation, form: 'examiner pack' };
}

/** Puts the pack where Teams says, once; that it leaves is recorded before, and how it ended after. */
async function handOver(
  offer: PackOffer,
  upload: Accepted,
  turn: Turn,
  who: Admission,
  parts: FileParts,
): Promise<void> {
  const { language, correlation } = turn;
  try {
    // Meanwhile it may have been taken away from them.
    requireRecorded(who, 'admin:audit', 'export', parts);
    checkPlaces(upload, who, parts);
    await exported(offer, upload, turn, who, parts);
  } catch (error) {
    const why =
      error instanceof PlaceRefused
        ? tell('placeRefused', language)
        : error instanceof AppError && ['upstream_unavailable', 'not_found', 'conflict'].includes(error.code)
          ? tell('placeNotReached', language)
          : failureText(error, language, correlation);
    await ending(turn, tell('packFailed', language, why));
    return;
  }
  const { uniqueId, fileType = 'zip', contentUrl, name } = upload;
  const card: Attachment = { contentType: INFO, contentUrl, name, content: { uniqueId, fileType } };
  const done = tell('packDone', language, asMarkdownLine(name));
  await turn.say({ attachments: [card], summary: done });
  await replacedOffer(turn, done);
}

class PlaceRefused extends Error {}

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
  offer: PackOffer,
  { uploadUrl }: Accepted,
  { signal }: Turn,
  { context }: Admission,
  { audit, transfer, packConversation }: FileParts,
): Promise<void> {
  const what = whatOf(offer);
  const { host } = new URL(uploadUrl);
  const intent = audit.intend({ body: { ...what, what: 'export', host } }, recordedAs(context));
  const settle = (outcome: 'ok' | 'failed') =>
    audit.settle(intent, { type: 'export', body: { ...what, host, outcome } });
  const tooLate = AbortSignal.timeout(HANDED_OVER_WITHIN);
  try {
    const { bytes }: PackedFile = await packConversation(offer.conversation);
    await transfer.upload(uploadUrl, bytes, ZIP, AbortSignal.any([signal, tooLate]));
  } catch (error) {
    settle('failed');
    if (!tooLate.aborted) throw error;
    throw new AppError('upstream_unavailable', 'The file was not taken in time.', { cause: error });
  }
  settle('ok');
}

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
