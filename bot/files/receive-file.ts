import { recordedAs } from '../../src/audit/audit.ts';
import { sha256 } from '../../src/core/digests.ts';
import { AppError } from '../../src/core/errors.ts';
import { asMarkdownLine } from '../../src/core/markdown.ts';
import type { Received } from '../../src/documents/conversation-documents.ts';
import type { Document } from '../../src/documents/document.ts';
import { documentName } from '../../src/documents/document-name.ts';
import { noteText } from '../../src/documents/document-notes.ts';
import type { KeptDocument } from '../../src/documents/document-store.ts';
import type { Admission } from '../admission.ts';
import { cardMessage } from '../card-room/card-message.ts';
import { documentCard } from '../cards/document-card.ts';
import { failureText } from '../failures.ts';
import type { Turn } from '../turn.ts';
import type { FileParts } from './file-parts.ts';
import { requireRecorded } from './may-use.ts';
import type { SentFile } from './sent-files.ts';
import { type FileWord, tell } from './wording.ts';

/** Files of one message that are read: as many as a conversation holds. */
const MOST_FILES = 10;
const MEBIBYTE = 1_048_576;
/** Bytes of a file that is fetched. */
const LARGEST_FILE = 10 * MEBIBYTE;

/**
 * Fetches, reads and keeps the files of a message, each answered with what was read of it or with why it was not.
 *
 * @returns those that can be asked about now
 * @throws AppError `not_permitted` for whoever may not ask about them either
 */
export async function receiveFiles(
  files: readonly SentFile[],
  turn: Turn,
  who: Admission,
  parts: FileParts,
): Promise<readonly KeptDocument[]> {
  requireRecorded(who, 'regulations:read', 'send a document', parts);
  // Only a sign that something is being done: what follows tells the rest.
  await turn.say({ type: 'typing' }).catch(() => undefined);
  const kept: KeptDocument[] = [];
  for (const file of files.slice(0, MOST_FILES)) {
    const document = await receiveFile(file, turn, who, parts);
    if (document !== undefined) kept.push(document);
  }
  const left = files.slice(MOST_FILES).map(({ name }) => documentName(name));
  if (left.length > 0)
    await turn.say({ text: tell('tooMany', turn.language, String(MOST_FILES), left.map(asMarkdownLine).join(', ')) });
  return kept;
}

async function receiveFile(
  file: SentFile,
  turn: Turn,
  who: Admission,
  parts: FileParts,
): Promise<KeptDocument | undefined> {
  const name = documentName(file.name);
  let received: Received;
  try {
    received = await taken(file, turn, who, parts);
  } catch (error) {
    turn.signal.throwIfAborted();
    await turn.say({ text: refusalText(error, name, turn) });
    return undefined;
  }
  const { document, again } = received;
  if (again) await turn.say({ text: tell('again', turn.language, asMarkdownLine(document.document.name)) });
  else await showCard(document, turn, parts);
  return document;
}

/** Each step that fails is told by its own words. */
class NotTaken extends Error {
  readonly words: FileWord;

  constructor(words: FileWord, cause: unknown) {
    super(words, { cause });
    this.words = words;
  }
}

async function taken(file: SentFile, turn: Turn, who: Admission, parts: FileParts): Promise<Received> {
  const bytes = await fetched(file, turn, who, parts);
  let document: Document;
  try {
    document = await parts.documentReader.read(bytes, file.name, turn.signal);
  } catch (error) {
    if (error instanceof AppError)
      parts.documents.refuse(
        { name: documentName(file.name), sha256: sha256(bytes), bytes: bytes.length },
        who.context,
      );
    throw error;
  }
  try {
    return parts.documents.receive(document, turn.where.conversation, who.context);
  } catch (error) {
    throw error instanceof AppError && error.code === 'conflict' ? new NotTaken('full', error) : error;
  }
}

const FETCH_WORDS: Readonly<Partial<Record<AppError['code'], FileWord>>> = {
  invalid_input: 'hostRefused',
  not_found: 'addressEnded',
  upstream_unavailable: 'notReached',
};

/** What never came is recorded as refused: an address that leads elsewhere was made by somebody. */
async function fetched(
  { name, address }: SentFile,
  turn: Turn,
  { context }: Admission,
  { transfer, audit }: FileParts,
): Promise<Uint8Array> {
  if (address === undefined) throw new NotTaken('noAddress', undefined);
  let words: FileWord | undefined;
  try {
    transfer.check(address);
    // From here on what is wrong is the file.
    words = 'tooLarge';
    return await transfer.download(address, documentName(name), turn.signal);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    audit.record(
      {
        type: 'refusal',
        body: { what: 'file of a chat', code: error.code },
        personal: { name: documentName(name), message: error.message },
      },
      recordedAs(context),
    );
    const known = error.code === 'invalid_input' ? words : undefined;
    throw new NotTaken(known ?? FETCH_WORDS[error.code] ?? 'notReached', error);
  }
}

function refusalText(error: unknown, name: string, { language, correlation }: Turn): string {
  const what = tell(
    error instanceof NotTaken && error.words === 'full' ? 'notKept' : 'notRead',
    language,
    asMarkdownLine(name),
  );
  const why =
    error instanceof NotTaken
      ? tell(error.words, language, String(LARGEST_FILE / MEBIBYTE))
      : failureText(error, language, correlation);
  return `${what} ${why}`;
}

async function showCard(kept: KeptDocument, turn: Turn, parts: FileParts): Promise<void> {
  const { language, where } = turn;
  const { id, document } = kept;
  const { name, kind, title, statements, notes } = document;
  const card = documentCard(
    {
      id,
      name,
      kind,
      ...(title === undefined ? {} : { title }),
      statements: statements.length,
      sections: sectionsOf(document),
      notRead: notes.map((note) => noteText(note, language)),
    },
    { language },
  );
  const message = await turn.say(cardMessage(card));
  // Whoever answers the card means the document.
  if (message !== '')
    parts.chats.write(
      { tenant: where.tenant, conversation: where.conversation, name: `document/${message}` },
      { document: id },
      0,
      new Date(parts.clock.now()).toISOString(),
    );
}

/** The outermost headings, in their order; below the document's own title those under it. */
function sectionsOf({ statements }: Document): readonly string[] {
  const paths = statements.map(({ section }) => section);
  const [first] = paths;
  const titled = first?.[0] !== undefined && paths.every((path) => path[0] === first[0]);
  return [...new Set(paths.flatMap((path) => path[titled ? 1 : 0] ?? []))];
}
