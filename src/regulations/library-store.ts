import type { Act, ActId, TextSource, VersionRef } from './act.ts';
import type { Place, ProvisionNode, SourceFormat } from './provision.ts';
import type { Link } from './references/link.ts';

/** What is known of a stored version without reading its text. */
export interface VersionSummary extends VersionRef {
  /** Names the version and its exact content: changes whenever a word of it does. */
  readonly key: string;
  readonly about: Act;
  readonly source: TextSource;
  readonly format: SourceFormat;
  /** True for a consolidation; false for a text as published. */
  readonly consolidated: boolean;
  readonly provisions: number;
  /** Places whose words the source lost. */
  readonly lost: readonly Place[];
}

export interface StoredTerm {
  /** The defined term as printed. */
  readonly term: string;
  readonly place: Place;
}

export interface StoredVersion extends VersionSummary {
  readonly nodes: readonly ProvisionNode[];
  /** SHA-256 of each node's whole text, in the order of `nodes`. */
  readonly hashes: readonly string[];
  readonly terms: readonly StoredTerm[];
}

/** A definition found by its term. */
export interface DefinitionHit extends StoredTerm {
  readonly versionKey: string;
  readonly act: ActId;
}

/** A link and the version that holds it. */
export interface StoredLink {
  readonly versionKey: string;
  readonly link: Link;
}

/** What is to be changed, all of it or nothing: first what goes, then what comes. */
export interface LibraryDecision<T> {
  /** What the caller is told once the change is made. */
  readonly outcome: T;
  /** Keys of versions to remove; unknown ones are no error. */
  readonly remove?: readonly string[];
  readonly save?: StoredVersion;
  readonly notes?: Readonly<Record<string, string>>;
}

/**
 * Where the law is kept. Every change is one transaction: after a crash each act is there in its old or its new
 * version, whole. Calls are synchronous, as the embedded store is; another process may write in between, which
 * `revision` tells.
 */
export interface LibraryStore {
  /** Every version held, by act, language and date. */
  versions(): readonly VersionSummary[];
  /** The nodes of a version in document order; `undefined` for an unknown key. */
  nodes(key: string): readonly ProvisionNode[] | undefined;
  /** SHA-256 of one provision's whole text. */
  hash(key: string, place: Place): string | undefined;
  /** The terms that a version defines, in the order of its text; none for an unknown key. */
  terms(key: string): readonly StoredTerm[];
  /** Definitions whose folded term is exactly one of those given, in the versions given. */
  definitions(foldedTerms: readonly string[], keys: readonly string[]): readonly DefinitionHit[];
  /** The versions, by key, whose links were not made by this extractor. */
  withoutLinks(extractor: number): readonly string[];
  /** Keeps the links of a version that point to an act, in place of those kept before; a version that is gone is no error. */
  saveLinks(key: string, extractor: number, links: readonly Link[]): void;
  /**
   * Links of the versions given into an article, recital, annex or disposition of an act, and all its ranges, which may
   * hold it; by version, as the text runs.
   */
  linksTo(act: ActId, top: Place, keys: readonly string[]): readonly StoredLink[];
  /**
   * Decides on what is held and changes it, in one transaction: nobody else can write between the decision and the
   * change. A decision that throws changes nothing. It may read the store, and nothing slow belongs into it.
   */
  change<T>(decide: (held: readonly VersionSummary[]) => LibraryDecision<T>): T;
  /** Grows whenever a version is added or removed, whoever does it. */
  revision(): number;
  /** A small note that survives, such as which digests have been loaded. */
  note(name: string): string | undefined;
  setNote(name: string, value: string): void;
  /** Runs the store's own check of its file; empty where all is well. */
  integrity(): readonly string[];
}
