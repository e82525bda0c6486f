import { z } from 'zod';
import { change, type KeptName } from '../../src/conversations/chat-store.ts';
import type { JsonObject } from '../../src/core/canonical-json.ts';
import { type IncomingActivity, readActivity } from '../activity.ts';
import type { DoorParts } from '../door-parts.ts';
import type { Turn } from '../turn.ts';

/** Somebody in a conversation. */
export interface Asker {
  readonly tenant: string;
  /** The chat, or the channel of a team, without a thread. */
  readonly conversation: string;
  /** Object id. */
  readonly person: string;
}

/** What was given to one person in one conversation to sign in by; it is the state of the dialog as well. */
export interface Exchange {
  readonly person: string;
  readonly conversation: string;
  /** When it was given, in milliseconds since 1970. */
  readonly at: number;
  /** They signed in by it. */
  readonly done: boolean;
  /** They came back from the dialog by it. */
  readonly returned: boolean;
  /** It was given after a dialog. */
  readonly afterDialog: boolean;
  /** What the authority wants of the next sign-in, as it said it. */
  readonly claims?: string | undefined;
}

/** What is done with something that was asked. */
export interface Asked {
  readonly kept: 'kept' | 'too many' | 'too long';
  /** The exchange that a card is to be sent for; absent where one was sent a moment ago. */
  readonly exchange?: string;
}

/** Who is being signed in, and what waits for it; kept, so that a restart between a card and its answer loses nothing. */
export interface PendingSignIns {
  /** Keeps what was asked until they are signed in. */
  ask(asker: Asker, activity: IncomingActivity): Asked;
  /** Gives a new exchange to them. */
  issue(asker: Asker, options?: { readonly afterDialog?: boolean }): string;
  /** The card was not sent, or did not lead anywhere: the next message gets a new one. */
  withoutCard(asker: Asker): void;
  /** An exchange that has not lapsed. */
  find(tenant: string, id: string): Exchange | undefined;
  /** What the authority wants of the next sign-in. */
  demand(tenant: string, id: string, claims: string): void;
  /**
   * They signed in by it.
   *
   * @returns what waited, in the order in which it was asked; undefined where they had signed in by it before
   */
  finish(asker: Asker, id: string): readonly IncomingActivity[] | undefined;
  /** They come back from the dialog: true once, and for the one alone to whom it was given. */
  comeBack(asker: Asker, id: string): boolean;
  /** Lets go of what waits. */
  drop(asker: Asker): void;
  /** True where something waits and nothing was told of a failure within the last minute. */
  mayTell(asker: Asker): boolean;
}

/** So long, in milliseconds, somebody may take to sign in. */
export const LAPSES = 600_000;
/** A card that was sent within so many milliseconds is still on its way. */
const SETTLING = 60_000;
const MOST_WAITING = 3;
/** Characters of one activity as JSON; Teams itself takes no message of more than about 28 KB. */
const LONGEST = 100_000;
/** Exchanges entered together, to be taken away together: so many, or those of a minute. */
const MOST_IN_PAGE = 100;

const ExchangeRow = z.object({
  person: z.string(),
  conversation: z.string(),
  at: z.number(),
  done: z.boolean(),
  returned: z.boolean(),
  afterDialog: z.boolean(),
  claims: z.string().optional(),
});

const WaitingRow = z.object({
  asked: z.array(z.object({ at: z.number(), activity: z.string() })),
  /** When the last card was sent; 0 where the next message gets one. */
  card: z.number(),
  /** When they were last told of a failure. */
  told: z.number(),
});
type WaitingRow = z.output<typeof WaitingRow>;

const NONE: WaitingRow = { asked: [], card: 0, told: 0 };

/** The pages of a tenant, from the oldest. */
const PagesRow = z.object({ pages: z.array(z.object({ id: z.string(), at: z.number() })) });

const PageRow = z.object({
  open: z.array(z.object({ id: z.string(), conversation: z.string(), person: z.string() })),
});

export function askerOf({ where, person }: Turn): Asker | undefined {
  return person === undefined
    ? undefined
    : { tenant: where.tenant, conversation: where.conversation, person: person.id };
}

