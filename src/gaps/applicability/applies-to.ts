import type { ActId } from '../../regulations/act.ts';
import { parsePlace } from '../../regulations/place.ts';
import type { Place } from '../../regulations/provision.ts';
import type { Obligation } from '../obligations/obligation.ts';
import { ACT_ADDRESSEES, type ActAddressees, type ArticleRange } from './act-addressees.ts';
import { type Bound, boundBy, quote } from './bound-by.ts';
import { kindsPlural, kindsText, SIZE_NAMES } from './kind-names.ts';
import { type Applicability, ENTITY_SIZES, type EntityKind, type EntityProfile, type EntitySize } from './profile.ts';
import { dependsOnSimplifiedFramework } from './simplified-framework.ts';
import { type Limit, limitsOf, significanceOf } from './size-limits.ts';

/**
 * Whether an obligation is the firm's, and why. Duties of authorities, Member States, bodies of the Union and of people
 * who are no firms never are. Without a profile every duty of a firm is; with one those that the act, the actor, the
 * headings around it and the exceptions leave to a firm of that kind and size. What cannot be told applies, so that no
 * obligation is lost, and `why` says what it depends on.
 */
export function appliesTo(obligation: Obligation, profile: EntityProfile | undefined): Applicability {
  const bound = boundBy(obligation);
  if (!bound.firm) return { applies: false, why: `${bound.said}.` };
  if (profile === undefined || profile.kinds.length === 0)
    return { applies: true, why: `${bound.said}${dependence(obligation, limitsOf(obligation))}.` };
  const { act, place } = obligation;
  const byAct = actBinds(act, place, profile);
  if (byAct?.applies === false) return byAct;
  const kinds = kindsBound(obligation, bound, profile);
  if (kinds.length === 0) return { applies: false, why: otherKinds(bound, profile) };
  return limited(obligation, bound, kinds, profile);
}

/**
 * Whether an act binds firms of the profile's kinds at all, and by which of its articles; `undefined` where it is not
 * known. Delegated and implementing acts bind whom the act binds that they rest on.
 */
export function actApplies(act: ActId, profile: EntityProfile): Applicability | undefined {
  const known = ACT_ADDRESSEES.get(act);
  if (known === undefined || profile.kinds.length === 0) return undefined;
  const kinds = kindsWithin(known, profile);
  const said = `The act binds ${known.whom} (${known.by})`;
  if (kinds.length === 0) return { applies: false, why: `${said}; the profile is ${kindsText(profile.kinds)}.` };
  const note = known.note?.kinds.some((kind) => kinds.includes(kind)) ? ` ${known.note.text}` : '';
  return { applies: true, why: `${said}.${note}` };
}

/** As `actApplies`; of an article that binds others than the act as a whole it is not known. */
function actBinds(act: ActId, place: Place, profile: EntityProfile): Applicability | undefined {
  const beyond = ACT_ADDRESSEES.get(act)?.beyond ?? [];
  return isAmong(place, beyond) ? undefined : actApplies(act, profile);
}

function kindsWithin({ kinds }: ActAddressees, profile: EntityProfile): readonly EntityKind[] {
  return kinds === 'everybody' ? profile.kinds : profile.kinds.filter((kind) => kinds.includes(kind));
}

function isAmong(place: Place, ranges: readonly ArticleRange[]): boolean {
  const [top] = parsePlace(place) ?? [];
  if (top?.kind !== 'art') return false;
  const number = Number.parseInt(top.number, 10);
  return ranges.some(([first, last]) => number >= first && number <= last);
}

/** The kinds of the profile that an obligation binds. */
function kindsBound({ act, place }: Obligation, { kinds }: Bound, profile: EntityProfile): readonly EntityKind[] {
  const known = ACT_ADDRESSEES.get(act);
  const within =
    known === undefined || isAmong(place, known.beyond ?? []) ? profile.kinds : kindsWithin(known, profile);
  if (kinds === undefined) return within;
  const alike = known?.alike;
  const bindsAlike =
    alike !== undefined && kinds.includes(alike.as) && (alike.articles === undefined || isAmong(place, alike.articles));
  return within.filter((kind) => kinds.includes(kind) || (bindsAlike && kind === alike.kind));
}

/** Business that firms licensed as something else may do as well, once they are allowed to. */
const SIDE_BUSINESS: readonly EntityKind[] = [
  'casp',
  'art_issuer',
  'account_information_service_provider',
  'insurance_intermediary',
];

function otherKinds({ kinds = [], said }: Bound, profile: EntityProfile): string {
  const side = kinds.length === 1 ? SIDE_BUSINESS.filter((kind) => kinds.includes(kind)) : [];
  const hint = side.length === 0 ? '' : `, and does not name ${kindsPlural(side)}`;
  return `${said}; the profile is ${kindsText(profile.kinds)}${hint}.`;
}

/** What exceptions and sizes leave of it. */
function limited(
  obligation: Obligation,
  bound: Bound,
  kinds: readonly EntityKind[],
  { size }: EntityProfile,
): Applicability {
  const limits = limitsOf(obligation);
  const left = kinds.filter((kind) => !limits.some(({ except }) => except.includes(kind)));
  if (left.length === 0) {
    const limit = limits.find(({ except }) => kinds.some((kind) => except.includes(kind)));
    return { applies: false, why: `Does not bind ${kindsPlural(kinds)}: ${quote(limit?.words ?? '')}.` };
  }
  const barred = size === undefined ? undefined : limits.find((limit) => bars(limit, size));
  if (size !== undefined && barred !== undefined)
    return { applies: false, why: `Does not bind a ${SIZE_NAMES[size].en}: ${quote(barred.words)}.` };
  const simplified = dependsOnSimplifiedFramework(obligation, bound.kinds, left)
    ? '; it depends on whether the firm is one of those in Article 16(1) DORA'
    : '';
  const depends = `${dependence(obligation, limits, size)}${simplified}`;
  return { applies: true, why: `${bound.said}${amongText(obligation, bound, left)}${depends}.` };
}

function bars({ except, only }: Limit, size: EntitySize): boolean {
  return except.includes(size) || (only.length > 0 && !only.includes(size));
}

/** Which of the firm's kinds are meant, where the words of the law name others as well, or others alone. */
function amongText({ act }: Obligation, { kinds }: Bound, left: readonly EntityKind[]): string {
  if (kinds === undefined || kinds.length === 1)
    return left.some((kind) => kinds?.includes(kind) ?? true) ? '' : alikeText(act);
  const named = left.filter((kind) => kinds.includes(kind));
  return named.length === 0 ? alikeText(act) : `, among them ${kindsPlural(named)}`;
}

function alikeText(act: ActId): string {
  const alike = ACT_ADDRESSEES.get(act)?.alike;
  return alike === undefined
    ? ''
    : `; it binds ${kindsPlural([alike.kind])} as well that do that business (${alike.by})`;
}

/** What it depends on that is not known: the size of the firm, where none is given, and whether it is significant. */
function dependence(obligation: Obligation, limits: readonly Limit[], size?: EntitySize): string {
  const sized = limits.find(({ except, only }) => only.length > 0 || except.some(isSize));
  const named = significanceOf(obligation);
  const bySize =
    sized === undefined || size !== undefined ? '' : `; it depends on the size of the firm: ${quote(sized.words)}`;
  return named === undefined ? bySize : `${bySize}; it depends on whether the firm is meant by ${quote(named)}`;
}

function isSize(each: EntityKind | EntitySize): each is EntitySize {
  return ENTITY_SIZES.some((size) => size === each);
}
