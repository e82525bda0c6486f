import { foldText } from '../../core/text.ts';
import type { ActId } from '../../regulations/act.ts';
import type { ActNames } from '../../regulations/mentions/act-names.ts';
import { findMentions } from '../../regulations/mentions/find-mentions.ts';
import type { PlaceMention } from '../../regulations/mentions/place-request.ts';
import type { Place } from '../../regulations/provision.ts';
import type { LocatedQuote, ReadSentence } from './cited-sentences.ts';

/** What a sentence may name: the places and acts of what it cites. */
interface Nameable {
  readonly quotes: readonly LocatedQuote[];
  /** What the stored sentences cited name themselves, in their words. */
  readonly stored: readonly PlaceMention[];
  readonly storedText: string;
}

/**
 * The places and acts that a sentence names and that are neither those of a passage it cites (with what stands above or
 * below it) nor named in a stored sentence that it cites.
 *
 * @returns the reasons for the model, none where all is cited
 */
export function placesNotCited(
  text: string,
  quotes: readonly LocatedQuote[],
  cited: readonly ReadSentence[],
  names: ActNames,
): readonly string[] {
  const stored = cited.flatMap(({ whole }) => findMentions(whole, names).mentions);
  const labels = [...new Set(quotes.map(({ passage }) => passage.label))].join('; ');
  const storedText = foldText(cited.map(({ whole }) => whole).join(' '));
  const nameable: Nameable = { quotes, stored, storedText };
  const { mentions } = findMentions(text, names);
  const unknown = mentions.flatMap((mention) => faultsOf(mention, nameable, labels));
  const read = mentions.flatMap(({ start, end, requests }) => (requests.length === 0 ? [] : [{ start, end }]));
  const bare = bareStepsIn(text)
    .filter(({ start, end }) => !read.some((span) => start < span.end + 30 && end > span.start))
    .filter(({ number }) => !stepIsCited(number, nameable))
    .map(
      ({ words }) =>
        `"${words}" is no place of what is cited (${labels}). Name only the place of a cited passage, or leave it out.`,
    );
  return [...unknown, ...bare];
}

function faultsOf(mention: PlaceMention, nameable: Nameable, labels: string): readonly string[] {
  const { acts, unknownAct, requests, text } = mention;
  if (unknownAct !== undefined && acts.length === 0)
    return nameable.storedText.includes(foldText(unknownAct))
      ? []
      : [
          `"${unknownAct}" is not the act of a cited passage (${labels}), and the quoted text does not name it. Leave it out.`,
        ];
  if (requests.length === 0)
    return acts.length === 0 || acts.some((act) => actIsCited(act, nameable))
      ? []
      : [
          `"${text}" is not the act of a cited passage (${labels}), and the quoted text does not name it. Name the act that is cited, or cite that one.`,
        ];
  return requests
    .filter(({ candidates }) => !candidates.some(({ place }) => placeIsCited(place, mention, nameable)))
    .map(
      (request) =>
        `"${request.text}" is not the place of a cited passage (${labels}), and the quoted text does not name it. Name the place that is cited, or cite that one.`,
    );
}

function actIsCited(act: ActId, { quotes, stored }: Nameable): boolean {
  return quotes.some(({ passage }) => passage.act === act) || stored.some(({ acts }) => acts.includes(act));
}

function placeIsCited(place: Place, { acts, actFrom }: PlaceMention, { quotes, stored }: Nameable): boolean {
  const named = bare(place);
  const fits = (act: ActId): boolean => acts.length === 0 || acts.includes(act) || actFrom !== 'beside';
  const own = quotes.some((quote) => fits(quote.passage.act) && isOf(named, quote));
  return (
    own ||
    stored.some(
      (mention) =>
        (acts.length === 0 || mention.acts.length === 0 || mention.acts.some((act) => acts.includes(act))) &&
        mention.requests.some(({ candidates }) =>
          candidates.some(
            (candidate) => isPrefix(named, bare(candidate.place)) || isPrefix(bare(candidate.place), named),
          ),
        ),
    )
  );
}

/** A place by its numbers alone: people call a point a paragraph, and subparagraphs have no number in the text. */
function bare(place: Place): readonly string[] {
  const [top = '', ...steps] = place.split('/');
  return [top, ...steps.filter((step) => !/^(?:sub|idt)_/.test(step)).map((step) => step.slice(4))];
}

function isPrefix(a: readonly string[], b: readonly string[]): boolean {
  return a.length <= b.length && a.every((step, at) => step === b[at]);
}

/** The place of a passage, one above it, or the part of it in which the quote stands. */
function isOf(named: readonly string[], { passage, sentences }: LocatedQuote): boolean {
  const place = bare(passage.place);
  if (isPrefix(named, place)) return true;
  if (!isPrefix(place, named)) return false;
  const below = named.slice(place.length);
  return sentences.some(({ markers, leadIns }) => {
    const marked = markers.map((marker) => foldText(marker).replace(/\s/g, ''));
    // The passage's own markers stand in its text as well: paragraph 4 of a passage that is paragraph 4.
    const inner = [marked, ...place.slice(1).map((_, at) => marked.slice(at + 1))];
    return (
      inner.some((chain) => isPrefix(below, chain)) ||
      (leadIns.length === 0 && inner.some((chain) => chain.length > 0 && isPrefix(chain, below)))
    );
  });
}

interface BareStep {
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly number: string;
}

const STEP =
  /(?<![\p{L}\p{N}])(?:paragraph|subparagraph|point|apartado|letra|punto|annex|anexo|chapter|cap[ií]tulo|title|t[ií]tulo|section|secci[oó]n)\s+(?:\((?<bracketed>[a-z]{1,2}|[ivx]{1,5}|\d{1,3})\)|(?<number>\d{1,3}|[ivxlc]{1,6}|[a-z])(?:\)|(?![\p{L}\p{N}])))/giu;

/** "paragraph 4", "point (b)", "letra b)", "Chapter II" where no article stands with them. */
function bareStepsIn(text: string): readonly BareStep[] {
  return [...text.matchAll(STEP)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    words: match[0],
    number: (match.groups?.['bracketed'] ?? match.groups?.['number'] ?? '').toLowerCase(),
  }));
}

function stepIsCited(number: string, { quotes, storedText }: Nameable): boolean {
  const numbered = new RegExp(`(?:^|[\\s(])${number}(?![\\p{L}\\p{N}%])`, 'u');
  const named = [...storedText.matchAll(STEP)].some(
    ({ groups }) => (groups?.['bracketed'] ?? groups?.['number'] ?? '') === number,
  );
  const listed =
    /(?:paragraphs|points|apartados|letras|puntos|chapters|sections)\s/.test(storedText) && numbered.test(storedText);
  return (
    named ||
    listed ||
    quotes.some(
      ({ passage, sentences }) =>
        bare(passage.place).slice(1).includes(number) ||
        sentences.some(({ markers }) => markers.includes(number)) ||
        numbered.test(foldText(passage.label)),
    )
  );
}
