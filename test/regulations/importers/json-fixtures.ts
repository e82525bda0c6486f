import { importEuJson } from '../../../src/regulations/importers/eu-json.ts';

/** Acts on lanterns in the JSON form, as its importer is given them. */
export interface Article {
  readonly number: string;
  readonly title?: string | null;
  readonly text: string;
  readonly chapter?: string | null;
}

export function json(
  articles: readonly Article[],
  recitals: readonly { recital_number: number; text: string }[] = [],
): string {
  return JSON.stringify({
    full_name: 'Regulation (EU) 2031/77 on lanterns',
    celex_id: '32031R0077',
    articles,
    recitals,
  });
}

export const read = (...articles: Article[]) => importEuJson(json(articles), 'lantern.json');
export const lines = (...texts: string[]): string => texts.join('\n\n');
export const article = (text: string, rest: Partial<Article> = {}): Article => ({
  number: '1',
  title: 'Duties',
  text,
  ...rest,
});
export const LAST: Article = { number: '9', title: 'Entry into force', text: 'It enters into force tomorrow.' };
