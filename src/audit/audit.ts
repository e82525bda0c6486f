import type { CallContext } from '../core/call-context.ts';
import { canonicalJson, type JsonObject } from '../core/canonical-json.ts';
import type { Clock } from '../core/clock.ts';
import { newSalt, saltedDigest, sha256 } from '../core/digests.ts';
import { AppError } from '../core/errors.ts';
import type { NewId } from '../core/ids.ts';
import { type AuditRow, NO_HASH, type RowType, rowHash } from './audit-row.ts';
import type { AuditStore, Standing } from './audit-store.ts';

/** What is to be recorded. */
export interface Entry {
  readonly type: Exclude<RowType, 'chain_started' | 'person'>;
  /** Nothing personal, and no secret: it can never be taken back. */
  readonly body: JsonObject;
  /** Personal texts by name: kept beside the chain, in it by salted digest. */
  readonly personal?: Readonly<Record<string, string | SaltedText>>;
  /** Passages of law that the body names by their SHA-256: kept once, however often they are read. */
  readonly passages?: readonly string[];
}

/** A personal text with its salt, where its digest must be known before the row is written. */
export interface SaltedText {
  readonly salt: string;
  /** As it is kept. */
  readonly text: string;
  readonly digest: string;
  /** The characters of the whole, where it was too long to be kept. */
  readonly cutFrom?: number;
}

/** Draws a salt. What callers send is kept by its beginning where it is very long; what they are given is kept whole. */
export function saltedText(text: string, options: { readonly whole?: true } = {}): SaltedText {
  const kept = storable(options.whole === true ? text : text.slice(0, LONGEST_TEXT));
  const salt = newSalt();
  const digest = saltedDigest(salt, kept);
  return { salt, text: kept, digest, ...(kept.length < text.length ? { cutFrom: text.length } : {}) };
}

/** As the store gives it back, character by character: it knows neither half of a surrogate pair nor NUL. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd');
}

/** In whose name: a caller's context, or the program itself, or somebody who did not sign in. */
export type Recorded = Omit<CallContext, 'user' | 'signal'> & {
  readonly user: { readonly id: string; readonly name?: string } | 'system' | 'unknown';
};

/** A caller's context as it is recorded. */
export function recordedAs({ tenant, user, conversation, channel, correlation }: CallContext): Recorded {
  const { id, name } = user;
  return { tenant, user: { id, ...(name === undefined ? {} : { name }) }, conversation, channel, correlation };
}

/** Something begun that leaves the process. */
export interface Intent {
  readonly position: number;
  readonly by: Recorded;
}

export interface Audit {
  /**
   * Runs work in one write transaction with the rows it records: both are there after a crash, or neither. The work is
   * synchronous, as the store is.
   */
  within<T>(work: () => T): T;
  /**
   * Adds a row.
   *
   * @throws AppError `not_permitted` where the conversation belongs to another tenant
   */
  record(entry: Entry, by: Recorded): AuditRow;
  /**
   * The pseudonym of whoever acts. Somebody whom the chain does not know yet is made known to it first, as with their
   * first row.
   *
   * @throws AppError `not_permitted` where the conversation belongs to another tenant
   */
  actorOf(by: Recorded): string;
  /**
   * Refuses a conversation that belongs to another tenant, before anything is done in it; that it was tried is recorded
   * in the own tenant.
   *
   * @throws AppError `not_permitted`
   */
  admit(by: Recorded): void;
  /** Records that something is about to leave the process; until `settle` its outcome counts as unknown. */
  intend(entry: Omit<Entry, 'type'>, by: Recorded): Intent;
  /** Records how it ended, as what it was; the row names the intent. */
  settle(intent: Intent, entry: Entry): AuditRow;
  /** Ends what processes that are gone have left open, as "outcome unknown". Returns how many. */
  closeOrphans(lives: (owner: string) => boolean): number;
  readonly store: AuditStore;
}

export interface AuditOptions {
  readonly store: AuditStore;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Names this process, so that another one can tell whether it still lives. */
  readonly owner: string;
}

/** Most characters of a personal text that are kept; what was cut off is told by its full length. */
const LONGEST_TEXT = 20_000;
/** Nothing that leaves the process takes an hour: whoever began it is gone, or has forgotten it. */
const LONGEST_CALL = 3_600_000;
/** Clocks of several processes, and corrections of one, may differ by so many milliseconds. */
const CLOCK_TOLERANCE = 5_000;

/** The program itself, where nobody asked. */
export function systemContext(correlation: string): Recorded {
  return { tenant: 'system', user: 'system', conversation: 'system', channel: 'system', correlation };
}

interface Rows {
  record(type: RowType, entry: Omit<Entry, 'type'>, by: Recorded): AuditRow;
  /** Who acts, and where the chain stands once it knows them; within a transaction. */
  known(by: Recorded): { readonly actor: string; readonly standing: Standing };
}

