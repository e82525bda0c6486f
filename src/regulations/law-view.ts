import type { ActId, IsoDate, Language } from './act.ts';
import type { Glossary } from './glossary.ts';
import type { DefinitionHit, StoredTerm, VersionSummary } from './library-store.ts';
import type { ActNames } from './mentions/act-names.ts';
import type { PlaceSource } from './mentions/place-source.ts';
import type { Place } from './provision.ts';
import type { ProvisionTree } from './provision-tree.ts';
import type { Link } from './references/link.ts';

/** The day and language for which the law is read. */
export interface Reading {
  readonly asOf?: IsoDate;
  readonly language?: Language;
}

/** The law as it stands for one reading: which version of each act holds, and everything read from it. */
export interface LawView extends PlaceSource {
  readonly names: ActNames;
  version(act: ActId): VersionSummary | undefined;
  /** The version with that key, whichever reading it belongs to. */
  byKey(key: string): VersionSummary | undefined;
  tree(version: VersionSummary): ProvisionTree;
  /** SHA-256 of a provision's whole text, typography aside; `undefined` for a place that the version does not have. */
  hash(version: VersionSummary, place: Place): string | undefined;
  /** The defined terms that hold for a version's text. */
  glossary(version: VersionSummary): Glossary;
  /** The terms that a version defines, in the order of its text. */
  termsOf(version: VersionSummary): readonly StoredTerm[];
  /** Definitions of the folded terms in the versions given. */
  definitions(foldedTerms: readonly string[], keys: readonly string[]): readonly DefinitionHit[];
  /** Links, of the versions that hold for this reading, into a top-level provision of an act. */
  linksTo(act: ActId, top: Place): readonly { readonly version: VersionSummary; readonly link: Link }[];
  label(version: VersionSummary, place: Place): string;
  /** `DORA` where there is such a word, else the formal name. */
  shortName(version: VersionSummary): string;
}
