import type { CallContext } from '../../core/call-context.ts';
import type { Clock } from '../../core/clock.ts';
import { sha256 } from '../../core/digests.ts';
import { AppError } from '../../core/errors.ts';
import { requirePermission } from '../../core/permissions.ts';
import { foldText } from '../../core/text.ts';
import type { Document } from '../../documents/document.ts';
import { audienceOf } from './audience.ts';
import { carryIds, type HashedStatement, hashedStatements } from './carry-ids.ts';
import { checkedFacts, checkedGroups, checkedId, type GivenFacts, mergedFacts } from './given-facts.ts';
import type { PolicyFacts, PolicyId, PolicyListing, PolicyStatement, PolicyVersion } from './policy.ts';
import { policyFacts } from './policy-facts.ts';
import { idOf } from './policy-id.ts';
import type { PolicyStore } from './policy-store.ts';

/** Where it is recorded what becomes of policies. */
export interface PolicyLedger {
  /** Runs work in one write transaction with what it records. */
  within<T>(work: () => T): T;
  record(event: PolicyFate, by: CallContext): unknown;
}

/** What became of a policy, told by its latest version. */
export interface PolicyFate {
  readonly what: 'added' | 'updated' | 'restricted' | 'removed';
  readonly id: PolicyId;
  readonly number: number;
  readonly title: string;
  /** Of the file, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly statements: number;
  /** Who may see it from now on; none: everybody of the tenant. */
  readonly groups: readonly string[];
  /** The file's name: whoever made the file chose it. */
  readonly name: string;
}

/** What a tenant holds at most. */
export interface PolicyLimits {
  readonly policies: number;
  /** Of one policy. */
  readonly statements: number;
  /** Of all policies together, each in the version that holds: an analysis has them all in memory. */
  readonly together: number;
}

const POLICY_LIMITS: PolicyLimits = { policies: 2_000, statements: 20_000, together: 200_000 };

/** What became of a document that was added as a policy. */
export interface AddedPolicy {
  /** The version that holds now. */
  readonly version: PolicyVersion;
  /** `restricted`: the same words and facts, for other groups. `unchanged`: nothing was written. */
  readonly change: 'added' | 'updated' | 'restricted' | 'unchanged';
}

/**
 * The bank's own policies. Each belongs to a tenant, and where it is kept to groups, to their members: for everybody else
 * it is as if it were not there. Who changes them needs `documents:write`, who reads them `gaps:analyse`.
 */
export interface Policies {
  /**
   * Takes a document as a policy, or as the next version of one: that whose id is given, else that which the file's name
   * names. Statements that say the same as before keep their ids.
   *
   * @throws AppError `not_permitted`; `invalid_input` for facts that cannot be, for a document of which nothing was read
   *   and for one that is too long; `conflict` for an id that cannot be used, for a file that has the name of a policy and
   *   nothing else of it, and where the tenant holds as many as it may
   */
  add(document: Document, given: GivenFacts, context: CallContext): AddedPolicy;
  /** The policies that the caller may see, by id, without their words. @throws AppError `not_permitted` */
  list(context: CallContext): readonly PolicyListing[];
  /** All versions of a policy, the latest first; none for one that is not there. @throws AppError `not_permitted` */
  versions(id: PolicyId, context: CallContext): readonly PolicyListing[];
  /** One version, by default the one that holds. @throws AppError `not_permitted` */
  find(id: PolicyId, context: CallContext, number?: number): PolicyVersion | undefined;
  /** The version that holds of each policy that the caller may see, by id. @throws AppError `not_permitted` */
  current(context: CallContext): readonly PolicyVersion[];
  /**
   * Says whose policy it is to see, in all its versions.
   *
   * @param groups object ids; none for everybody of the tenant
   * @throws AppError `not_permitted`; `not_found`; `invalid_input` for groups that the caller is not in
   */
  restrict(id: PolicyId, groups: readonly string[], context: CallContext): PolicyListing;
  /**
   * Takes a policy away with all its versions, and gives what they were, the latest first.
   *
   * @throws AppError `not_permitted`; `not_found`
   */
  remove(id: PolicyId, context: CallContext): readonly PolicyListing[];
  /** True where a tenant keeps any policy to groups: only then must people's groups be known. */
  restricts(tenant: string): boolean;
}