/** Writes rows behind one another: the one place where the chain grows. */
function createRows({ store, clock, newId }: Omit<AuditOptions, 'owner'>): Rows {
  const append = (
    type: RowType,
    by: Recorded,
    actor: string,
    entry: Omit<Entry, 'type'>,
    { head, sequence }: Standing,
  ): AuditRow => {
    const position = (head?.position ?? 0) + 1;
    const texts = Object.entries(entry.personal ?? {}).map(
      ([name, given]) => [name, typeof given === 'string' ? saltedText(given) : given] as const,
    );
    const cut = texts.flatMap(([name, { cutFrom }]) => (cutFrom === undefined ? [] : [[name, cutFrom] as const]));
    const { conversation, tenant, channel, correlation } = by;
    const content = {
      position,
      conversation,
      sequence: sequence + 1,
      at: timeAfter(head?.at, clock.now()),
      tenant,
      actor,
      channel,
      correlation,
      type,
      body: canonicalJson(cut.length === 0 ? entry.body : { ...entry.body, cutTexts: Object.fromEntries(cut) }),
      texts: canonicalJson(Object.fromEntries(texts.map(([name, { digest }]) => [name, digest] as const))),
    };
    const previous = head?.hash ?? NO_HASH;
    const row: AuditRow = { ...content, previous, hash: rowHash(previous, content) };
    store.addRow(row);
    for (const [name, { salt, text }] of texts) store.addText({ position, name, salt, text, actor });
    for (const text of entry.passages ?? []) store.addPassage(sha256(text), text);
    return row;
  };

  const standingFor = (by: Recorded): Standing => {
    const user = typeof by.user === 'string' ? undefined : by.user.id;
    const standing = store.standing(by.conversation, by.tenant, user);
    if (standing.head !== undefined) return standing;
    const start = systemContext(newId());
    const first = store.standing(start.conversation, start.tenant, undefined);
    append('chain_started', start, 'system', { body: { chain: newId(), format: 1 } }, first);
    return store.standing(by.conversation, by.tenant, user);
  };

  const known: Rows['known'] = (by) => {
    const standing = standingFor(by);
    sameTenant(standing, by);
    if (typeof by.user === 'string') return { actor: by.user, standing };
    const person = personIn(standing, by.user, newId);
    if (!person.changed) return { actor: person.actor, standing };
    // Who stands behind a pseudonym is a row of its own, in front of what they do first.
    const identity = { tenant: by.tenant, user: by.user.id, name: person.name };
    const told = append(
      'person',
      by,
      person.actor,
      { body: { actor: person.actor }, personal: { identity: canonicalJson(identity) } },
      standing,
    );
    store.savePerson({ actor: person.actor, ...identity });
    return { actor: person.actor, standing: { head: told, sequence: told.sequence } };
  };

  return {
    record: (type, entry, by) =>
      store.transaction(() => {
        const { actor, standing } = known(by);
        return append(type, by, actor, entry, standing);
      }),
    known,
  };
}

export function createAudit(options: AuditOptions): Audit {
  const { store, owner } = options;
  const { record, known } = createRows(options);

  const closeOrphan = (position: number): void => {
    const begun = store.row(position);
    store.removePending(position);
    if (begun === undefined) return;
    const { tenant, conversation, channel, correlation } = begun;
    const by: Recorded = { tenant, conversation, channel: channel as Recorded['channel'], correlation, user: 'system' };
    record(
      'outcome',
      { body: { intent: position, outcome: 'unknown', message: 'The process ended before the outcome was known.' } },
      by,
    );
  };

  return {
    store,
    within: (work) => store.transaction(work),
    actorOf: (by) => {
      if (typeof by.user === 'string') return by.user;
      // Looked at first without the write lock: most people are known.
      const standing = store.standing(by.conversation, by.tenant, by.user.id);
      sameTenant(standing, by);
      return standing.person?.actor ?? store.transaction(() => known(by).actor);
    },
    record: ({ type, ...entry }, by) => record(type, entry, by),
    admit: (by) => {
      const { tenant } = store.standing(by.conversation, by.tenant, undefined);
      if (tenant === undefined || tenant === by.tenant) return;
      const own = { ...by, conversation: `refused in ${by.tenant}` };
      record('refusal', { body: { what: 'conversation', conversation: sha256(by.conversation) } }, own);
      throw foreignConversation(tenant);
    },
    intend: (entry, by) =>
      store.transaction(() => {
        const { position } = record('intent', entry, by);
        store.addPending({ position, owner });
        return { position, by };
      }),
    settle: ({ position, by }, { type, body, ...entry }) =>
      store.transaction(() => {
        store.removePending(position);
        return record(type, { ...entry, body: { ...body, intent: position } }, by);
      }),
    closeOrphans: (lives) => {
      const oldest = new Date(options.clock.now() - LONGEST_CALL).toISOString();
      const orphaned = () =>
        store.pending().filter(({ owner: by, position }) => !lives(by) || (store.row(position)?.at ?? '') < oldest);
      // Looked at first without the write lock: a start must not wait where there is nothing to close.
      if (orphaned().length === 0) return 0;
      return store.transaction(() => {
        const orphans = orphaned();
        for (const { position } of orphans) closeOrphan(position);
        return orphans.length;
      });
    },
  };
}

/** The pseudonym of whoever acts: the known one, or a new one; `changed` where the chain does not know the name yet. */
function personIn(
  { person }: Standing,
  user: { readonly id: string; readonly name?: string },
  newId: NewId,
): { readonly actor: string; readonly name: string; readonly changed: boolean } {
  const name = storable(user.name ?? person?.name ?? '');
  if (person === undefined) return { actor: `p-${newId()}`, name, changed: true };
  return { actor: person.actor, name, changed: person.name !== name };
}

/** A conversation never crosses tenants, whatever a door believes. */
function sameTenant(standing: Standing, by: Recorded): void {
  if (standing.tenant !== undefined && standing.tenant !== by.tenant) throw foreignConversation(standing.tenant);
}

function foreignConversation(tenant: string): AppError {
  return new AppError('not_permitted', 'This conversation belongs to another organisation.', {
    detail: `it is of tenant ${tenant}`,
  });
}

/**
 * The row's time. Small steps back, as between two processes or at a correction of the clock, are levelled out; a larger
 * one is written as the clock has it, and the verifier names it.
 */
function timeAfter(before: string | undefined, now: number): string {
  const last = before === undefined ? Number.NEGATIVE_INFINITY : Date.parse(before);
  return new Date(now < last && last - now <= CLOCK_TOLERANCE ? last : now).toISOString();
}
