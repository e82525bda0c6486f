import type { ActId, ActKind, Authority, IsoDate, Language } from './act.ts';
import type { Place } from './provision.ts';

/** One passage of one version of an act: the unit that is ranked. Its place is what a hit cites. */
export interface Passage {
  readonly place: Place;
  /** What is analysed and ranked: the provision with its lead-in, as a person would read it. */
  readonly text: string;
}

/** What the index must know of a version to filter by it. */
export interface IndexedVersion {
  /** Names the version and its exact content; two versions with the same key hold the same passages. */
  readonly key: string;
  readonly act: ActId;
  readonly kind: ActKind;
  readonly authority: Authority;
  readonly language: Language;
  /** The version holds from this day … */
  readonly from: IsoDate;
  /** … up to, but not including, this one; absent while it is the latest held. */
  readonly until?: IsoDate;
  /** The tenant that owns the text; absent for public law. */
  readonly tenant?: string;
}

/** Every condition applies inside every arm of the ranking, so that nothing outside it can leak through one of them. */
export interface IndexFilter {
  readonly acts?: readonly ActId[];
  readonly kinds?: readonly ActKind[];
  readonly authorities?: readonly Authority[];
  readonly languages?: readonly Language[];
  /** The day whose law is asked for: only versions holding on it; absent, the latest versions. */
  readonly asOf?: IsoDate;
  /** The tenant that asks; absent, public law only. Public law is seen by every tenant. */
  readonly tenant?: string;
}

export interface IndexHit {
  readonly versionKey: string;
  readonly act: ActId;
  readonly place: Place;
  /** Fused score, higher is better; comparable within one search only. */
  readonly score: number;
  /** What each arm gave, scaled to its own best hit of this search (0 to 1): for "why" and for thresholds. */
  readonly arms: {
    readonly terms: number;
    readonly characters: number;
    readonly neighbours: number;
    readonly vectors: number;
  };
  /** Words of the query, as the person typed them, that the passage holds (by their stems). */
  readonly matched: readonly string[];
  /** Share of the query's term weight (inverse document frequency) that the passage holds, 0 to 1. */
  readonly coverage: number;
}

/** A word of the query that counts, and its share of the query's term weight; the shares of a query sum to 1. */
export interface QueryTerm {
  readonly word: string;
  readonly weight: number;
  /** False where no passage searched holds it: the library cannot know about it. */
  readonly known: boolean;
}

export interface SearchOutcome {
  readonly hits: readonly IndexHit[];
  readonly terms: readonly QueryTerm[];
  /** What the person who asks must know of the search: that it went by words alone although vectors are set up. */
  readonly notes: readonly string[];
}

export interface IndexHealth {
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
  /** What is wrong and what to do; empty where nothing is. */
  readonly problems: readonly string[];
}

/**
 * Ranked search over the passages of the library. Implementations rank alike: the profile is part of the contract.
 * With an embedder nearness in meaning is one more arm; where the embedder fails, the others stand and a note says so.
 * The library decides what is held; the index follows it (`put`, `drop`, then `commit`) and tells what it has, so that
 * after any crash the two are reconciled by comparing keys.
 *
 * Errors: `upstream_unavailable` when the engine cannot be reached; never an empty result in its stead.
 */
export interface RegulationIndex {
  /** The keys of the versions held in whole, with their vectors where an embedder is set up. */
  held(): Promise<ReadonlySet<string>>;
  /** Adds a version; the same key again only adds what was missing of it. Visible to searches after `commit`. */
  put(version: IndexedVersion, passages: readonly Passage[]): Promise<void>;
  /** Removes a version; an unknown key is not an error. */
  drop(key: string): Promise<void>;
  /** Renews the filter fields of versions already held (a newer version ends an older one's validity). */
  describe(versions: readonly IndexedVersion[]): Promise<void>;
  /**
   * Makes all changes visible to searches. Returns the keys whose stored form turned out to be missing, damaged or of an
   * older analysis: they are no longer held, nothing became visible, and the caller puts them again and commits again.
   */
  commit(): Promise<readonly string[]>;
  /**
   * Forgets what is stored, so that every version is put again; what was visible stays so until the next commit. What a
   * crash interrupts is gone on with by the next reconciliation.
   */
  renew(): Promise<void>;
  /** Whether it can be searched now; never throws for an engine that cannot be reached. */
  health(): Promise<IndexHealth>;
  /** Best first; equal scores in the order of act, then of the document. `limit` is at least 1. */
  search(text: string, filter: IndexFilter, limit: number): Promise<SearchOutcome>;
  close(): Promise<void>;
}