export interface PoliciesOptions {
  readonly store: PolicyStore;
  readonly ledger: PolicyLedger;
  readonly clock: Clock;
  readonly limits?: Partial<PolicyLimits>;
  /** Forgets what else was made of a policy's words, in the transaction that takes it away. */
  readonly forget?: (tenant: string, policy: PolicyId) => void;
}

export function createPolicies(options: PoliciesOptions): Policies {
  const { store, ledger, forget = () => undefined } = options;
  const seen = (id: PolicyId, context: CallContext): PolicyListing => {
    const [latest] = store.versions(id, audienceOf(context));
    if (latest === undefined) throw new AppError('not_found', `There is no policy "${id.slice(0, 80)}".`);
    return latest;
  };
  return {
    add: adding(options),
    list: (context) => {
      mayRead(context);
      return store.list(audienceOf(context));
    },
    versions: (id, context) => {
      mayRead(context);
      return store.versions(id, audienceOf(context));
    },
    find: (id, context, number) => {
      mayRead(context);
      return store.find(id, audienceOf(context), number);
    },
    current: (context) => {
      mayRead(context);
      return store.current(audienceOf(context));
    },
    restrict: (id, named, context) => {
      requirePermission(context.user, 'documents:write', 'say who may see a policy');
      const groups = ownGroups(named, context);
      return ledger.within(() => {
        const restricted = { ...seen(id, context), groups };
        store.restrict(id, context.tenant, groups);
        ledger.record(fateOf('restricted', restricted), context);
        return restricted;
      });
    },
    remove: (id, context) => {
      requirePermission(context.user, 'documents:write', 'remove a policy');
      const gone = ledger.within(() => {
        ledger.record(fateOf('removed', seen(id, context)), context);
        forget(context.tenant, id);
        return store.remove(id, context.tenant);
      });
      // Where somebody reads the log just now, the next one that empties it takes this with it.
      store.scrub();
      return gone;
    },
    restricts: (tenant) => store.restricts(tenant),
  };
}

function adding({ store, ledger, clock, limits: own }: PoliciesOptions): Policies['add'] {
  const limits = { ...POLICY_LIMITS, ...own };
  return (document, given, context) => {
    requirePermission(context.user, 'documents:write', 'add a policy');
    const named = given.id === undefined ? undefined : checkedId(given.id);
    const groups = given.groups && ownGroups(given.groups, context);
    const facts = checkedFacts(given);
    checkLength(document, limits);
    const found = policyFacts(document);
    const statements = hashedStatements(document.statements);
    return ledger.within(() => {
      const { tenant } = context;
      const id = named ?? idOf(document, facts.title ?? found.title);
      const before = store.find(id, audienceOf(context));
      if (before === undefined) checkRoom(store.ids(tenant), id, limits);
      else if (named === undefined) checkSame(before, document.name, { ...found, ...facts }, statements);
      checkTogether(store.list({ tenant, groups: 'all' }), id, statements.length, limits);
      const version = nextVersion(document, before, {
        tenant,
        policy: id,
        facts: mergedFacts(facts, before?.sha256 === document.sha256 ? before.facts : undefined, found),
        statements: carryIds(statements, before?.statements ?? [], store.statementIds(id, tenant)),
        groups: groups ?? before?.groups ?? [],
        added: new Date(clock.now()).toISOString(),
      });
      if (before?.key !== version.key) {
        const change = before === undefined ? 'added' : 'updated';
        store.add(version);
        ledger.record(fateOf(change, { ...version, statements: version.statements.length }), context);
        return { version, change };
      }
      if (sameGroups(before.groups, version.groups)) return { version: before, change: 'unchanged' };
      const restricted = { ...before, groups: version.groups };
      store.restrict(id, tenant, version.groups);
      ledger.record(fateOf('restricted', { ...restricted, statements: before.statements.length }), context);
      return { version: restricted, change: 'restricted' };
    });
  };
}

function mayRead({ user }: CallContext): void {
  requirePermission(user, 'gaps:analyse', 'read the policies of the bank');
}

/**
 * Groups as they are kept.
 *
 * @throws AppError `invalid_input` where the caller is in none of them: they could not see what they keep to them
 */
