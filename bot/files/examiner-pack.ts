import { asMarkdownLine } from '../../src/core/markdown.ts';
import { foldText } from '../../src/core/text.ts';
import type { Admission } from '../admission.ts';
import type { Turn } from '../turn.ts';
import type { OfferedOf } from './file-offers.ts';
import type { FileParts } from './file-parts.ts';
import { requireRecorded } from './may-use.ts';
import { LARGEST_FILE, MEBIBYTE, offerFile } from './offer-file.ts';
import type { OfferedFile } from './offered-file.ts';
import { tell } from './wording.ts';

/** A conversation's record, for whoever examines it. */
export const EXAMINER_PACK: OfferedFile<OfferedOf<'pack'>> = {
  permission: 'admin:audit',
  recorded: ({ conversation }) => ({ conversation, form: 'examiner pack' }),
  mediaType: () => 'application/zip',
  extension: () => 'zip',
  make: async ({ conversation }, _who, { packConversation }) => (await packConversation(conversation)).bytes,
  done: (name, language) => tell('packDone', language, name),
  declined: (language) => tell('packDeclined', language),
  failed: (why, language) => tell('packFailed', language, why),
};

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
  if (bytes.length > LARGEST_FILE) {
    const megabytes = (bytes.length / MEBIBYTE).toFixed(1);
    const most = String(LARGEST_FILE / MEBIBYTE);
    await turn.say({ text: tell('packTooLarge', language, megabytes, most, asMarkdownLine(conversation)) });
    return;
  }
  const name = fileName(conversation);
  await offerFile(
    {
      offered: { kind: 'pack', conversation },
      name,
      description: tell('packOffer', language, conversation),
      summary: tell('packSummary', language, name),
      // What is asked and answered until then comes with it: about so much.
      bytes: bytes.length,
    },
    turn,
    person,
    parts,
  );
}

/** Conversations of other organisations are not known, whoever asks. */
function isOwn(conversation: string, { context }: Admission, { audit }: FileParts): boolean {
  const [row] = audit.store.rows({ conversation }, 1);
  return row?.tenant === context.tenant;
}

function fileName(conversation: string): string {
  return `audit-pack-${conversation.replace(/[^\w-]/g, '_').slice(0, 60)}.zip`;
}
