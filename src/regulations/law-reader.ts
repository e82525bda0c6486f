import type { Act, ActId, IsoDate, Language } from './act.ts';
import type { Library } from './library.ts';
import type { DefinitionHit, StoredTerm, VersionSummary } from './library-store.ts';
import { type ActNames, createActNames } from './mentions/act-names.ts';
import { placeLabel } from './mentions/label.ts';
import type { PlaceSource } from './mentions/place-source.ts';
import { topPlace } from './place.ts';
import type { Place } from './provision.ts';
import type { ProvisionTree } from './provision-tree.ts';
import type { Link } from './references/link.ts';
import type { RegisterEntry } from './register/register-entry.ts';
import { createGlossaries, type Glossary } from './terms-used.ts';
import { versionFor } from './validity.ts';

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

export interface LawReader {
  readonly library: Library;
  at(reading: Reading): LawView;
}

/** Binds the library to the register: names, labels and places come from both. */
export function createLawReader(library: Library, register: readonly RegisterEntry[]): LawReader {
  const glossaries = createGlossaries();
  const entries = new Map(register.map((entry) => [entry.act, entry]));
  let named: { versions: readonly VersionSummary[]; names: ActNames } | undefined;

  const namesOf = (versions: readonly VersionSummary[]): ActNames => {
    if (named?.versions !== versions)
      named = {
        versions,
        names: createActNames(
          register,
          versions.map(({ about }) => about),
        ),
      };
    return named.names;
  };

  const at = (reading: Reading): LawView => {
    const versions = library.versions();
    const names = namesOf(versions);
    const version = (act: ActId): VersionSummary | undefined => versionFor(act, versions, reading);
    const citedAs = ({ act, about }: VersionSummary): Pick<Act, 'name' | 'shortName'> => {
      const entry = entries.get(act);
      const shortName = entry?.shortName ?? about.shortName;
      return { name: entry?.name ?? about.name, ...(shortName === undefined ? {} : { shortName }) };
    };
    const view: LawView = {
      names,
      version,
      byKey: (key) => versions.find((candidate) => candidate.key === key),
      tree: ({ key }) => library.tree(key),
      glossary: (found) => glossaries(view, found),
      termsOf: ({ key }) => library.store.terms(key),
      definitions: (terms, keys) => library.store.definitions(terms, keys),
      linksTo: (act, top) => {
        const holding = new Map(
          [...new Set(versions.map((each) => each.act))].flatMap((each) => {
            const found = version(each);
            return found ? [[found.key, found] as const] : [];
          }),
        );
        return library.store.linksTo(act, top, [...holding.keys()]).flatMap(({ versionKey, link }) => {
          const holder = holding.get(versionKey);
          return holder ? [{ version: holder, link }] : [];
        });
      },
      heldActs: () => [...new Set(versions.map(({ act }) => act))].filter((act) => version(act) !== undefined),
      entry: (act) => entries.get(act),
      near: (name) => names.near(name),
      heldDates: (act) => versions.filter((held) => held.act === act).map(({ date }) => date),
      text: (act) => {
        const found = version(act);
        return (
          found && {
            act: found.about,
            language: found.language,
            tree: library.tree(found.key),
            complete: found.source === 'official',
            date: found.date,
            outdated: found.source === 'official' && !found.consolidated && entries.get(act)?.amended === true,
          }
        );
      },
      label: (found, place) =>
        placeLabel(place, found.language, citedAs(found), library.tree(found.key).node(topPlace(place))?.marker),
      shortName: (found) => citedAs(found).shortName ?? citedAs(found).name,
    };
    return view;
  };

  return { library, at };
}
