import type { Audit } from '../src/audit/audit.ts';
import type { AddressStore } from '../src/conversations/channel-address.ts';
import type { ChatStore } from '../src/conversations/chat-store.ts';
import type { Clock } from '../src/core/clock.ts';
import type { NewId } from '../src/core/ids.ts';
import type { Decidable } from '../src/findings/decidable.ts';
import type { ReadToldFinding } from '../src/findings/told-finding.ts';
import type { LawReader } from '../src/regulations/law-reader.ts';
import type { Toolbox } from '../src/tools/catalog.ts';
import type { Sensitivity } from './chat/message-entity.ts';
import type { Passes } from './sign-in/passes.ts';

/** What is done with all that is kept of a conversation. */
export interface ConversationStores {
  /** The app is no longer there: nothing is written to it any more, and nothing of it kept but what the audit has. */
  forget(tenant: string, conversation: string): void;
}

/** What the rooms of the door share. */
export interface DoorParts {
  readonly toolbox: Toolbox;
  readonly reader: LawReader;
  readonly audit: Audit;
  readonly chats: ChatStore;
  readonly addresses: AddressStore;
  readonly passes: Passes;
  readonly decidable: Decidable;
  readonly toldFinding: ReadToldFinding;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Milliseconds of any origin, for what lasts. */
  readonly elapsed: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Milliseconds until a stream is closed, and the whole answer follows in a message of its own. */
  readonly longestStream: number;
  readonly sensitivity?: Sensitivity;
  /** Whether what could be asked next is offered under an answer. */
  readonly suggestions: boolean;
  /** The bot's application id; absent where one person on this machine is served. */
  readonly appId?: string;
}
