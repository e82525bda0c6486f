import type { Client, estypes } from '@elastic/elasticsearch';
import { z } from 'zod';
import { asked } from './vendor-errors.ts';

/** Documents read at once; the server gives out at most 10,000 without a cursor. */
const PAGE = 2_000;
const KEEP_ALIVE = '1m';

/** A query of its own words, in the server's language. */
export type Query = NonNullable<estypes.SearchRequest['query']>;

export interface ReadHit {
  readonly id: string;
  readonly score: number;
  readonly source: unknown;
}

const Page = z.object({
  pit_id: z.string().optional(),
  hits: z.object({
    hits: z.array(
      z.object({
        _id: z.string(),
        _score: z.number().nullish(),
        _source: z.unknown().optional(),
        sort: z.array(z.unknown()).optional(),
      }),
    ),
  }),
});
type Page = z.infer<typeof Page>;

/** The best hits of a query, best first; more than a page of them through a cursor over one state of the index. */
export async function readBest(
  client: Client,
  index: string,
  request: { readonly query: Query; readonly fields: readonly string[] },
  wanted: number,
): Promise<readonly ReadHit[]> {
  const search = { query: request.query, _source: [...request.fields], allow_partial_search_results: false };
  if (wanted <= PAGE)
    return hitsOf(Page.parse(await asked('searching', client.search({ index, size: wanted, ...search }))));
  const found: ReadHit[] = [];
  const { allow_partial_search_results: _, ...rest } = search;
  for await (const page of pages(client, index, { ...rest, sort: ['_score', '_shard_doc'] }, wanted))
    found.push(...page);
  return found;
}

/** Every document that fits, page by page, over one state of the index. */
export function readAll(
  client: Client,
  index: string,
  query: Query,
  fields: readonly string[] | false,
): AsyncIterable<readonly ReadHit[]> {
  const source = fields === false ? false : [...fields];
  return pages(client, index, { query, _source: source, sort: ['_shard_doc'] }, Number.POSITIVE_INFINITY);
}

async function* pages(
  client: Client,
  index: string,
  search: estypes.SearchRequest,
  wanted: number,
): AsyncGenerator<readonly ReadHit[]> {
  const opened = await asked('opening a cursor', client.openPointInTime({ index, keep_alive: KEEP_ALIVE }));
  let id = opened.id;
  let after: estypes.SortResults | undefined;
  try {
    for (let left = wanted; left > 0; ) {
      const size = Math.min(PAGE, left);
      const answer = await asked(
        'reading a page',
        client.search({
          ...search,
          size,
          track_scores: true,
          track_total_hits: false,
          pit: { id, keep_alive: KEEP_ALIVE },
          ...(after === undefined ? {} : { search_after: after }),
        }),
      );
      const page = Page.parse(answer);
      yield hitsOf(page);
      id = page.pit_id ?? id;
      after = page.hits.hits.at(-1)?.sort as estypes.SortResults | undefined;
      if (page.hits.hits.length < size || after === undefined) return;
      left -= size;
    }
  } finally {
    // A cursor that is not closed ends by itself in a minute; that it could not be closed is nobody's fault to hear of.
    await client.closePointInTime({ id }).catch(() => undefined);
  }
}

function hitsOf({ hits }: Page): readonly ReadHit[] {
  return hits.hits.map(({ _id, _score, _source }) => ({ id: _id, score: _score ?? 0, source: _source }));
}