function ownGroups(named: readonly string[], { user }: CallContext): readonly string[] {
  const groups = checkedGroups(named);
  const own = user.groups ?? new Set<string>();
  if (groups.length === 0 || own === 'all' || groups.some((group) => own.has(group))) return groups;
  const why = user.groups === undefined ? 'It is not known which groups you are in' : 'You are in none of these groups';
  throw new AppError(
    'invalid_input',
    `${why}, so you could not see a policy that is kept to them. Name a group that you are in, or have it done by somebody who is.`,
  );
}

function checkLength({ name, statements }: Document, limits: PolicyLimits): void {
  if (statements.length === 0)
    throw new AppError(
      'invalid_input',
      `${name} was not added: no text was found in it. Where it is a picture of pages, have its text recognised first.`,
    );
  if (statements.length > limits.statements)
    throw new AppError(
      'invalid_input',
      `${name} was not added: it has ${statements.length.toLocaleString('en')} statements, and a policy has at most ${limits.statements.toLocaleString('en')}. Add it in parts, each with an id of its own.`,
    );
}

/** A new policy needs an id that is free and room; of a policy that the caller may not see nothing is told. */
function checkRoom(taken: ReadonlySet<PolicyId>, id: PolicyId, limits: PolicyLimits): void {
  if (taken.has(id))
    throw new AppError('conflict', `The id "${id}" cannot be used for a policy. Give the policy another one.`);
  if (taken.size >= limits.policies)
    throw new AppError(
      'conflict',
      `The policy was not added: ${limits.policies.toLocaleString('en')} policies are held at most. Remove one of them first.`,
    );
}

/** @param held all policies of the tenant: the one that is replaced does not count */
function checkTogether(held: readonly PolicyListing[], id: PolicyId, added: number, limits: PolicyLimits): void {
  const others = held.reduce((sum, { policy, statements }) => (policy === id ? sum : sum + statements), 0);
  if (others + added > limits.together)
    throw new AppError(
      'conflict',
      `The policy was not added: all policies together have at most ${limits.together.toLocaleString('en')} statements, and would have more. Remove one of them first.`,
    );
}

/** Files of two folders can have one name. Whoever replaces every word and the title as well must say that they mean it. */
function checkSame(
  before: PolicyVersion,
  name: string,
  { title }: Pick<PolicyFacts, 'title'>,
  statements: readonly HashedStatement[],
): void {
  if (foldText(title) === foldText(before.facts.title)) return;
  const known = new Set(before.statements.map(({ hash }) => hash));
  if (statements.some(({ hash }) => known.has(hash))) return;
  throw new AppError(
    'conflict',
    `${name} was not added: it has the file name of the policy "${before.policy}" (${before.facts.title}), but another title and none of its sentences. If it is the next version of that policy, give it the id ${before.policy}; if it is another one, give it an id of its own.`,
  );
}

function nextVersion(
  { name, kind, sha256: file, notes }: Document,
  before: PolicyVersion | undefined,
  more: Pick<PolicyVersion, 'tenant' | 'policy' | 'facts' | 'statements' | 'groups' | 'added'>,
): PolicyVersion {
  return { ...more, number: (before?.number ?? 0) + 1, key: keyOf(more), name, kind, sha256: file, notes };
}

/** Names a version by its policy and its content: whatever was worked out from it holds for the same key again. */
function keyOf({ policy, facts, statements }: Pick<PolicyVersion, 'policy' | 'facts' | 'statements'>): string {
  const { title, owner, version, effective, language } = facts;
  const words = statements.map(contentOf);
  return sha256(JSON.stringify([policy, [title, owner ?? null, version ?? null, effective ?? null, language], words]));
}

function contentOf({ id, section, text, leadIn, page, row }: PolicyStatement) {
  return [id, section, text, leadIn ?? null, page ?? null, row === undefined ? null : [row.headers, row.cells]];
}

function sameGroups(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((group) => others.includes(group));
}

function fateOf(
  what: PolicyFate['what'],
  listing: Omit<PolicyListing, 'key' | 'kind' | 'added' | 'tenant'>,
): PolicyFate {
  const { policy: id, number, facts, sha256: file, statements, groups, name } = listing;
  return { what, id, number, title: facts.title, sha256: file, statements, groups, name };
}
