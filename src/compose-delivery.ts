import { ownerLives, processOwner } from './adapters/host/process-owner.ts';
import { createSqliteAddressStore } from './adapters/sqlite/address-store.ts';
import { createSqliteChatStore } from './adapters/sqlite/chat-store.ts';
import type { SqliteDatabase } from './adapters/sqlite/database.ts';
import { createSqliteInboxStore } from './adapters/sqlite/inbox-store.ts';
import { createSqliteOutboxStore } from './adapters/sqlite/outbox-store.ts';
import { createPersonTraces } from './adapters/sqlite/person-traces.ts';
import { createSqliteSubscriptionStore } from './adapters/sqlite/subscription-store.ts';
import type { Alert } from './alerts/alert.ts';
import { type Forgotten, forgetConversation } from './alerts/forget-conversation.ts';
import { ALERT_MESSAGE, type QueuedAlert, queueAlert } from './alerts/send-alert.ts';
import type { SubscriptionStore } from './alerts/subscription.ts';
import { createSubscriptions, type Subscriptions } from './alerts/subscriptions.ts';
import type { Audit, Recorded } from './audit/audit.ts';
import type { AddressStore, ChannelAddress } from './conversations/channel-address.ts';
import type { ChatStore } from './conversations/chat-store.ts';
import type { InboxStore } from './conversations/inbox.ts';
import type { Clock } from './core/clock.ts';
import type { Courier } from './delivery/courier.ts';
import { deliveryBy } from './delivery/delivery-rows.ts';
import type { OutboxStore } from './delivery/outbox-store.ts';
import { createSendRates, type SendRates, TEAMS_RATES } from './delivery/send-rates.ts';
import { createSender, type Sender, type SendPace } from './delivery/sender.ts';
import { systemTimer } from './delivery/timer.ts';
import { APPROVAL_MESSAGE } from './findings/approvals.ts';
import { NEWS_MESSAGE } from './findings/news.ts';
import { DUE_MESSAGE } from './findings/remediation/due.ts';

/** What doors are given of conversations, and of what is sent to them unasked. */
export interface Delivering {
  readonly conversations: {
    readonly addresses: AddressStore;
    readonly inbox: InboxStore;
    readonly chats: ChatStore;
  };
  readonly outbox: OutboxStore;
  readonly subscriptions: Subscriptions & Pick<SubscriptionStore, 'list'>;
  /** Puts an alert in for whoever follows its matter, or for one conversation; see `queueAlert`. */
  queueAlert(alert: Alert, to?: ChannelAddress): QueuedAlert;
  /** Forgets what is kept of a person beside the audit, within a transaction of the caller's. Returns how many things went. */
  forgetPerson(person: string, tenant: string | undefined): number;
  /** Forgets a conversation; see there. */
  forgetConversation(of: Pick<ChannelAddress, 'tenant' | 'conversation'>, by: Recorded): Forgotten;
  /**
   * What sends from the outbox: one in a process, to be stopped before the desk is closed. A door that sends there by
   * itself counts with the same rates.
   */
  createSender(courier: Courier, options?: { readonly rates?: SendRates; readonly pace?: Partial<SendPace> }): Sender;
}

/**
 * A desk with all that, which is put together when it is first used: most commands send nothing.
 *
 * @param database the audit's own: each change is in the transaction of the row that tells of it
 */
export function withDelivery<T extends object>(
  database: SqliteDatabase,
  audit: Audit,
  clock: Clock,
  desk: T,
): T & Delivering {
  let made: Delivering | undefined;
  const delivering = (): Delivering => {
    made ??= composeDelivery(database, audit, clock);
    return made;
  };
  return {
    ...desk,
    get conversations() {
      return delivering().conversations;
    },
    get outbox() {
      return delivering().outbox;
    },
    get subscriptions() {
      return delivering().subscriptions;
    },
    queueAlert: (alert, to) => delivering().queueAlert(alert, to),
    forgetPerson: (person, tenant) => delivering().forgetPerson(person, tenant),
    forgetConversation: (of, by) => delivering().forgetConversation(of, by),
    createSender: (courier, options) => delivering().createSender(courier, options),
  };
}

function composeDelivery(database: SqliteDatabase, audit: Audit, clock: Clock): Delivering {
  const addresses = createSqliteAddressStore(database);
  const inbox = createSqliteInboxStore(database);
  const chats = createSqliteChatStore(database);
  const outbox = createSqliteOutboxStore(database);
  const store = createSqliteSubscriptionStore(database);
  const forget: Delivering['forgetConversation'] = (of, by) =>
    forgetConversation({ addresses, subscriptions: store, chats, outbox, audit, clock }, of, by);
  return {
    conversations: { addresses, inbox, chats },
    outbox,
    subscriptions: { ...createSubscriptions({ store, audit, addresses, clock }), list: store.list },
    queueAlert: (alert, to) => queueAlert(alert, { subscriptions: store, outbox, audit, clock }, to),
    forgetConversation: forget,
    forgetPerson: createPersonTraces(database),
    createSender: (courier, { rates = createSendRates(TEAMS_RATES), pace = {} } = {}) =>
      createSender({
        outbox,
        kinds: CHANNEL_KINDS,
        destinations: {
          find: addresses.find,
          missing: 'The conversation is not known: nobody wrote from there yet, or the app was removed.',
        },
        courier,
        audit,
        clock,
        timer: systemTimer,
        random: Math.random,
        owner: processOwner(),
        lives: ownerLives,
        rates,
        gone: (address) => void forget(address, deliveryBy({ ...address, correlation: 'gone' })),
        pace,
      }),
  };
}

/** What channels are sent; everything else has a sender of its own. */
const CHANNEL_KINDS: readonly string[] = [ALERT_MESSAGE, APPROVAL_MESSAGE, DUE_MESSAGE, NEWS_MESSAGE];

/** Names this process among those that share the file, and tells whether another one still lives. */
export function processIdentity(): { readonly owner: string; lives(owner: string): boolean } {
  return { owner: processOwner(), lives: ownerLives };
}
