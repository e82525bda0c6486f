import type { CallContext } from '../core/call-context.ts';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import type { Document } from './document.ts';
import type { DocumentListing, DocumentOwner, DocumentStore, Forgotten, KeptDocument } from './document-store.ts';

/** In whose name something becomes of a document: a person's, or the program's own where nobody asked. */
export type DoneBy = Pick<CallContext, 'tenant' | 'conversation' | 'channel' | 'correlation'> & {
  readonly user: Pick<CallContext['user'], 'id' | 'name'> | 'system';
};

/** Where it is recorded what becomes of documents. */
export interface DocumentLedger {
  /** Runs work in one write transaction with what it records. */
  within<T>(work: () => T): T;
  record(event: DocumentFate, by: DoneBy): unknown;
}

export interface DocumentFate extends RefusedFile {
  readonly what: 'received' | 'refused' | 'forgotten';
  readonly kind?: string;
  /** How many were read from it. */
  readonly statements?: number;
}

/** What a conversation holds at most. */
export interface ConversationLimits {
  readonly documents: number;
  /** Characters of the text of all of them. */
  readonly characters: number;
}

/** Ten policies, and more text than anybody writes into them. */
const CONVERSATION_LIMITS: ConversationLimits = { documents: 10, characters: 20 * 1_048_576 };

/** After so long a silence a conversation is over, in milliseconds, and what was sent in it is forgotten. */
const SILENCE = 8 * 3_600_000;
/** The shortest id: with twelve hexadecimal digits no two documents of a conversation are alike by accident. */
const SHORTEST_ID = 12;

/** What became of a document that was sent. */
export interface Received {
  readonly document: KeptDocument;
  /** True where the very same file was there already: it is kept once. */
  readonly again: boolean;
}

/**
 * The documents of conversations: each belongs to one person and one conversation, and is gone with it. The audit keeps
 * that it was there, by its hash; of its words it keeps those that were cited, and nothing else.
 */
export interface ConversationDocuments {
  /**
   * Keeps a document for whoever sent it.
   *
   * @param chat the channel's own id of the chat
   * @throws AppError `conflict` where the conversation holds as much as it may; recorded
   */
  receive(document: Document, chat: string, context: CallContext): Received;
  /** Records that a file was not taken on. */
  refuse(file: RefusedFile, context: CallContext): void;
  /** What somebody has sent in this conversation, in the order in which it came. */
  list(context: CallContext): readonly DocumentListing[];
  find(id: string, context: CallContext): KeptDocument | undefined;
  /** Says that a conversation went on: silence counts from now. */
  touch(context: CallContext): void;
  /**
   * Forgets a document of the one who asks.
   *
   * @throws AppError `not_found` where they have sent no such document in this conversation
   */
  forget(id: string, context: CallContext): DocumentListing;
  /** Forgets all that fits, in the name of whoever ended it. Returns how many. */
  forgetAll(
    which: Pick<Forgotten, 'conversation' | 'chat' | 'person'> & { readonly tenant: string },
    by: DoneBy,
  ): number;
  /** Forgets what belongs to conversations that have been silent for too long. Returns how many. */
  sweep(correlation: string): number;
}

/** A file as far as it is told of where nothing of it is kept. */
export interface RefusedFile {
  /** What its sender called it. */
  readonly name?: string;
  /** SHA-256 of its bytes. */
  readonly sha256: string;
  readonly bytes: number;
}

export interface ConversationDocumentsOptions {
  readonly store: DocumentStore;
  readonly ledger: DocumentLedger;
  readonly clock: Clock;
  readonly limits?: ConversationLimits;
}

