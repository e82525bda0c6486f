import type { Act, ActId } from './act.ts';
import type { LawView, Reading } from './law-view.ts';
import type { Library } from './library.ts';
import type { VersionSummary } from './library-store.ts';
import { type ActNames, createActNames } from './mentions/act-names.ts';
import { placeLabel } from './mentions/label.ts';
import { topPlace } from './place.ts';
import type { RegisterEntry } from './register/register-entry.ts';
import { createGlossaries } from './terms-used.ts';
import { versionFor } from './validity.ts';

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
      hash: ({ key }, place) => library.store.hash(key, place),
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
