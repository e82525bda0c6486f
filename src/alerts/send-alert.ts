import type { ChannelAddress } from '../conversations/channel-address.ts';
import { recordedConversation } from '../conversations/recorded-conversation.ts';
import { type OutboxParts, putIn } from '../delivery/put-in.ts';
import type { Language } from '../regulations/act.ts';
import { type Alert, readAlert } from './alert.ts';
import { fits } from './matching.ts';
import type { SubscriptionStore } from './subscription.ts';

export interface AlertParts extends OutboxParts {
  readonly subscriptions: Pick<SubscriptionStore, 'list'>;
}

/** The kind of such messages in the outbox; their body is `{alert, language}`: what is told, and in which language. */
export const ALERT_MESSAGE = 'alert';

export interface QueuedAlert {
  /** Messages that were put in. */
  readonly queued: number;
  /** Conversations for which it had been put in before. */
  readonly known: number;
}

/**
 * Puts an alert in for everybody whose subscription it fits, in one transaction. However often it is put in, each
 * conversation is sent it once: the message's key is the alert's id with the conversation.
 *
 * @param to only this conversation, whatever it follows
 * @throws AppError `invalid_input` for what is no alert
 */
export function queueAlert(
  given: Alert,
  parts: AlertParts,
  to?: Pick<ChannelAddress, 'tenant' | 'conversation' | 'language'>,
): QueuedAlert {
  const alert = readAlert(given);
  return parts.audit.within(() => {
    const put = recipients(alert, parts.subscriptions, to).map(({ tenant, conversation, language }) =>
      putIn(parts, {
        key: `alert:${alert.id}:${recordedConversation({ tenant, conversation })}`,
        tenant,
        conversation,
        kind: ALERT_MESSAGE,
        body: { alert, language },
        correlation: alert.id,
        // Better seen twice than not at all.
        inDoubt: 'again',
      }),
    );
    const queued = put.filter((isNew) => isNew).length;
    return { queued, known: put.length - queued };
  });
}

interface Recipient {
  readonly tenant: string;
  readonly conversation: string;
  readonly language: Language;
}

function recipients(
  alert: Alert,
  subscriptions: AlertParts['subscriptions'],
  to: Recipient | undefined,
): readonly Recipient[] {
  if (to !== undefined) return [to];
  return subscriptions
    .list()
    .filter(({ filter }) => fits(filter, alert))
    .map(({ tenant, conversation, filter }) => ({ tenant, conversation, language: filter.language }));
}
