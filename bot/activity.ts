import { z } from 'zod';
import type { ConversationKind } from '../src/conversations/channel-address.ts';
import { AppError } from '../src/core/errors.ts';

const text = (most: number) => z.string().max(most);

const Account = z.looseObject({
  id: text(1_000).min(1),
  name: text(1_000).optional(),
  aadObjectId: text(100).optional(),
});

const Tenant = z.looseObject({ id: text(100).optional() });

/** What the parts of an attachment may be: a file of a chat, a card, a picture in the text. */
const Attachment = z.looseObject({
  contentType: text(300),
  name: text(1_000).optional(),
  contentUrl: text(8_000).optional(),
  content: z.unknown().optional(),
});

const ChannelData = z.looseObject({
  tenant: Tenant.optional(),
  team: z.looseObject({ id: text(1_000).optional(), name: text(1_000).optional() }).optional(),
  channel: z.looseObject({ id: text(1_000).optional(), name: text(1_000).optional() }).optional(),
});

/**
 * What the door needs of an activity; Bot Framework protocol, "Activity schema", and what Microsoft Teams adds to it. All
 * else is let through, and nobody looks at it.
 */
const Incoming = z.looseObject({
  type: text(100).min(1),
  id: text(1_000).optional(),
  channelId: z.literal('msteams'),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(2_000),
  name: text(300).optional(),
  text: text(100_000).optional(),
  locale: text(100).optional(),
  replyToId: text(1_000).optional(),
  from: Account,
  recipient: Account,
  conversation: z.looseObject({
    id: text(1_000).min(1),
    conversationType: text(100).optional(),
    tenantId: text(100).optional(),
  }),
  channelData: ChannelData.optional(),
  entities: z
    .array(z.looseObject({ type: text(300) }))
    .max(1_000)
    .optional(),
  attachments: z.array(Attachment).max(100).optional(),
  membersAdded: z.array(Account).max(10_000).optional(),
  membersRemoved: z.array(Account).max(10_000).optional(),
  action: text(100).optional(),
  value: z.unknown().optional(),
});

export type IncomingActivity = z.output<typeof Incoming>;

/** Where an activity came from. */
export interface Where {
  /** The tenant that the channel vouches for, lower case. */
  readonly tenant: string;
  readonly kind: ConversationKind;
  /** The conversation without its thread: the chat, or the channel of a team. */
  readonly conversation: string;
  /** The conversation with its thread: where a reply goes. */
  readonly thread: string;
  /** Names for people: the team and the channel. */
  readonly name?: string;
}

const KINDS: Readonly<Record<string, ConversationKind>> = {
  personal: 'personal',
  groupChat: 'group',
  channel: 'channel',
};

/** @throws AppError `invalid_input`, naming what is wrong with it */
export function readActivity(json: unknown): IncomingActivity {
  const parsed = Incoming.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new AppError(
    'invalid_input',
    `This is no activity of Microsoft Teams: ${path === '' ? 'the whole' : path} is wrong.`,
    {
      detail: `activity: ${path}: ${issue?.message ?? ''}`.slice(0, 300),
    },
  );
}

/**
 * Where it came from. The tenant stands in two places; where they differ somebody made it up.
 *
 * @throws AppError `invalid_input` where it names no tenant, two tenants, or an unknown kind of conversation
 */
export function whereOf({ conversation, channelData }: IncomingActivity): Where {
  const tenants = [conversation.tenantId, channelData?.tenant?.id]
    .filter((each) => each !== undefined && each !== '')
    .map((each) => String(each).toLowerCase());
  const [tenant] = tenants;
  if (tenant === undefined) throw new AppError('invalid_input', 'The activity names no tenant.');
  if (new Set(tenants).size > 1)
    throw new AppError('invalid_input', 'The activity names two tenants.', { detail: 'activity: two tenants' });
  // A chat's invokes may leave the kind away.
  const kind = KINDS[conversation.conversationType ?? 'personal'];
  if (kind === undefined) throw new AppError('invalid_input', 'The activity is of an unknown kind of conversation.');
  const [root = conversation.id] = conversation.id.split(';messageid=');
  const names = [channelData?.team?.name, channelData?.channel?.name].filter((each) => each !== undefined);
  return {
    tenant,
    kind,
    conversation: root,
    thread: conversation.id,
    ...(names.length === 0 ? {} : { name: names.join(' › ') }),
  };
}
