import { z } from 'zod';
import type { ConversationKind } from '../src/conversations/channel-address.ts';
import { AppError } from '../src/core/errors.ts';

/** Half of a surrogate pair is no sign of any text: what is stored and sent is without. */
const text = (most: number) =>
  z
    .string()
    .max(most)
    .transform((given) => given.toWellFormed());

/** What names something must come back as it is: two of them must not become one by being mended. */
const id = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((given) => given.isWellFormed() && !given.includes('\0'));

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** True for an address of this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return LOOPBACK.has(hostname);
}

/** Answers go there with a token of ours: over a line that nobody reads along, and to no name and password of others'. */
const serviceUrl = z.string().max(2_000).refine(isServiceUrl);

function isServiceUrl(given: string): boolean {
  const url = URL.parse(given);
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

const Account = z.looseObject({
  id: id(1_000),
  name: text(1_000).optional(),
  aadObjectId: text(100).optional(),
});

const Tenant = z.looseObject({ id: text(100).optional() });

const Entity = z.looseObject({ type: text(300) });

/**
 * A mention stands in the text as `<at>Name</at>`, and is put in place there: one that is written otherwise, or whose name
 * is a mention itself, could make a text grow without end.
 */
function isSound(entity: z.output<typeof Entity>): boolean {
  const { type, text: written, mentioned } = entity as { type: string; text?: unknown; mentioned?: { name?: unknown } };
  if (type !== 'mention') return true;
  const name = mentioned?.name;
  const named = name === undefined || (typeof name === 'string' && name.length <= LONGEST_NAME && !/<at/i.test(name));
  return named && (written === undefined || (typeof written === 'string' && /^<at\b/i.test(written)));
}

const LONGEST_NAME = 1_000;

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
  type: z.string().min(1).max(100),
  id: z.literal('').or(id(1_000)).optional(),
  channelId: z.literal('msteams'),
  serviceUrl,
  name: text(300).optional(),
  text: text(100_000).optional(),
  locale: text(100).optional(),
  replyToId: text(1_000).optional(),
  from: Account,
  recipient: Account,
  conversation: z.looseObject({
    id: id(1_000),
    conversationType: text(100).optional(),
    tenantId: text(100).optional(),
  }),
  channelData: ChannelData.optional(),
  entities: z
    .array(Entity)
    .max(1_000)
    .transform((entities) => entities.filter(isSound))
    .optional(),
  attachments: z.array(Attachment).max(100).optional(),
  membersAdded: z.array(Account).max(10_000).optional(),
  membersRemoved: z.array(Account).max(10_000).optional(),
  action: text(100).optional(),
  value: z.unknown().optional(),
});

export type IncomingActivity = z.output<typeof Incoming>;

/** What of an activity its token vouches for. */
const Sender = Incoming.pick({ channelId: true, serviceUrl: true });
export type Sender = z.output<typeof Sender>;

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

const KINDS: ReadonlyMap<string, ConversationKind> = new Map([
  ['personal', 'personal'],
  ['groupChat', 'group'],
  ['channel', 'channel'],
]);

/**
 * What must be known before it can be proved who sent it; nothing else is looked at until then.
 *
 * @throws AppError `invalid_input`, naming what is wrong with it
 */
export function readSender(json: unknown): Sender {
  return parsed(Sender, json);
}

/** @throws AppError `invalid_input`, naming what is wrong with it */
export function readActivity(json: unknown): IncomingActivity {
  return parsed(Incoming, json);
}

function parsed<T>(schema: z.ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
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
 * Where it came from. The tenant stands in two places; where they differ somebody made it up, or writes from another
 * organisation into a channel that is shared with it.
 *
 * @throws AppError `invalid_input` where it names no tenant, or an unknown kind of conversation; `not_permitted` where it
 *   names two tenants
 */
export function whereOf({ conversation, channelData }: IncomingActivity): Where {
  const tenants = [conversation.tenantId, channelData?.tenant?.id]
    .filter((each) => each !== undefined && each !== '')
    .map((each) => String(each).toLowerCase());
  const [tenant] = tenants;
  if (tenant === undefined)
    throw new AppError('invalid_input', 'The activity names no tenant.', { detail: 'activity: no tenant' });
  if (new Set(tenants).size > 1)
    throw new AppError('not_permitted', 'The activity names two tenants.', { detail: 'activity: two tenants' });
  // A chat's invokes may leave the kind away.
  const kind = KINDS.get(conversation.conversationType ?? 'personal');
  if (kind === undefined)
    throw new AppError('invalid_input', 'The activity is of an unknown kind of conversation.', {
      detail: 'activity: unknown kind of conversation',
    });
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
