import { z } from 'zod';
import { type Audit, recordedAs } from '../audit/audit.ts';
import type { AddressStore, ChannelAddress } from '../conversations/channel-address.ts';
import { recordedConversation } from '../conversations/recorded-conversation.ts';
import type { CallContext } from '../core/call-context.ts';
import type { JsonObject } from '../core/canonical-json.ts';
import type { Clock } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { requirePermission } from '../core/permissions.ts';
import { LANGUAGES } from '../regulations/act.ts';
import { actId } from './alert.ts';
import { type AlertFilter, AUTHORITIES, type Subscription, type SubscriptionStore, TOPICS } from './subscription.ts';

/**
 * Who follows what, of the tenant of whoever asks. Conversations are named as in `ChannelAddress`: a door takes the name
 * from what its channel vouched for.
 */
export interface Subscriptions {
  /**
   * The conversation follows this from now on, in the stead of what it followed.
   *
   * @throws AppError `not_permitted` without `regulations:read`, or for another person's own conversation; `not_found`
   *   for a conversation that cannot be written to; `invalid_input` for what cannot be followed
   */
  follow(conversation: string, filter: AlertFilter, context: CallContext): Subscription;
  /** False where it followed nothing. @throws AppError `not_permitted`, as `follow` */
  stopFollowing(conversation: string, context: CallContext): boolean;
  /** What it follows. @throws AppError `not_permitted`, as `follow` */
  of(conversation: string, context: CallContext): Subscription | undefined;
}

export interface SubscriptionParts {
  readonly store: SubscriptionStore;
  readonly audit: Audit;
  readonly addresses: Pick<AddressStore, 'find'>;
  readonly clock: Clock;
}

/** Acts that one conversation can name: whoever wants more wants all. */
const MOST_ACTS = 50;

const Filter = z.strictObject({
  authorities: z.array(z.enum(AUTHORITIES)),
  acts: z.array(actId),
  topics: z.array(z.enum(TOPICS)),
  language: z.enum(LANGUAGES),
});

/** Each change is recorded in the transaction that makes it. */
export function createSubscriptions({ store, audit, addresses, clock }: SubscriptionParts): Subscriptions {
  const admit = (conversation: string, { tenant, user }: CallContext): ChannelAddress | undefined => {
    requirePermission(user, 'regulations:read', 'follow alerts');
    const address = addresses.find(tenant, conversation);
    if (address?.kind === 'personal' && address.person !== undefined && address.person !== user.id)
      throw new AppError('not_permitted', 'This conversation is another person’s own: only they follow alerts in it.');
    return address;
  };
  return {
    follow: (conversation, given, context) => {
      const filter = checked(given);
      const { tenant, user } = context;
      return audit.within(() => {
        if (admit(conversation, context) === undefined)
          throw new AppError(
            'not_found',
            'Nothing can be sent to this conversation yet. Write to the desk in it once – in a channel, mention it –, then follow again.',
          );
        const since = new Date(clock.now()).toISOString();
        const subscription = { tenant, conversation, filter, by: user.id, since };
        store.save(subscription);
        audit.record(
          { type: 'subscription', body: { ...changeOf('followed', conversation, tenant), ...filterBody(filter) } },
          recordedAs(context),
        );
        return subscription;
      });
    },
    stopFollowing: (conversation, context) =>
      audit.within(() => {
        admit(conversation, context);
        if (!store.remove(context.tenant, conversation)) return false;
        const body = changeOf('stopped', conversation, context.tenant);
        audit.record({ type: 'subscription', body }, recordedAs(context));
        return true;
      }),
    of: (conversation, context) => {
      admit(conversation, context);
      return store.find(context.tenant, conversation);
    },
  };
}

function changeOf(what: 'followed' | 'stopped', conversation: string, tenant: string): JsonObject {
  return { what, conversation: recordedConversation({ tenant, conversation }) };
}

function filterBody({ authorities, acts, topics, language }: AlertFilter): JsonObject {
  return { authorities: [...authorities], acts: [...acts], topics: [...topics], language };
}

/** Each thing once, in one order, whatever a form sends. */
function checked(given: AlertFilter): AlertFilter {
  const read = Filter.safeParse(given);
  if (!read.success) {
    const wrong = new Set(read.error.issues.map(({ path }) => path[0]?.toString() ?? 'form'));
    throw new AppError(
      'invalid_input',
      `This cannot be followed: ${[...wrong].map((name) => REMEDIES[name]).join(' ')}`,
    );
  }
  const { authorities, acts, topics, language } = read.data;
  const named = [...new Set(acts)].sort();
  if (named.length > MOST_ACTS)
    throw new AppError(
      'invalid_input',
      `A conversation can follow ${MOST_ACTS} acts by name. Name fewer, or none to follow all.`,
    );
  return {
    authorities: AUTHORITIES.filter((each) => authorities.includes(each)),
    acts: named,
    topics: TOPICS.filter((each) => topics.includes(each)),
    language,
  };
}

const REMEDIES: Readonly<Record<string, string>> = {
  authorities: `authorities are ${AUTHORITIES.join(', ')}.`,
  acts: 'acts are named by CELEX number (32022R2554) or BOE identifier (BOE-A-2010-6737).',
  topics: `topics are ${TOPICS.join(', ')}.`,
  language: `languages are ${LANGUAGES.join(' and ')}.`,
  form: 'it needs authorities, acts, topics and a language, and nothing else.',
};
