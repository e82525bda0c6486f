import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteAddressStore } from '../../src/adapters/sqlite/address-store.ts';
import { createSqliteAuditStore } from '../../src/adapters/sqlite/audit-store.ts';
import { createSqliteChatStore } from '../../src/adapters/sqlite/chat-store.ts';
import { openDatabase, type SqliteDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteOutboxStore } from '../../src/adapters/sqlite/outbox-store.ts';
import { createSqliteSubscriptionStore } from '../../src/adapters/sqlite/subscription-store.ts';
import { forgetConversation } from '../../src/alerts/forget-conversation.ts';
import { createSubscriptions } from '../../src/alerts/subscriptions.ts';
import { createAudit } from '../../src/audit/audit.ts';
import { readTrail } from '../../src/audit/trail.ts';
import type { ChannelAddress } from '../../src/conversations/channel-address.ts';
import { recordedConversation } from '../../src/conversations/recorded-conversation.ts';
import type { Attempt, DepartingMessage } from '../../src/delivery/courier.ts';
import { deliveryBy } from '../../src/delivery/delivery-rows.ts';
import { putIn } from '../../src/delivery/put-in.ts';
import { createSendRates, type RateLimits } from '../../src/delivery/send-rates.ts';
import { createSender, type Sender, type SenderOptions } from '../../src/delivery/sender.ts';
import { address } from '../contracts/address-store-contract.ts';
import { message } from '../contracts/outbox-messages.ts';
import { type SteppedTime, steppedTime } from './stepped-time.ts';

/** How rows name a conversation. */
export const named = (conversation: string, tenant = 't-1') => recordedConversation({ tenant, conversation });

const NO_RATES: RateLimits = { conversation: [], overall: [] };

/** A channel whose answers a test gives; what nothing is said of is delivered. */
function scriptedCourier() {
  const sent: (DepartingMessage & { readonly address: ChannelAddress; readonly at: number })[] = [];
  const answers: ((message: DepartingMessage, signal: AbortSignal) => Attempt | Promise<Attempt>)[] = [];
  return {
    sent,
    /** The answers to what is sent next, one by one. */
    answers,
    keys: () => sent.map(({ key }) => key),
  };
}

/** All that sending needs, over a file of its own and a time that only a test moves. */
export function deliveryDesk(
  options: { readonly file?: string; readonly owner?: string; readonly time?: SteppedTime } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-delivery-'));
  const file = options.file ?? join(folder, 'library.sqlite');
  const database: SqliteDatabase = openDatabase(file);
  const time = options.time ?? steppedTime();
  const { clock, timer } = time;
  const owner = options.owner ?? 'host|1|0';
  let made = 0;
  const newId = () => {
    made += 1;
    return `id-${made}`;
  };
  const audit = createAudit({ store: createSqliteAuditStore(database), clock, newId, owner });
  const outbox = createSqliteOutboxStore(database);
  const addresses = createSqliteAddressStore(database);
  const chats = createSqliteChatStore(database);
  const store = createSqliteSubscriptionStore(database);
  const courier = scriptedCourier();
  const parts = { outbox, addresses, chats, audit, clock, subscriptions: store };
  const senderWith = (more: Partial<SenderOptions<ChannelAddress>> & { readonly limits?: RateLimits } = {}): Sender =>
    createSender({
      ...parts,
      kinds: ['alert'],
      destinations: { find: addresses.find, missing: 'The conversation is not known.' },
      timer,
      owner,
      random: () => 0.5,
      lives: (each) => each === owner,
      rates: createSendRates(more.limits ?? NO_RATES),
      gone: (where) => void forgetConversation(parts, where, deliveryBy({ ...where, correlation: 'gone' })),
      courier: {
        deliver: async (each, to, signal) => {
          courier.sent.push({ ...each, address: to, at: clock.now() });
          return (await courier.answers.shift()?.(each, signal)) ?? { kind: 'delivered', id: `shown ${each.key}` };
        },
      },
      ...more,
    });
  return {
    ...parts,
    file,
    database,
    time,
    courier,
    senderWith,
    follows: createSubscriptions({ store, audit, addresses, clock }),
    /** Puts messages in, by keys such as `c-1/a`, each for a conversation that is known. */
    put: (...keys: readonly string[]) => {
      for (const key of keys) {
        const each = message(key);
        if (addresses.find(each.tenant, each.conversation) === undefined) addresses.save(address(each.conversation));
        putIn(parts, each);
      }
    },
    /** Bodies of the rows of a kind, with who acted. */
    rows: (type: 'delivery' | 'intent' | 'subscription' | 'outcome'): readonly Readonly<Record<string, unknown>>[] =>
      readTrail(audit.store, { types: [type] }, 10_000).map(({ body, who }) => ({ ...body, who })),
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
