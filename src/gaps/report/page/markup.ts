import { withoutHiddenSigns } from '../../../core/text.ts';

/** A piece of HTML or SVG that `html` made: only this is put into a page as it is. */
export interface Markup {
  readonly markup: string;
}

type Value = string | number | Markup | readonly Markup[] | null;

/**
 * HTML from a template. The template's own words are markup; every value in it is text, and escaped, unless it was made by
 * this function itself. Safe between tags and within attributes in double quotes.
 */
export function html(template: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return { markup: template.map((own, at) => own + written(values[at] ?? null)).join('') };
}

function written(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}

/** HTML has no way to write most control signs; signs that nobody sees could turn the reading of a line around. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

function escaped(text: string): string {
  return withoutHiddenSigns(text)
    .replace(CONTROL, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A text in which words are marked where they first stand; what it does not hold is passed over. */
export function marked(text: string, words: readonly (string | null)[]): Markup {
  const parts: Markup[] = [];
  let from = 0;
  for (const [start, end] of rangesOf(text, words)) {
    parts.push(html`${text.slice(from, start)}<mark>${text.slice(start, end)}</mark>`);
    from = end;
  }
  return html`${parts}${text.slice(from)}`;
}

/** Where the words stand, in order, those that touch as one. */
function rangesOf(text: string, words: readonly (string | null)[]): readonly (readonly [number, number])[] {
  const found = words.flatMap((each): readonly (readonly [number, number])[] => {
    const start = each === null || each === '' ? -1 : text.indexOf(each);
    return each === null || start < 0 ? [] : [[start, start + each.length]];
  });
  const ranges: [number, number][] = [];
  for (const [start, end] of found.sort(([a], [b]) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else ranges.push([start, end]);
  }
  return ranges;
}
