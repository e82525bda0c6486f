import type { Person, Turn } from '../turn.ts';
import { keepOffer, type Offered } from './file-offers.ts';
import type { FileParts } from './file-parts.ts';

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
export const MEBIBYTE = 1_048_576;
/** Bytes that are put into somebody's files while Teams waits for the answer: an invoke is answered within ten seconds. */
export const LARGEST_FILE = 20 * MEBIBYTE;

export interface FileToOffer {
  readonly offered: Offered;
  readonly name: string;
  /** What is in it, for the person who decides. */
  readonly description: string;
  /** The line that notifications show. */
  readonly summary: string;
  /** How large it is, or about. */
  readonly bytes: number;
}

/** Asks the person whether a file may be put into theirs; in a chat of their own alone. @throws SendError */
export async function offerFile(
  { offered, name, description, summary, bytes }: FileToOffer,
  turn: Turn,
  { id: person }: Person,
  parts: Pick<FileParts, 'chats' | 'clock' | 'newId'>,
): Promise<void> {
  const id = keepOffer({ person, offered }, turn, parts);
  const content = { description, sizeInBytes: bytes, acceptContext: { pack: id }, declineContext: { pack: id } };
  await turn.say({ attachments: [{ contentType: CONSENT, name, content }], summary });
}
