import type { ActId } from '../act.ts';
import { parsePlace } from '../place.ts';
import { SUFFIX } from '../suffixes.ts';
import { type ActMention, type ActNames, isoDay } from './act-names.ts';
import { foldInPlace } from './cursor.ts';
import type { Mentions, PlaceMention, PlaceRequest } from './place-request.ts';
import { type ReadPlace, readBarePlace, readBarePlacesBefore, readPlaces } from './read-place.ts';
import { unknownActBeside } from './unknown-acts.ts';

/** Characters of a question that are read for places. */
const LONGEST_TEXT = 20_000;

/**
 * Finds every place and every act named in a question, in English and Spanish, wherever they stand in it. A place
 * belongs to the act written beside it; one that stands alone belongs to the acts named elsewhere in the question.
 * Linear in the length of the text; at most 50 places are read, `cut` tells of more.
 */
export function findMentions(text: string, names: ActNames): Mentions {
  // An encoded colon keeps its width, so that offsets stay.
  const original = text.slice(0, LONGEST_TEXT).replace(/%3A/gi, ':  ');
  const folded = foldInPlace(original);
  const byId = [...placesById(original), ...placesByBoeAnchor(original)];
  const identifiers = byId.filter(({ act }) => act !== undefined);
  const bareIds = byId.flatMap(({ start, end, act, request }) =>
    act === undefined ? [{ start, end, requests: [request] }] : [],
  );
  const masked = mask(folded, identifiers);
  const acts = names.find(mask(original, identifiers));
  const withoutActs = mask(masked, acts);
  const { places, cut } = readPlaces(withoutActs, original);
  const bare = acts.flatMap((act) => {
    const next = places.some(({ start }) => start >= act.end && folded.slice(act.end, start).trim() === '');
    const read = next ? undefined : readBarePlace(withoutActs, original, act.end);
    return read && !overlaps(read, places) ? [read] : [];
  });
  const spoken = [...places, ...bare, ...bareIds];
  const inFront =
    spoken.length === 0 ? [] : acts.flatMap((act) => readBarePlacesBefore(withoutActs, original, act.start) ?? []);
  const read = [...spoken, ...inFront.filter((place) => !overlaps(place, spoken))].sort((a, b) => a.start - b.start);
  const used = new Set<ActMention>();
  const sure = acts.filter((act) => !act.doubtful || read.some((place) => connection(folded, place, act) > 0));
  const actFirst = (sure[0]?.start ?? Infinity) < (read[0]?.start ?? 0);
  const placed = read.map((place) => withAct({ original, folded, names, actFirst }, place, sure, used));
  const alone = sure.filter((act) => !used.has(act)).map((act): PlaceMention => bareAct(original, act));
  const mentions = [...identifiers.map((each) => identified(original, each)), ...placed, ...alone].sort(
    (a, b) => a.start - b.start,
  );
  return { mentions, cut: cut || text.length > LONGEST_TEXT };
}

interface IdentifierMention {
  readonly start: number;
  readonly end: number;
  /** As written; a place alone (`art_5`) belongs to the act beside it, like any other. */
  readonly act?: string;
  readonly request: PlaceRequest;
}

const BY_ID =
  /\b(?:([03]\d{4}[RLD]\d{4}(?:-\d{8})?|BOE-[A-Z]-\d{4}-\d{1,6})#)?((?:art|rct|anx|dad|dtr|dde|dfi|pre)_[0-9a-z]+(?:\/(?:par|sub|pnt|idt|prt|sec)_[0-9a-zñ]+)*)([\w/.-]*\w)?/gi;

/** Ids as this program prints them: `32022R2554#art_19/par_4/pnt_a`. What follows the id and is none of it makes it unreadable. */
function placesById(text: string): readonly IdentifierMention[] {
  return [...text.matchAll(BY_ID)].flatMap((match): readonly IdentifierMention[] => {
    const [whole, act, id = '', rest] = match;
    const place = `${id.toLowerCase()}${rest === undefined ? '' : '/pnt_0'}`;
    if (parsePlace(place) === undefined) return [];
    const start = match.index;
    const end = start + whole.length;
    return [{ start, end, ...(act && { act: act.toUpperCase() }), request: { text: whole, candidates: [{ place }] } }];
  });
}

const BOE_ANCHOR = new RegExp(
  `\\b(BOE-[A-Z]-\\d{4}-\\d{1,6})(?:&[^\\s#]*)?#a(\\d{1,3}(?:-?${SUFFIX})?)(?![\\w-])`,
  'gi',
);

/** The BOE's own addresses of articles: `act.php?id=BOE-A-2010-6737#a42`, `#a42bis`. */
function placesByBoeAnchor(text: string): readonly IdentifierMention[] {
  return [...text.matchAll(BOE_ANCHOR)].map((match) => {
    const [whole, act = '', number = ''] = match;
    const place = `art_${number.toLowerCase().replace('-', '')}`;
    const start = match.index;
    return {
      start,
      end: start + whole.length,
      act: act.toUpperCase(),
      request: { text: whole, candidates: [{ place }] },
    };
  });
}

function identified(text: string, { start, end, act = '', request }: IdentifierMention): PlaceMention {
  const [, base, digits = ''] = /^0(\d{4}[A-Z]\d{4})(?:-(\d{8}))?$/.exec(act) ?? [];
  const day = isoDay(digits);
  return {
    text: text.slice(start, end),
    start,
    end,
    acts: [base === undefined ? act : `3${base}`],
    ...(day === undefined ? {} : { consolidatedTo: day }),
    actFrom: 'beside',
    requests: [request],
  };
}

/** Blanks out spans so that what was read once is not read again; offsets stay. */
function mask(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let masked = '';
  let from = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < from) continue;
    masked += text.slice(from, start) + '\u0001'.repeat(end - start);
    from = end;
  }
  return masked + text.slice(from);
}

