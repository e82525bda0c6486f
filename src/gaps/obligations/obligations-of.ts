import type { Language } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import type { VersionSummary } from '../../regulations/library-store.ts';
import { isWithin, parentPlace, provisionId, topPlace } from '../../regulations/place.ts';
import type { Place, ProvisionNode } from '../../regulations/provision.ts';
import { type ProvisionTree, provisionHash } from '../../regulations/provision-tree.ts';
import { isAmending } from '../../regulations/references/belonging.ts';
import { type Reference, referencesOf } from '../../regulations/references/references-of.ts';
import { isPronoun } from '../norms/actors.ts';
import type { Deadline, Norm, Words } from '../norms/norm.ts';
import { normsIn } from '../norms/norms-in.ts';
import { type DutyText, dutyTexts } from './duty-texts.ts';
import { isHeadingWithoutDuties, isMandate, isNoDuty, isOfMandate, isOfReport, isReporting } from './no-duties.ts';
import type { Obligation } from './obligation.ts';

/** Raised whenever the same text would give other obligations. */
export const EXTRACTOR_VERSION: number = 3;

/**
 * The duties of one version of an act, in the order of its text: who must, must not or should do what. Recitals, what
 * words mean, scope, powers, mandates to draft standards, reviews, amendments, transitional and final provisions, and what
 * is merely allowed give none; duties of authorities and Member States do. See `dutyTexts` for what becomes one obligation.
 *
 * @param places only what stands within one of them; an unknown one gives nothing
 */
export function obligationsOf(
  view: LawView,
  version: VersionSummary,
  places?: readonly Place[],
): readonly Obligation[] {
  const tree = view.tree(version);
  const terms = new Set(view.termsOf(version).map(({ place }) => place));
  const referencesAt = referencesBy(view, version);
  const counts = new Map<Place, number>();
  const found: Obligation[] = [];
  for (const top of tree.tops()) {
    if (places !== undefined && !places.some((place) => isWithin(place, top) || isWithin(top, place))) continue;
    if (!mayHoldDuties(tree, top, version.language)) continue;
    for (const { duty, norm, actor } of dutiesWithin(tree, top, terms, version)) {
      const nth = (counts.get(duty.place) ?? 0) + 1;
      counts.set(duty.place, nth);
      if (places === undefined || places.some((place) => isWithin(duty.place, place)))
        found.push(obligationOf(view, version, referencesAt, { duty, norm, actor, nth }));
    }
  }
  return found;
}

/** What a provision and the sentences that introduce it refer to; each provision is read once. */
function referencesBy(view: LawView, version: VersionSummary): (place: Place) => readonly Reference[] {
  const tree = view.tree(version);
  const known = new Map<Place, readonly Reference[]>();
  const own = (place: Place): readonly Reference[] => {
    const found = known.get(place) ?? referencesOf(view, version, place).filter(({ from }) => from === place);
    known.set(place, found);
    return found;
  };
  return (place) => [...tree.leadIns(place).map((lead) => lead.place), place].flatMap(own);
}

/** Tops that are text of the act's own, about duties, and change no other act. */
function mayHoldDuties(tree: ProvisionTree, top: Place, language: Language): boolean {
  if (/^(?:rct|pre|dtr|dde|dfi)_/.test(top)) return false;
  const node = tree.node(top);
  return node !== undefined && !isHeadingWithoutDuties(node.heading, language) && !isAmending(tree, top);
}

interface Duty {
  readonly duty: DutyText;
  readonly norm: Norm;
  readonly actor: string | null;
}

