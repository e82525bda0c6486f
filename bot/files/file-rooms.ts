import type { DoneBy } from '../../src/documents/conversation-documents.ts';
import type { Admission } from '../admission.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import { spokenText } from '../chat/spoken-text.ts';
import { commandOf } from '../commands/commands.ts';
import { gapsAsked } from '../commands/gaps-asked.ts';
import type { ConversationStores } from '../door-parts.ts';
import type { InvokeRoom } from '../sign-in/sign-in.ts';
import type { Turn } from '../turn.ts';
import { answerAboutDocument } from './answer-about-document.ts';
import { offerExaminerPack, packAsked } from './examiner-pack.ts';
import { onFileConsent } from './file-consent.ts';
import type { FileParts } from './file-parts.ts';
import { forgetDocument, forgetDocuments, toForget } from './forget-documents.ts';
import { asksSomething, documentMeant, lawAsked, type Meant } from './means-document.ts';
import { receiveFiles } from './receive-file.ts';
import { answeredMessage, hasFiles, sentFiles } from './sent-files.ts';
import { tell } from './wording.ts';

/** Files in chats: what people send, ask of it and have forgotten, and the examiner pack that they are given. */
export interface FileRooms {
  readonly invokes: Readonly<Record<'fileConsent/invoke', InvokeRoom>>;
  /**
   * Does what a message is about files, in front of everything else: documents of a topic that has ended are forgotten,
   * files are read, and what is asked of documents is answered. False where the message is for somebody else to answer.
   *
   * @throws AppError as whatever is done throws it, for the door's one ending
   */
  onMessage(turn: Turn, who: Admission): Promise<boolean>;
  /** Answers a question that somebody asked on a document's card. */
  askDocument(turn: Turn, who: Admission, document: string, question: string): Promise<void>;
  /** @throws AppError `not_found` for one that is not this person's here */
  forgetDocument(turn: Turn, who: Admission, document: string): ShownCard;
  /** The app was taken out of a chat: all that was sent there is forgotten. */
  readonly forget: ConversationStores['forget'];
  /** Forgets what belongs to conversations that went silent. Returns how many. */
  sweep(): number;
}

export function createFileRooms(parts: FileParts): FileRooms {
  const { documents, newId } = parts;
  return {
    invokes: { 'fileConsent/invoke': (turn) => onFileConsent(turn, parts) },
    onMessage: async (turn, who) => {
      endTopic(who, parts);
      documents.touch(who.context);
      const text = spokenText(turn.activity);
      const asked = packAsked(text);
      if (asked !== undefined) {
        await offerExaminerPack(asked, turn, who, parts);
        return true;
      }
      return turn.where.kind === 'personal' ? onPersonal(text, turn, who, parts) : onElsewhere(text, turn);
    },
    askDocument: async (turn, who, document, question) => {
      const law = lawAskedIn(question, who, parts);
      await answerAboutDocument(question, { document, surely: true, law }, turn, who, parts);
    },
    forgetDocument: (turn, who, document) => forgetDocument(turn, who, document, parts),
    forget: (tenant, chat) => {
      const by: DoneBy = { tenant, user: 'system', conversation: '', channel: 'teams', correlation: newId() };
      documents.forgetAll({ tenant, chat }, by);
    },
    sweep: () => documents.sweep(newId()),
  };
}

/** A new topic, or one after a long silence, has begun: what belonged to the one before goes. */
function endTopic({ topic, context }: Admission, { documents }: FileParts): void {
  const { before } = topic;
  if (before === undefined) return;
  const { tenant, user } = context;
  documents.forgetAll({ tenant, conversation: before, person: user.id }, context);
}

async function onPersonal(text: string, turn: Turn, who: Admission, parts: FileParts): Promise<boolean> {
  const files = sentFiles(turn.activity);
  if (files.length > 0) {
    const kept = await receiveFiles(files, turn, who, parts);
    const [only] = kept;
    if (only !== undefined && asksSomething(text)) {
      const document = kept.length === 1 ? { document: only.id } : {};
      await answerAboutDocument(
        text,
        { ...document, surely: true, law: lawAskedIn(text, who, parts) },
        turn,
        who,
        parts,
      );
    }
    return true;
  }
  // What a command is called, no file can be called.
  if (text === '' || commandOf(text) !== undefined || gapsAsked(text, parts.reader) !== undefined) return false;
  const forgetting = toForget(text);
  if (forgetting !== undefined) {
    await forgetDocuments(forgetting, turn, who, parts);
    return true;
  }
  const meant = meantBy(text, turn, who, parts);
  if (meant === undefined) return false;
  await answerAboutDocument(text, meant, turn, who, parts);
  return true;
}

/** Files of a channel or a group are not handed over; what was asked beside them is answered all the same. */
async function onElsewhere(text: string, turn: Turn): Promise<boolean> {
  if (!hasFiles(turn.activity)) return false;
  await turn.say({ text: tell('onlyInChat', turn.language) });
  return text === '';
}

function meantBy(text: string, turn: Turn, { context }: Admission, parts: FileParts): Meant | undefined {
  const documents = parts.documents.list(context);
  if (documents.length === 0) return undefined;
  return documentMeant(text, { documents, answered: answeredDocument(turn, parts), view: parts.reader.at({}) });
}

function lawAskedIn(text: string, { context }: Admission, { documents, reader }: FileParts): boolean {
  return lawAsked(text, documents.list(context), reader.at({}));
}

/** The document whose card the message answers. */
function answeredDocument({ activity, where }: Turn, { chats }: FileParts): string | undefined {
  const message = answeredMessage(activity);
  if (message === undefined) return undefined;
  const kept = chats.read({ tenant: where.tenant, conversation: where.conversation, name: `document/${message}` });
  const document = kept?.value['document'];
  return typeof document === 'string' ? document : undefined;
}
