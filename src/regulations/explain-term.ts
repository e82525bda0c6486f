import { foldText } from '../core/text.ts';
import type { ActId } from './act.ts';
import type { LawView } from './law-view.ts';
import type { VersionSummary } from './library-store.ts';
import { nearNames } from './mentions/near-names.ts';
import type { Place } from './provision.ts';
import { definitionElsewhere } from './terms-used.ts';

/** A definition of a term in one act. */
export interface TermDefinition {
  /** As the definition prints it. */
  readonly term: string;
  readonly version: VersionSummary;
  readonly place: Place;
  /** Where a definition that only points to another act's is spelled out. */
  readonly elsewhere?: { readonly version: VersionSummary; readonly place: Place };
}

export interface ExplainedTerm {
  /** By act, in the order of its text. */
  readonly definitions: readonly TermDefinition[];
  readonly acts: readonly ActId[];
  /** Where nothing was found: defined terms that are spelled alike, or have the word in them. */
  readonly near: readonly string[];
}

const MOST_NEAR = 8;

/** The spellings under which a term may be defined: a definition is in the singular, and people ask in the plural. */
export function spellingsOf(folded: string): readonly string[] {
  return [
    ...new Set([
      folded,
      folded.replace(/s$/, ''),
      `${folded}s`,
      folded.replace(/ies$/, 'y'),
      folded.replace(/es$/, ''),
    ]),
  ];
}

/** What acts mean by a term, as each of them says. */
export function explainTerm(view: LawView, term: string, acts: readonly ActId[]): ExplainedTerm {
  const versions = acts.flatMap((act) => view.version(act) ?? []);
  const folded = foldText(term)
    .replace(/["'‘’“”«»]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const hits = view.definitions(
    spellingsOf(folded),
    versions.map(({ key }) => key),
  );
  const definitions = hits.flatMap(({ versionKey, term: printed, place }): readonly TermDefinition[] => {
    const version = view.byKey(versionKey);
    if (version === undefined) return [];
    const target = definitionElsewhere(view, version, place);
    const other = target && view.version(target.act);
    return [
      {
        term: printed,
        version,
        place,
        ...(target && other ? { elsewhere: { version: other, place: target.place } } : {}),
      },
    ];
  });
  return {
    definitions,
    acts: versions.map(({ act }) => act),
    near: definitions.length > 0 ? [] : nearTerms(view, folded, versions),
  };
}

function nearTerms(view: LawView, folded: string, versions: readonly VersionSummary[]): readonly string[] {
  const terms = [...new Set(versions.flatMap((version) => view.termsOf(version).map(({ term }) => term)))];
  const spellings = spellingsOf(folded);
  const holding = terms.filter((term) => spellings.some((each) => ` ${foldText(term)} `.includes(` ${each} `)));
  return [...new Set([...holding.sort((a, b) => a.length - b.length), ...nearNames(folded, terms)])].slice(
    0,
    MOST_NEAR,
  );
}