export function createConversationDocuments(options: ConversationDocumentsOptions): ConversationDocuments {
  const { store, ledger, clock, limits = CONVERSATION_LIMITS } = options;
  const now = (before = 0): string => new Date(clock.now() - before).toISOString();

  const forget = (which: Forgotten, byOf: (document: DocumentListing) => DoneBy): readonly DocumentListing[] => {
    const gone = ledger.within(() => {
      const found = store.forget(which);
      for (const each of found) ledger.record({ what: 'forgotten', ...factsOf(each) }, byOf(each));
      return found;
    });
    // Where somebody reads the log just now, the next sweep empties it.
    if (gone.length > 0) store.scrub();
    return gone;
  };

  return {
    receive: (document, chat, context) => {
      const owner = ownerOf(context);
      const received = ledger.within((): Received | 'full' => {
        const held = store.list(owner);
        const same = held.find((each) => each.document.sha256 === document.sha256);
        const known = same && store.find(owner, same.id);
        if (known !== undefined) return { document: known, again: true };
        const characters = charactersOf(document);
        const facts = { ...factsIn(document), name: document.name };
        if (!hasRoom(held, characters, limits)) {
          ledger.record({ what: 'refused', ...facts }, context);
          return 'full';
        }
        const at = now();
        const id = freeId(document.sha256, held);
        const kept: KeptDocument = { owner, id, chat, document, characters, received: at, used: at };
        store.add(kept);
        ledger.record({ what: 'received', ...facts }, context);
        return { document: kept, again: false };
      });
      if (received === 'full') throw full(document.name, limits);
      return received;
    },
    refuse: (file, context) => {
      ledger.record({ what: 'refused', ...file }, context);
    },
    list: (context) => store.list(ownerOf(context)),
    find: (id, context) => store.find(ownerOf(context), id),
    touch: (context) => {
      store.touch(ownerOf(context), now());
    },
    forget: (id, context) => {
      const [gone] = forget({ ...ownerOf(context), id }, () => context);
      if (gone === undefined)
        throw new AppError('not_found', 'There is no such document in this conversation: it was forgotten already.');
      return gone;
    },
    forgetAll: (which, by) => forget(which, ({ owner }) => ({ ...by, ...placeOf(owner) })).length,
    sweep: (correlation) => {
      const gone = forget({ usedBefore: now(SILENCE) }, ({ owner }) => ({
        ...placeOf(owner),
        user: 'system',
        channel: 'system',
        correlation,
      }));
      if (gone.length === 0) store.scrub();
      return gone.length;
    },
  };
}

/** Each is recorded where it was sent, whoever ends it. */
function placeOf({ tenant, conversation }: DocumentOwner): Pick<DoneBy, 'tenant' | 'conversation'> {
  return { tenant, conversation };
}

function ownerOf({ tenant, conversation, user }: CallContext): DocumentOwner {
  return { tenant, conversation, person: user.id };
}

function factsOf({ document: { sha256, kind, bytes, statements } }: DocumentListing) {
  return { sha256, kind, bytes, statements };
}

function factsIn({ sha256, kind, bytes, statements }: Document) {
  return { sha256, kind, bytes, statements: statements.length };
}

/** All that is kept of its words: sections and what introduces a list are repeated in each statement. */
function charactersOf({ statements }: Document): number {
  return statements.reduce(
    (sum, { text, leadIn = '', section }) =>
      section.reduce((length, heading) => length + heading.length, sum + text.length + leadIn.length),
    0,
  );
}

function hasRoom(held: readonly DocumentListing[], characters: number, limits: ConversationLimits): boolean {
  const sum = held.reduce((total, each) => total + each.characters, characters);
  return held.length < limits.documents && sum <= limits.characters;
}

function full(name: string, { documents, characters }: ConversationLimits): AppError {
  return new AppError(
    'conflict',
    `${name} was not kept: a conversation holds at most ${documents} documents with ${characters.toLocaleString('en')} characters together. Forget one of them first ("forget documents" forgets all), or begin a new topic.`,
  );
}

/** Two files whose hashes begin alike can be made on purpose; then the id is longer, and still tells them apart. */
function freeId(sha256: string, held: readonly DocumentListing[]): string {
  let length = SHORTEST_ID;
  while (held.some(({ id }) => id === sha256.slice(0, length))) length += 4;
  return sha256.slice(0, length);
}
