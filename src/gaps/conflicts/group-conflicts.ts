import type { Claim } from './claim.ts';
import type { ConflictKind, PolicyConflict } from './conflict.ts';
import type { MatterTerm, Weigh } from './matter.ts';
import { agree, disagree, sameness } from './same-matter.ts';

/** A word in more claims than these finds none. */
const MOST_POSTINGS = 250;
const RAREST = 4;
const MOST_PARTNERS = 60;
const MOST_STATEMENTS = 12;
/** Few statements tell little of how rare a word is: as many are reckoned with. */
const LEAST_STATEMENTS = 50;

interface Pair {
  readonly one: Claim;
  readonly other: Claim;
  readonly confidence: number;
}

/** Conflicts between claims, in the order of the first statement of each. */
export function groupConflicts(claims: readonly Claim[]): readonly PolicyConflict[] {
  const weigh = weights(claims);
  const kinds = byKind(claims);
  return [...kinds.values()]
    .flatMap((each) => conflictsOf(each, weigh))
    .sort((a, b) => a.at - b.at || (a.conflict.kind < b.conflict.kind ? -1 : 1))
    .map(({ conflict }) => conflict);
}

function byKind(claims: readonly Claim[]): ReadonlyMap<ConflictKind, readonly Claim[]> {
  const kinds = new Map<ConflictKind, Claim[]>();
  for (const claim of claims) {
    const list = kinds.get(claim.settled.kind) ?? [];
    kinds.set(claim.settled.kind, list);
    list.push(claim);
  }
  return kinds;
}

/** Words weigh more the fewer statements have them. */
function weights(claims: readonly Claim[]): Weigh {
  const statements = new Map<number, ReadonlySet<string>>();
  for (const { at, matter } of claims)
    statements.set(at, new Set([...(statements.get(at) ?? []), ...matter.core.map(({ key }) => key)]));
  const counts = new Map<string, number>();
  for (const keys of statements.values()) for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const all = Math.max(LEAST_STATEMENTS, statements.size);
  return (key) => Math.log(1 + all / (counts.get(key) ?? 1));
}

function conflictsOf(claims: readonly Claim[], weigh: Weigh) {
  const pairs = candidates(claims).flatMap(([one, other]): readonly Pair[] => {
    if (one.at === other.at || !disagree(one, other)) return [];
    const confidence = sameness(one, other, weigh);
    return confidence === 0 ? [] : [{ one, other, confidence }];
  });
  return clusters(settledPairs(pairs, claims, weigh), weigh).map(({ members, confidence }) => ({
    at: members[0]?.at ?? 0,
    conflict: conflictOf(members, confidence),
  }));
}

/** A statement that says several times agrees with another as soon as one of them is the other's. */
function settledPairs(pairs: readonly Pair[], claims: readonly Claim[], weigh: Weigh): readonly Pair[] {
  const ofStatement = new Map<number, Claim[]>();
  for (const claim of claims) ofStatement.set(claim.at, [...(ofStatement.get(claim.at) ?? []), claim]);
  return pairs.filter(({ one, other }) => {
    const [ones, others] = [ofStatement.get(one.at) ?? [], ofStatement.get(other.at) ?? []];
    if (ones.length === 1 && others.length === 1) return true;
    return !ones.some((a) => others.some((b) => agree(a, b) && sameness(a, b, weigh) > 0));
  });
}

/** Pairs of claims that share one of their rarest words and settle something else; each pair once, in order. */
function candidates(claims: readonly Claim[]): readonly (readonly [Claim, Claim])[] {
  const postings = new Map<string, number[]>();
  const keys = claims.map(({ matter }) => indexKeys(matter.core));
  for (const [at, each] of keys.entries())
    for (const key of each) {
      const list = postings.get(key);
      if (list === undefined) postings.set(key, [at]);
      else list.push(at);
    }
  const settles = claims.map(({ settled }) => signatureOf(settled));
  for (const [key, list] of postings)
    if (list.every((at) => settles[at] === settles[list[0] ?? at])) postings.delete(key);
  const pairs = new Set<number>();
  for (const [at, own] of keys.entries()) {
    if (settles[at] === OPEN) continue;
    const rarest = own
      .map((key) => postings.get(key) ?? [])
      .filter(({ length }) => length > 1 && length <= MOST_POSTINGS)
      .sort((a, b) => a.length - b.length)
      .slice(0, RAREST);
    let partners = 0;
    for (const list of rarest)
      for (const each of list) {
        if (each === at || settles[each] === settles[at] || partners >= MOST_PARTNERS) continue;
        partners += 1;
        pairs.add(Math.min(at, each) * claims.length + Math.max(at, each));
      }
  }
  return [...pairs]
    .sort((a, b) => a - b)
    .flatMap((id) => {
      const [one, other] = [claims[Math.floor(id / claims.length)], claims[id % claims.length]];
      return one === undefined || other === undefined ? [] : [[one, other] as const];
    });
}

const OPEN = 'open';

/** Claims that settle the very same need not be compared. Of what binds, only what is forbidden stands against the rest. */
function signatureOf(settled: Claim['settled']): string {
  if (settled.kind === 'modality') return settled.modality === 'must_not' ? 'forbidden' : OPEN;
  return 'key' in settled
    ? settled.key
    : `${settled.deadline.iso} ${settled.bound} ${settled.deadline.working ?? false}`;
}

function indexKeys(core: readonly MatterTerm[]): readonly string[] {
  const things = core.filter(({ act }) => !act);
  const keys = new Set<string>();
  for (const { key, concepts } of things.length > 0 ? things : core) {
    keys.add(key);
    for (const concept of concepts) keys.add(`concept ${concept}`);
  }
  return [...keys];
}

interface Cluster {
  readonly members: Claim[];
  confidence: number;
}

/** Statements on one matter together, the surest pairs first; each must be on the matter of all others. */
function clusters(pairs: readonly Pair[], weigh: Weigh): readonly Cluster[] {
  const sorted = [...pairs].sort(
    (a, b) => b.confidence - a.confidence || a.one.at - b.one.at || a.other.at - b.other.at,
  );
  const found: Cluster[] = [];
  for (const { one, other, confidence } of sorted) {
    const home = found.find(({ members }) => has(members, one) || has(members, other));
    if (home === undefined) found.push({ members: [one, other], confidence });
    else join(home, [one, other], confidence, weigh);
  }
  for (const { members } of found) members.sort((a, b) => a.at - b.at);
  return found;
}

function has(members: readonly Claim[], claim: Claim): boolean {
  return members.some(({ at }) => at === claim.at);
}

function join(home: Cluster, pair: readonly Claim[], confidence: number, weigh: Weigh): void {
  const fresh = pair.filter((claim) => !has(home.members, claim));
  for (const claim of fresh) {
    if (home.members.length >= MOST_STATEMENTS) return;
    if (!home.members.every((member) => sameness(member, claim, weigh) > 0)) continue;
    home.members.push(claim);
    home.confidence = Math.min(home.confidence, confidence);
  }
}

function conflictOf(members: readonly Claim[], confidence: number): PolicyConflict {
  const [first] = members;
  const shortest = [...members].sort((a, b) => a.words.length - b.words.length || a.at - b.at)[0];
  return {
    kind: first?.settled.kind ?? 'deadline',
    matter: shortest?.words ?? '',
    statements: members.map(({ policy, statement, says }) => ({
      policy,
      statement: statement.id,
      quote: statement.text,
      says,
    })),
    confidence: Math.round(confidence * 100) / 100,
  };
}
