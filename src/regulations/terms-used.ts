import { foldText } from '../core/text.ts';
import type { ActId } from './act.ts';
import { createGlossary, type Glossary } from './glossary.ts';
import type { LawView } from './law-view.ts';
import type { VersionSummary } from './library-store.ts';
import type { Place } from './provision.ts';
import { referencesOf } from './references/references-of.ts';

/** Glossaries kept; each is made in some milliseconds. */
const MOST_KEPT = 64;

/**
 * Finds defined terms where acts use them. The definition of the act itself wins; a delegated or implementing act uses
 * the terms of the act that its title says it supplements, or lays down the application of. Versions are those that hold
 * for the reading: so the definition of that day.
 */
export function createGlossaries(): (view: LawView, version: VersionSummary) => Glossary {
  const kept = new Map<string, Glossary>();
  return (view, version) => {
    const basic = basicActOf(view, version);
    const key = `${version.key}|${basic?.key ?? ''}`;
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const glossary = compile(view, version, basic);
    kept.set(key, glossary);
    return glossary;
  };
}

const BASIC =
  /\b(?:supplementing|laying down (?:implementing|regulatory) technical standards|for the application of|por el que se completa|por el que se establecen normas técnicas)\b/i;

/** The act that a delegated or implementing act belongs to, by its title or the register; one that is held, in its language. */
function basicActOf(view: LawView, { act, about, language }: VersionSummary): VersionSummary | undefined {
  if (about.kind !== 'delegated_regulation' && about.kind !== 'implementing_regulation') return undefined;
  const at = about.title.search(BASIC);
  // The register's line on a technical standard begins with its act: "DORA: …".
  const parent = /^[^:]{2,40}(?=:)/.exec(view.entry(act)?.about ?? '')?.[0];
  const told = at < 0 ? parent : about.title.slice(at);
  const [named] = view.names.find(told ?? '').filter(({ acts }) => acts.length === 1 && acts[0] !== act);
  const basic = named?.acts[0] === undefined ? undefined : view.version(named.acts[0]);
  return basic?.language === language ? basic : undefined;
}

function compile(view: LawView, version: VersionSummary, basic: VersionSummary | undefined): Glossary {
  const sources = [
    { act: version.act, own: true, terms: view.termsOf(version) },
    ...(basic ? [{ act: basic.act, own: false, terms: view.termsOf(basic) }] : []),
  ];
  return createGlossary(version.language, sources);
}

/**
 * Where a definition that only points to another act's is spelled out: "‘X’ means X as defined in Article 3, point (1),
 * of Regulation …". `undefined` for one that says what it means itself, or points to what is not held.
 */
export function definitionElsewhere(
  view: LawView,
  version: VersionSummary,
  place: Place,
): { readonly act: ActId; readonly place: Place } | undefined {
  const text = foldText(view.tree(version).wholeText(place));
  if (!/\bas defined in\b|\bas referred to in\b|\bdefinid[oa]s? en\b|\ben el sentido d/.test(text)) return undefined;
  const found = referencesOf(view, version, place).filter(({ resolved, act }) => resolved && act !== version.act);
  const [only] = found;
  if (found.length !== 1 || only?.act === undefined || only.place === undefined) return undefined;
  return { act: only.act, place: only.place };
}
