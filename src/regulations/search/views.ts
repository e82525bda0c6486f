import type { LanguageImage } from './image.ts';

/**
 * What one asker's documents say of how common a key is: the public ones and the asker's own, nobody else's. So a
 * search is the same, to the last digit, whether or not others keep texts of their own beside.
 */
export interface View {
  /** Passages of the latest versions: what rarity is measured against. */
  readonly population: number;
  /** Documents of the latest versions that hold the term of a row. */
  terms(row: number): number;
  grams(row: number): number;
  /** Whether any document, of whichever version, holds the term of a row. */
  sees(row: number): boolean;
}

/** Inverse document frequency. */
export function rarityOf({ population }: Pick<View, 'population'>, frequency: number): number {
  return Math.log(1 + (population - frequency + 0.5) / (frequency + 0.5));
}

/** Whose the documents are: by number the place of the owner in `names`, 0 for public law. */
interface Owners {
  readonly names: readonly (string | undefined)[];
  readonly of: Uint32Array;
}

/** `undefined` where everything is public. */
export function ownersOf({ spans, places }: LanguageImage): Owners | undefined {
  const names = [undefined, ...new Set(spans.flatMap(({ version: { tenant } }) => tenant ?? []))];
  if (names.length === 1) return undefined;
  const of = new Uint32Array(places.length);
  for (const { version, start, end } of spans) of.fill(names.indexOf(version.tenant), start, end);
  return { names, of };
}

/** Where all is public, the image's own counts, at no cost; else they are taken again, once, apart for each owner. */
export function viewsOf(image: LanguageImage, owners: Owners | undefined): (tenant: string | undefined) => View {
  if (owners === undefined) {
    const { termFrequency, gramFrequency } = image;
    const view: View = {
      population: Math.max(populationOf(image, undefined), 1),
      terms: (row) => termFrequency[row] ?? 0,
      grams: (row) => gramFrequency[row] ?? 0,
      sees: () => true,
    };
    return () => view;
  }
  const { terms, grams } = countByOwner(image, owners);
  const shared = populationOf(image, undefined);
  const viewOf = (tenant: string | undefined, owner: number): View => ({
    population: Math.max(shared + (tenant === undefined ? 0 : populationOf(image, tenant)), 1),
    terms: (row) => terms.frequency(row, owner),
    grams: (row) => grams.frequency(row, owner),
    sees: (row) => terms.sees(row, owner),
  });
  const views = new Map(owners.names.map((tenant, owner) => [tenant, viewOf(tenant, owner)]));
  const open = viewOf(undefined, 0);
  return (tenant) => views.get(tenant) ?? open;
}

function populationOf({ spans }: LanguageImage, tenant: string | undefined): number {
  return spans.reduce(
    (sum, { version, start, end }) =>
      version.until === undefined && version.tenant === tenant ? sum + end - start : sum,
    0,
  );
}

/** Frequencies by row: of public law, which holds most rows, in an array; of each owner, who holds few, in a map. */
class OwnedCounts {
  /** One more than the frequency; 0 where no version holds the row. */
  readonly #shared: Uint32Array;
  readonly #own: readonly Map<number, number>[];

  constructor(rows: number, owners: number) {
    this.#shared = new Uint32Array(rows);
    this.#own = Array.from({ length: owners }, () => new Map<number, number>());
  }

  add(row: number, owner: number, isLatest: number): void {
    if (owner === 0) this.#shared[row] = Math.max(this.#shared[row] ?? 0, 1) + isLatest;
    else this.#own[owner]?.set(row, (this.#own[owner]?.get(row) ?? 0) + isLatest);
  }

  frequency(row: number, owner: number): number {
    return Math.max((this.#shared[row] ?? 0) - 1, 0) + (this.#own[owner]?.get(row) ?? 0);
  }

  sees(row: number, owner: number): boolean {
    return (this.#shared[row] ?? 0) > 0 || this.#own[owner]?.has(row) === true;
  }
}

function countByOwner(image: LanguageImage, { names, of }: Owners): { terms: OwnedCounts; grams: OwnedCounts } {
  const latest = new Uint8Array(of.length);
  for (const { version, start, end } of image.spans) if (version.until === undefined) latest.fill(1, start, end);
  const terms = new OwnedCounts(image.terms.keys.length, names.length);
  const grams = new OwnedCounts(image.grams.keys.length, names.length);
  const count = (counts: OwnedCounts, row: number, document: number): void =>
    counts.add(row, of[document] as number, latest[document] as number);
  const { offsets, documents } = image.terms;
  for (let row = 0; row + 1 < offsets.length; row += 1)
    for (let at = offsets[row] as number; at < (offsets[row + 1] as number); at += 1)
      count(terms, row, documents[at] as number);
  const { offsets: starts, rows } = image.grams;
  for (let document = 0; document < of.length; document += 1)
    for (let at = starts[document] as number; at < (starts[document + 1] as number); at += 1)
      count(grams, rows[at] as number, document);
  return { terms, grams };
}

/**
 * The part of BM25 that a document's length decides, for every document. Lengths are measured against the average of
 * public law, or of the owner's own texts where no public one is held.
 */
export function normsOf(lengths: Uint32Array, owners: Owners | undefined, k1: number, b: number): Float32Array {
  const totals = new Float64Array(owners?.names.length ?? 1);
  const sizes = new Float64Array(totals.length);
  for (let document = 0; document < lengths.length; document += 1) {
    const owner = owners?.of[document] ?? 0;
    totals[owner] = (totals[owner] ?? 0) + (lengths[document] as number);
    sizes[owner] = (sizes[owner] ?? 0) + 1;
  }
  const averages = totals.map((total, owner) => Math.max(total / Math.max(sizes[owner] ?? 0, 1), 1));
  const hasPublic = (sizes[0] ?? 0) > 0;
  return Float32Array.from(lengths, (length, document) => {
    const average = averages[hasPublic ? 0 : (owners?.of[document] ?? 0)] ?? 1;
    return k1 * (1 - b + (b * length) / average);
  });
}
