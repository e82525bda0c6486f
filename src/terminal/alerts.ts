import { testAlert } from '../alerts/alert.ts';
import type { Subscription } from '../alerts/subscription.ts';
import { recordedAs } from '../audit/audit.ts';
import type { Desk } from '../compose.ts';
import type { ChannelAddress } from '../conversations/channel-address.ts';
import { AppError } from '../core/errors.ts';
import { randomId } from '../core/ids.ts';
import { requirePermission } from '../core/permissions.ts';
import { OUTBOX_STATES } from '../delivery/outbox-store.ts';
import { wrapText } from './output.ts';
import { sendNow } from './send-now.ts';
import type { Session } from './session.ts';

/** `compliance alerts list`: who follows what, of all tenants of the file. */
export async function listAlerts(session: Session, { json = false }: { readonly json?: boolean }): Promise<void> {
  const desk = await session.desk({ follow: false });
  requirePermission(session.caller().user, 'audit:read', 'see what everybody follows');
  const subscriptions = desk.subscriptions.list().map((subscription) => {
    const { tenant, conversation, filter, by, since } = subscription;
    const address = desk.conversations.addresses.find(tenant, conversation);
    const { kind, name } = address ?? {};
    return {
      tenant,
      conversation,
      ...(kind === undefined ? {} : { kind }),
      ...(name === undefined ? {} : { name }),
      ...{ ...filter, by, since, reachable: address !== undefined },
    };
  });
  desk.audit.record({ type: 'export', body: { what: 'subscriptions' } }, recordedAs(session.caller()));
  session.print({ subscriptions }, json, () =>
    subscriptions.length === 0
      ? NOBODY
      : subscriptions
          .map(({ name, conversation, tenant, reachable, ...filter }) =>
            [
              `${session.style.bold(name ?? conversation)} ${session.style.dim(`(${tenant})`)}${reachable ? '' : session.style.warn('  cannot be reached')}`,
              wrapText(followed(filter), 100, '  '),
            ].join('\n'),
          )
          .join('\n'),
  );
}

const NOBODY =
  'Nobody follows alerts yet. In Teams, write "alerts" to the desk, or mention it in a channel with that word.';

function followed({ authorities, acts, topics, language }: Subscription['filter']): string {
  const named = (what: string, list: readonly string[]): string => `${what}: ${list.join(', ') || 'all'}`;
  return [
    named('authorities', authorities),
    named('acts', acts),
    named('topics', topics),
    `language: ${language}`,
  ].join(' · ');
}

export interface SendAlertsOptions {
  readonly test?: boolean;
  readonly to?: string;
  readonly json?: boolean;
}

/** So many messages of others are looked through for one's own. */
const OTHERS = 1_000;

/** `compliance alerts send --test`: one to everybody who follows anything, or to one conversation. */
export async function sendAlerts(session: Session, { test, to, json = false }: SendAlertsOptions): Promise<void> {
  if (test !== true)
    throw new AppError(
      'invalid_input',
      'Alerts are sent when there is something to tell. To see that they arrive: compliance alerts send --test',
    );
  const desk = await session.desk({ follow: false });
  requirePermission(session.caller().user, 'admin:*', 'send alerts');
  const alert = testAlert(randomId(), desk.clock.today());
  const address = to === undefined ? undefined : addressOf(desk, to);
  const { queued } = desk.audit.within(() => {
    const put = desk.queueAlert(alert, address);
    const body = { what: 'test', alert: alert.id, queued: put.queued };
    desk.audit.record({ type: 'delivery', body }, recordedAs(session.caller()));
    return put;
  });
  if (queued > 0) await sendNow(session, desk);
  // Others may have put something in meanwhile.
  const entries = desk.outbox.list({}, queued + OTHERS).filter(({ message }) => message.correlation === alert.id);
  const states = OUTBOX_STATES.map(
    (state) => [state, entries.filter((entry) => entry.state === state).length] as const,
  );
  session.print({ alert: alert.id, queued, ...Object.fromEntries(states) }, json, () =>
    queued === 0
      ? NOBODY
      : [
          `${session.style.bold(alert.id)}: ${queued} queued; ${states.flatMap(([state, count]) => (count === 0 ? [] : [`${count} ${state}`])).join(', ')}.`,
          ...entries.flatMap(({ message, why }) => (why === undefined ? [] : [`  · ${message.conversation}: ${why}`])),
        ].join('\n'),
  );
}

function addressOf(desk: Desk, conversation: string): ChannelAddress {
  const found = desk.conversations.addresses.list().find((each) => each.conversation === conversation);
  if (found !== undefined) return found;
  throw new AppError(
    'not_found',
    `No conversation ${conversation.slice(0, 100)} is known. The desk knows those from which somebody wrote to it; "compliance alerts list --json" names those that follow something.`,
  );
}
