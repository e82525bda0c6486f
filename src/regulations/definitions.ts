import type { StoredTerm } from './library-store.ts';
import { parentPlace, topPlace } from './place.ts';
import type { ProvisionNode } from './provision.ts';

const QUOTED = /[‘“«"']([^‘’“”«»"']{2,120})[’”»"']/g;
/** The quoted terms in front of the defining verb: "‘home Member State’ or ‘home State’ means …". */
const ENGLISH_DEFINITION =
  /^(?:[^‘“«"']{0,40})((?:[‘“«"'][^‘’“”«»"']{2,120}[’”»"'](?:\s*\([^)]{1,60}\))?(?:,| or| and|\s)*)+)(?:[^‘’“”«»"'.:;]{0,90}?\s)?(?:means?|shall mean|is understood)\b/;
const SPANISH_DEFINITION =
  /^(?:se entender[áa] por\s+)?[«“]([^»”]{2,120})[»”]\s*(?:,[^,.;:]{1,90},\s*)?(?::|,?\s+(?:es|son|significa|ser[áa]n?)\b)/i;
/** "Se entenderá por país equivalente aquel Estado que …", "se considerarán rescates las siguientes maniobras:". */
const SPANISH_INLINE =
  /\bse\s+(?:entender[áa]n?\s+por\s+«?([^,.:;«»]{3,70}?)»?(?=,|:|\s(?:el|la|los|las|aquel(?:l[ao]s?)?|cualquier|tod[ao]s?|un|una|al?)\s)|considerar[áa]n?\s+([^,.:;«»]{3,70}?)\s+(?:las|los)\s+siguientes\b)/iu;
/** In an article headed "Definiciones" an entry is "Término: lo que significa". */
const SPANISH_ENTRY = /^([\p{L}][^:.;]{1,90}):\s+\S/u;

/**
 * The terms that an act defines, each with the provision that defines it. Found by the drafting conventions of the
 * Union (a quoted term followed by "means", Joint Practical Guide, point 14) and of Spanish law (an entry of an article
 * on definitions). Terms are given as printed, without their quotation marks.
 */
export function definedTerms(nodes: readonly ProvisionNode[]): readonly StoredTerm[] {
  const definitionArticles = new Set(
    nodes.filter(({ place, heading }) => !parentPlace(place) && /\bdefini/i.test(heading)).map(({ place }) => place),
  );
  return nodes.flatMap((node) =>
    termsOf(node, definitionArticles.has(topPlace(node.place))).map((term) => ({ term, place: node.place })),
  );
}

function termsOf({ place, text }: ProvisionNode, underDefinitions: boolean): readonly string[] {
  if (place.startsWith('rct_')) return [];
  const english = ENGLISH_DEFINITION.exec(text)?.[1];
  if (english !== undefined) return [...english.matchAll(QUOTED)].flatMap((match) => match[1]?.trim() ?? []);
  const spanish =
    SPANISH_DEFINITION.exec(text)?.[1] ??
    (underDefinitions ? SPANISH_ENTRY.exec(text)?.[1] : undefined) ??
    (/^(?:art|anx)_/.test(place) ? inlineTerm(text) : undefined);
  return spanish === undefined ? [] : [spanish.replace(/[«»]/g, '').trim()];
}

/** A sentence may define in passing; what it takes for a term must read like one: two words or more, and whole. */
function inlineTerm(text: string): string | undefined {
  const match = SPANISH_INLINE.exec(text);
  const term = match?.[1] ?? match?.[2];
  if (term === undefined || !/\s/.test(term)) return undefined;
  return /^como\s|\sque\s|\s(?:de|del|en|al?|por|con|y|o)$/i.test(term) ? undefined : term;
}