function overlaps(read: ReadPlace, places: readonly ReadPlace[]): boolean {
  return places.some(({ start, end }) => read.start < end && read.end > start);
}

const BESIDE_AFTER = /^[\s\u0001]*(?:,\s*)?(?:of|in|under|de|del|en|a)?\s*(?:the|la|el|los|las)?\s*[("“«]?\s*$/;

/** How closely a place and an act stand together: 3 touching or joined by "of", 2 by a comma, 0 not at all. */
function connection(folded: string, place: ReadPlace, act: ActMention): number {
  if (act.start >= place.start && act.end <= place.end) return 4;
  if (act.start >= place.end) {
    const gap = folded.slice(place.end, act.start);
    if (gap.length > 24 || !BESIDE_AFTER.test(gap)) return 0;
    return gap.includes(',') && !/\b(?:of|de|del)\b/.test(gap) ? 2 : 3;
  }
  const gap = folded.slice(act.end, place.start);
  if (gap.length > 6) return 0;
  if (/^\s*$/.test(gap)) return 3;
  return /^[\s,:(’'–—-]*(?:s\s)?$/.test(gap) ? 2 : 0;
}

interface Surroundings {
  readonly original: string;
  readonly folded: string;
  readonly names: ActNames;
  /** True where the text names an act before its first place: "DORA, Article 5, NIS2, Article 21". */
  readonly actFirst: boolean;
}

function withAct(
  { original, folded, names, actFirst }: Surroundings,
  place: ReadPlace,
  acts: readonly ActMention[],
  used: Set<ActMention>,
): PlaceMention {
  const scored = acts
    .map((act) => ({ act, weight: connection(folded, place, act) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (actFirst ? a.act.start - b.act.start : b.act.start - a.act.start));
  const beside = scored[0]?.act;
  const stranger = beside
    ? undefined
    : (unknownActOfId(original, place, acts) ??
      unknownActBeside(
        original.slice(Math.max(0, place.start - 40), place.start),
        original.slice(place.end, place.end + 120),
        names.shortNames,
      ));
  if (stranger !== undefined) return mentionOf(original, place, { acts: [], actFrom: 'beside', unknownAct: stranger });
  if (beside) {
    used.add(beside);
    return mentionOf(original, place, { ...actPart(beside), actFrom: 'beside' });
  }
  for (const act of acts) used.add(act);
  const chosen = unique(acts.flatMap((act) => act.acts));
  const unknown = chosen.length === 0 ? acts.find((act) => act.unknown !== undefined)?.unknown : undefined;
  const assumed = acts.find((act) => act.assumed !== undefined)?.assumed;
  return mentionOf(original, place, {
    acts: chosen,
    actFrom: chosen.length > 0 || unknown !== undefined ? 'elsewhere' : 'none',
    ...(unknown === undefined ? {} : { unknownAct: unknown }),
    ...(assumed === undefined ? {} : { assumed }),
  });
}

/** Characters in front of `#` that are read for the act of an id. */
const LONGEST_ACT = 80;

/**
 * What stands in front of `#art_3` and is no act that is known, as in a number with one digit too many: the place is then
 * not looked for in any other act.
 */
function unknownActOfId(original: string, place: ReadPlace, acts: readonly ActMention[]): string | undefined {
  const from = Math.max(0, place.start - LONGEST_ACT);
  const [, act] = /([\p{L}\p{N}][^\s#]*)#$/u.exec(original.slice(from, place.start)) ?? [];
  if (act === undefined) return undefined;
  const start = place.start - act.length - 1;
  return acts.some((each) => each.end > start && each.start < place.start) ? undefined : act;
}

type ActPart = Pick<PlaceMention, 'acts' | 'unknownAct' | 'assumed' | 'group' | 'consolidatedTo'>;

function actPart({ acts, unknown, assumed, group, consolidatedTo }: ActMention): ActPart {
  return {
    acts,
    ...(consolidatedTo ? { consolidatedTo } : {}),
    ...(group ? { group } : {}),
    ...(unknown !== undefined && acts.length === 0 ? { unknownAct: unknown } : {}),
    ...(assumed === undefined ? {} : { assumed }),
  };
}

function mentionOf(original: string, place: ReadPlace, act: ActPart & Pick<PlaceMention, 'actFrom'>): PlaceMention {
  const { start, end, requests } = place;
  return { text: original.slice(start, end), start, end, requests, ...act };
}

function bareAct(original: string, act: ActMention): PlaceMention {
  return {
    text: original.slice(act.start, act.end),
    start: act.start,
    end: act.end,
    actFrom: 'beside',
    requests: [],
    ...actPart(act),
  };
}

function unique(acts: readonly ActId[]): readonly ActId[] {
  return [...new Set(acts)];
}