export function createPendingSignIns(parts: Pick<DoorParts, 'chats' | 'clock' | 'newId'>): PendingSignIns {
  const { chats, clock, newId } = parts;
  const at = (): string => new Date(clock.now()).toISOString();
  const rows = rowsIn(parts);
  const exchange = (tenant: string, id: string): Exchange | undefined => {
    const row = rows.read(exchangeName(tenant, id), ExchangeRow);
    return row === undefined || lapsed(row.at, clock.now()) ? undefined : row;
  };
  const patch = (tenant: string, id: string, with_: Partial<Exchange>): void => {
    const known = exchange(tenant, id);
    if (known !== undefined) change(chats, exchangeName(tenant, id), at(), () => ({ ...known, ...with_ }));
  };
  const belongsTo = ({ person, conversation }: Asker, given: Exchange | undefined): given is Exchange =>
    given?.person === person && given.conversation === conversation;
  const issue = (asker: Asker, { afterDialog = false } = {}): string => {
    const { tenant, conversation, person } = asker;
    const id = newId();
    const given = { person, conversation, at: clock.now(), done: false, returned: false, afterDialog };
    change(chats, exchangeName(tenant, id), at(), () => given);
    rows.open(asker, id);
    return id;
  };
  return {
    issue: (asker, options) => chats.transaction(() => issue(asker, options)),
    ask: (asker, activity) =>
      chats.transaction(() => {
        const now = clock.now();
        const waiting = rows.waitingOf(asker);
        const text = JSON.stringify(activity);
        const kept = text.length > LONGEST ? 'too long' : waiting.asked.length >= MOST_WAITING ? 'too many' : 'kept';
        const asked = kept === 'kept' ? [...waiting.asked, { at: now, activity: text }] : waiting.asked;
        const settling = now - waiting.card < SETTLING;
        rows.keep(asker, { ...waiting, asked, card: settling ? waiting.card : now });
        return settling ? { kept } : { kept, exchange: issue(asker) };
      }),
    withoutCard: (asker) => rows.keep(asker, { ...rows.waitingOf(asker), card: 0 }),
    find: exchange,
    demand: (tenant, id, claims) => patch(tenant, id, { claims }),
    finish: (asker, id) =>
      chats.transaction(() => {
        const known = exchange(asker.tenant, id);
        if (!belongsTo(asker, known) || known.done) return undefined;
        patch(asker.tenant, id, { done: true });
        const { asked } = rows.waitingOf(asker);
        rows.keep(asker, NONE);
        return asked.map(({ activity }) => readActivity(JSON.parse(activity)));
      }),
    comeBack: (asker, id) =>
      chats.transaction(() => {
        const known = exchange(asker.tenant, id);
        if (!belongsTo(asker, known) || known.returned) return false;
        patch(asker.tenant, id, { returned: true });
        return true;
      }),
    drop: (asker) => rows.keep(asker, NONE),
    mayTell: (asker) =>
      chats.transaction(() => {
        const waiting = rows.waitingOf(asker);
        if (waiting.asked.length === 0 || clock.now() - waiting.told < SETTLING) return false;
        rows.keep(asker, { ...waiting, told: clock.now() });
        return true;
      }),
  };
}

/** What is kept, as it is kept. */
function rowsIn({ chats, clock }: Pick<DoorParts, 'chats' | 'clock'>) {
  const write = (name: KeptName, value: JsonObject | undefined): void =>
    change(chats, name, new Date(clock.now()).toISOString(), () => value);
  const read = <T>(name: KeptName, schema: z.ZodType<T>): T | undefined => {
    const parsed = schema.safeParse(chats.read(name)?.value);
    return parsed.success ? parsed.data : undefined;
  };
  /** Without what has lapsed. */
  const waitingOf = (asker: Asker): WaitingRow => {
    const row = read(waitingName(asker), WaitingRow) ?? NONE;
    return { ...row, asked: row.asked.filter((each) => !lapsed(each.at, clock.now())) };
  };
  const keep = (asker: Asker, row: WaitingRow): void =>
    write(waitingName(asker), row.asked.length === 0 && row.card === 0 && row.told === 0 ? undefined : { ...row });
  const close = (tenant: string, page: string): void => {
    for (const { id, conversation, person } of read(pageName(tenant, page), PageRow)?.open ?? []) {
      write(exchangeName(tenant, id), undefined);
      const left = waitingOf({ tenant, conversation, person });
      const settled = clock.now() - left.card >= SETTLING;
      keep({ tenant, conversation, person }, left.asked.length === 0 && settled ? NONE : left);
    }
    write(pageName(tenant, page), undefined);
  };
  return {
    read,
    waitingOf,
    keep,
    /**
     * Enters an exchange among the open ones, and takes away what has lapsed of the others: nobody else would, since
     * whoever never signs in never comes back.
     */
    open: ({ tenant, conversation, person }: Asker, id: string): void => {
      const now = clock.now();
      const name = { tenant, conversation: SIGN_INS, name: 'pages' };
      const all = read(name, PagesRow)?.pages ?? [];
      // The last of a page came a minute after its first, and what was asked while its card was on its way, a minute later.
      const over = all.filter((page) => lapsed(page.at + 2 * SETTLING, now));
      for (const page of over) close(tenant, page.id);
      const last = all.at(-1);
      const entered = last && now - last.at < SETTLING ? (read(pageName(tenant, last.id), PageRow)?.open ?? []) : [];
      const full = last === undefined || now - last.at >= SETTLING || entered.length >= MOST_IN_PAGE;
      const current = full ? { id, at: now } : last;
      write(pageName(tenant, current.id), { open: [...(full ? [] : entered), { id, conversation, person }] });
      if (full || over.length > 0)
        write(name, { pages: [...all.filter((page) => !over.includes(page)), ...(full ? [current] : [])] });
    },
  };
}

const SIGN_INS = 'sign-ins';

function exchangeName(tenant: string, id: string): KeptName {
  return { tenant, conversation: SIGN_INS, name: `exchange/${id}` };
}

function pageName(tenant: string, id: string): KeptName {
  return { tenant, conversation: SIGN_INS, name: `page/${id}` };
}

function waitingName({ tenant, conversation, person }: Asker): KeptName {
  return { tenant, conversation, name: `waiting/${person}` };
}

function lapsed(at: number, now: number): boolean {
  return now - at >= LAPSES;
}
