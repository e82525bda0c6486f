import type { ConversationStores, DoorParts } from './door-parts.ts';
import type { Turn } from './turn.ts';
import { say } from './wording.ts';

/** Keeps where the conversation can be written to: each turn may come from another address of the same service. */
export function refreshAddress(turn: Turn, { addresses, clock }: Pick<DoorParts, 'addresses' | 'clock'>): void {
  const { where, person, language, activity } = turn;
  const { id, name } = activity.recipient;
  const { conversationType } = activity.conversation;
  const team = where.kind === 'channel' ? teamOf(turn) : undefined;
  addresses.save({
    tenant: where.tenant,
    conversation: where.conversation,
    kind: where.kind,
    ...(where.kind === 'personal' && person !== undefined ? { person: person.id } : {}),
    ...(nameOf(turn) === undefined ? {} : { name: nameOf(turn) ?? '' }),
    language,
    reference: {
      channelId: activity.channelId,
      serviceUrl: activity.serviceUrl,
      bot: { id, ...(name === undefined ? {} : { name }) },
      ...(team === undefined ? {} : { team }),
      conversation: {
        id: where.conversation,
        ...(conversationType === undefined ? {} : { conversationType }),
        ...(activity.conversation.tenantId === undefined ? {} : { tenantId: activity.conversation.tenantId }),
        isGroup: where.kind !== 'personal',
      },
    },
    refreshed: new Date(clock.now()).toISOString(),
  });
}

function teamOf({ activity }: Turn): string | undefined {
  return activity.channelData?.team?.id;
}

function nameOf({ where, person }: Turn): string | undefined {
  return where.kind === 'personal' ? person?.name : where.name;
}

type Parts = Pick<DoorParts, 'addresses' | 'chats' | 'clock'> & { readonly forget: ConversationStores['forget'] };

/**
 * Follows where the app is: whoever has put it in is welcomed, once; whence it was taken out nothing is kept but what the
 * audit has.
 */
export async function onMembership(turn: Turn, parts: Parts): Promise<void> {
  const { activity, where } = turn;
  const { type, action, recipient } = activity;
  const gone =
    type === 'installationUpdate'
      ? action?.startsWith('remove') === true
      : (activity.membersRemoved ?? []).some(({ id }) => id === recipient.id);
  if (gone) {
    for (const conversation of leftBehind(turn, parts)) parts.forget(where.tenant, conversation);
    return;
  }
  refreshAddress(turn, parts);
  const came =
    type === 'installationUpdate'
      ? action?.startsWith('add') === true
      : (activity.membersAdded ?? []).some(({ id }) => id === recipient.id);
  // Teams tells of one installation in several ways, and of some several times.
  if (came && firstTime(turn, parts)) await turn.say({ text: say('welcome', turn.language) });
}

/**
 * Where the app is no longer. Taken out of a team, it is told once, in the channel that the team's own id names: it is gone
 * from all the others too. A private or shared channel of a team has apps of its own, and goes alone.
 */
function leftBehind(turn: Turn, { addresses }: Pick<Parts, 'addresses'>): readonly string[] {
  const { tenant, kind, conversation } = turn.where;
  if (kind !== 'channel' || teamOf(turn) !== conversation) return [conversation];
  const others = addresses
    .list(tenant)
    .filter(({ reference, conversation: other }) => reference['team'] === conversation && other !== conversation);
  return [conversation, ...others.map(({ conversation: other }) => other)];
}

function firstTime({ where }: Turn, { chats, clock }: Parts): boolean {
  const name = { tenant: where.tenant, conversation: where.conversation, name: 'welcome' };
  return chats.write(name, { welcomed: true }, 0, new Date(clock.now()).toISOString()) !== undefined;
}
