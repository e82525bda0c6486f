import { ownerLives, processOwner } from './adapters/host/process-owner.ts';
import { createSqliteAddressStore } from './adapters/sqlite/address-store.ts';
import { createSqliteChatStore } from './adapters/sqlite/chat-store.ts';
import type { SqliteDatabase } from './adapters/sqlite/database.ts';
import { createSqliteInboxStore } from './adapters/sqlite/inbox-store.ts';
import { createSqliteOutboxStore } from './adapters/sqlite/outbox-store.ts';
import { createSqliteSubscriptionStore } from './adapters/sqlite/subscription-store.ts';
import type { SubscriptionStore } from './alerts/subscription.ts';
import type { AddressStore } from './conversations/channel-address.ts';
import type { ChatStore } from './conversations/chat-store.ts';
import type { InboxStore } from './conversations/inbox.ts';
import type { OutboxStore } from './delivery/outbox-store.ts';

/** What is kept of the conversations of channels, in the audit's own file. */
export interface Conversations {
  readonly addresses: AddressStore;
  readonly chats: ChatStore;
  readonly inbox: InboxStore;
  readonly outbox: OutboxStore;
  readonly subscriptions: SubscriptionStore;
}

export function composeConversations(database: SqliteDatabase): Conversations {
  return {
    addresses: createSqliteAddressStore(database),
    chats: createSqliteChatStore(database),
    inbox: createSqliteInboxStore(database),
    outbox: createSqliteOutboxStore(database),
    subscriptions: createSqliteSubscriptionStore(database),
  };
}

/** Names this process among those that share the file, and tells whether another one still lives. */
export function processIdentity(): { readonly owner: string; lives(owner: string): boolean } {
  return { owner: processOwner(), lives: ownerLives };
}