function dutiesWithin(
  tree: ProvisionTree,
  top: Place,
  terms: ReadonlySet<Place>,
  { language, source }: Pick<VersionSummary, 'language' | 'source'>,
): readonly Duty[] {
  const nodes = tree.within(top).filter(({ place }) => !isDefinition(place, terms));
  const duties: Duty[] = [];
  let mandate: Place | undefined;
  let reporter: string | undefined;
  let before: { readonly block: Place; readonly actor: string } | undefined;
  for (const duty of dutyTexts(tree, nodes)) {
    const norms = normsIn(duty.text, language, { present: source === 'digest', described: source === 'digest' });
    const block = paragraphOf(duty.place);
    const lead = { text: duty.text.slice(0, duty.own), actor: leadActor(norms, duty)?.text ?? null };
    const isLedByMandate = lead.text !== '' && isMandate(lead.text, lead.actor);
    if (isLedByMandate) mandate = block;
    for (const norm of bindingOf(norms, duty)) {
      const printed = norm.actor?.text ?? lead.actor;
      const isNamedBefore = printed !== null && isPronoun(printed, language);
      const named = isNamedBefore ? (before?.block === block ? before.actor : null) : printed;
      const actor = named ?? (isOfReport(duty.text, norm) ? (reporter ?? null) : null);
      if (named !== null && isReporting(duty.text, named)) reporter = named;
      if (actor !== null) before = { block, actor };
      // One point that tells of guidelines makes no mandate of its neighbours.
      if (lead.text === '' && isMandate(duty.text, actor)) mandate = block;
      const isNear = mandate !== undefined && (mandate === block || actor === null);
      if (isLedByMandate || (isNear && isOfMandate(duty.text, actor))) continue;
      if (!isNoDuty(duty.text, norm, actor, language)) duties.push({ duty, norm, actor });
    }
  }
  return duties;
}

/** The numbered paragraph that a provision belongs to; the article where it has none. */
function paragraphOf(place: Place): Place {
  const [top = '', second] = place.split('/');
  return second?.startsWith('par_') ? `${top}/${second}` : top;
}

/** Of a point whose own verb has no actor ("… as follows: (a) its capital shall …") whoever its lead-in binds is bound. */
function leadActor(norms: readonly Norm[], { own }: DutyText): Words | undefined {
  return norms.findLast(({ modal, modality }) => modal.start < own && modality !== 'may')?.actor;
}

function isDefinition(place: Place, terms: ReadonlySet<Place>): boolean {
  for (let each: Place | undefined = place; each !== undefined; each = parentPlace(each))
    if (terms.has(each)) return true;
  return false;
}

/** "… including the risk that it may fail": what may be in a point whose duty stands in front of it. */
function isAside({ modality, modal }: Norm, text: string, own: number): boolean {
  return (
    own > 0 &&
    modality === 'may' &&
    /\b(?:that|which|who|whose|whether|where|when|if|how)\b/i.test(text.slice(own, modal.start))
  );
}

/** The norms of the provision's own words that bind, else the one that introduces them. */
function bindingOf(norms: readonly Norm[], { own, text }: DutyText): readonly Norm[] {
  const meant = norms.filter((norm) => norm.modal.start < own || !isAside(norm, text, own));
  const leading = meant.length > 0 ? meant : norms;
  const ours = meant.filter(({ modal }) => modal.start >= own);
  const [first, ...others] = (ours.length > 0 ? ours : leading.slice(-1)).filter(({ modality }) => modality !== 'may');
  if (first === undefined) return [];
  // A second verb of the same subject is part of the same duty; another subject's is one of its own.
  return [
    first,
    ...others.filter(
      ({ actor, modality }) =>
        actor !== undefined && (actor.start !== first.actor?.start || modality !== first.modality),
    ),
  ];
}

function obligationOf(
  view: LawView,
  version: VersionSummary,
  referencesAt: (place: Place) => readonly Reference[],
  { duty, norm, actor, nth }: Duty & { readonly nth: number },
): Obligation {
  const { place, text } = duty;
  const provision = provisionId(version.act, place);
  return {
    id: nth === 1 ? provision : `${provision}~${nth}`,
    provision,
    act: version.act,
    place,
    label: view.label(version, place),
    language: version.language,
    text,
    hash: provisionHash(text),
    headings: headingsOf(view.tree(version).node(topPlace(place))),
    modality: norm.modality,
    actor,
    norm,
    deadline: deadlineOf(norm),
    references: [
      ...new Set(
        referencesAt(place).flatMap(({ id, text: words }) => (id !== null && text.includes(words) ? [id] : [])),
      ),
    ],
  };
}

function headingsOf(top: ProvisionNode | undefined): readonly string[] {
  return [...(top?.divisions ?? []), ...(top === undefined || top.heading === '' ? [] : [top.heading])];
}

function deadlineOf({ deadlines }: Norm): Deadline | null {
  return deadlines.find(({ iso }) => iso !== null) ?? deadlines[0] ?? null;
}
