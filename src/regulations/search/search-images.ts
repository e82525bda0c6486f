import type { Language } from '../act.ts';
import type { IndexFilter, IndexHit, SearchOutcome } from '../regulation-index.ts';
import { admits } from './admission.ts';
import type { Analyser, Term } from './analysis.ts';
import type { EmbeddedVectors } from './embedded-vectors.ts';
import type { LanguageImage, VersionSpan } from './image.ts';
import { holding, languagesAsked, mergeOutcomes, queryOf, queryTerms, type WeighedTerm } from './outcome.ts';
import type { RankedDocument, Ranker, Scope } from './rank.ts';

/** An image that can be searched. */
export interface LoadedImage {
  readonly image: LanguageImage;
  readonly ranker: Ranker;
}

/** What a search asks of the state that is loaded. */
interface Search {
  readonly text: string;
  readonly filter: IndexFilter;
  readonly limit: number;
}

/** Searches the images of the languages asked, and puts what they give together. */
export async function searchImages(
  loaded: readonly LoadedImage[],
  analysers: Readonly<Record<Language, Analyser>>,
  vectors: EmbeddedVectors | undefined,
  { text, filter, limit }: Search,
): Promise<SearchOutcome> {
  const query = queryOf(text);
  const open = loaded
    .map(({ image, ranker }) => ({
      image,
      ranker,
      spans: image.spans.filter(({ version }) => admits(version, filter)),
    }))
    .filter(({ spans }) => spans.length > 0);
  const asked = languagesAsked(
    query,
    open.map(({ image }) => image.language),
  );
  const searched = open.filter(({ image }) => asked.includes(image.language));
  const point = await vectors?.locate(query, asked);
  const outcomes = searched.map(({ image, ranker, spans }): SearchOutcome => {
    const terms = analysers[image.language].terms(query);
    const near = terms.length === 0 ? undefined : vectors?.near(point, spans);
    const scope: Scope = {
      ...allowedDocuments(image, spans),
      ...(filter.tenant === undefined ? {} : { tenant: filter.tenant }),
    };
    const ranked = ranker.rank(terms, scope, limit, near?.arm);
    return { ...describeHits(image, ranker, terms, scope, ranked), notes: near?.notes ?? [] };
  });
  return mergeOutcomes(outcomes, limit);
}

function allowedDocuments(image: LanguageImage, spans: readonly VersionSpan[]): { readonly allowed?: Uint8Array } {
  if (spans.length === image.spans.length) return {};
  const allowed = new Uint8Array(image.places.length);
  for (const { start, end } of spans) allowed.fill(1, start, end);
  return { allowed };
}

function describeHits(
  image: LanguageImage,
  ranker: Ranker,
  terms: readonly Term[],
  scope: Scope,
  ranked: readonly RankedDocument[],
): Omit<SearchOutcome, 'notes'> {
  const byStem = new Map(ranker.weigh(terms, scope).map((weight) => [weight.term.stem, weight]));
  const weights = [...byStem.values()].map((weight) => ({ ...weight, known: ranker.heldByAny(weight.row, scope) }));
  const rows = new Map<WeighedTerm, number>(weights.map((weight) => [weight, weight.row]));
  const hits = ranked.flatMap(({ document, score, arms }): IndexHit[] => {
    const span = image.spans.find(({ start, end }) => document >= start && document < end);
    const place = image.places[document];
    if (span === undefined || place === undefined) return [];
    const { matched, coverage } = holding(weights, (weight) => {
      const row = rows.get(weight) ?? -1;
      return row >= 0 && ranker.holds(row, document);
    });
    return [{ versionKey: span.version.key, act: span.version.act, place, score, arms, matched, coverage }];
  });
  return { hits, terms: queryTerms(weights) };
}
