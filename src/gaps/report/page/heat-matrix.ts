import type { Language } from '../../../regulations/act.ts';
import type { CoverageState } from '../../coverage/assessment.ts';
import { type CoverageMatrix, cellCount, type MatrixPolicy, type MatrixRow } from '../coverage-matrix.ts';
import { stateLetter, stateName } from '../gap-sentences.ts';
import { html, type Markup } from './markup.ts';
import { pageWords, type Say } from './page-words.ts';
import { rounded, stateBox, wordsFit } from './state-patterns.ts';

const LABEL = 330;
const CELLS = 480;
const WIDEST = 72;
const ROW = 26;
const HEAD = 150;
/** How far the last name above the columns leans over the edge. */
const LEAN = 120;
/** More would not be read on a page of paper. */
const MOST_COLUMNS = 16;
const MOST_LINES = 30;

/** A line of the picture: the name of an act or a chapter, or an article. */
type Line = { readonly name: string; readonly act: boolean } | { readonly row: MatrixRow; readonly of: string };

/** A column: a policy by its place in the matrix, or what counts beside the policies. */
type Column =
  | { readonly title: string; readonly at: number }
  | { readonly title: string; readonly state: CoverageState };

/** Articles against policies, in as many pictures as are needed to be read on paper. */
export function heatMatrix(matrix: CoverageMatrix, language: Language): readonly Markup[] {
  const say = pageWords(language);
  const columns = columnsOf(matrix, language, say);
  const blocks = linesOf(matrix);
  const drawings = blocks.flatMap((lines) => columns.map((block) => ({ lines, block })));
  return drawings.map(({ lines, block }, at) => {
    const title = drawings.length === 1 ? say('heatTitle') : say('part', say('heatTitle'), at + 1);
    return picture(lines, block, { at, title, language, say });
  });
}

/** Policies that speak of nothing have no column; the last columns are of what no policy says and what does not apply. */
function columnsOf({ policies, counts }: CoverageMatrix, language: Language, say: Say): readonly (readonly Column[])[] {
  const speaking = policies.flatMap(({ title, obligations }: MatrixPolicy, at) =>
    obligations === 0 ? [] : [{ title, at }],
  );
  const beside: readonly Column[] = [
    { title: say('nowhere'), state: 'missing' },
    ...(counts.not_applicable === 0
      ? []
      : [{ title: stateName('not_applicable', language), state: 'not_applicable' } as const]),
  ];
  const blocks = Math.max(1, Math.ceil(speaking.length / MOST_COLUMNS));
  return Array.from({ length: blocks }, (_none, block) => [
    ...speaking.slice(block * MOST_COLUMNS, (block + 1) * MOST_COLUMNS),
    ...(block === blocks - 1 ? beside : []),
  ]);
}

function linesOf({ acts }: CoverageMatrix): readonly (readonly Line[])[] {
  const blocks: Line[][] = [[]];
  for (const { name, chapters } of acts)
    for (const [at, { heading, rows }] of chapters.entries()) {
      const names: Line[] = [
        ...(at === 0 ? [{ name, act: true }] : []),
        ...(heading === '' ? [] : [{ name: heading, act: false }]),
      ];
      for (const [index, row] of rows.entries()) {
        const lines = [...(index === 0 ? names : []), { row, of: name }];
        const block = blocks.at(-1) ?? [];
        if (block.length > 0 && block.length + lines.length > MOST_LINES)
          blocks.push([{ name, act: true }, ...lines.slice(isAct(lines[0]) ? 1 : 0)]);
        else block.push(...lines);
      }
    }
  return blocks.filter((block) => block.length > 0);
}

function isAct(line: Line | undefined): boolean {
  return line !== undefined && 'act' in line && line.act;
}

interface Drawing {
  readonly at: number;
  readonly title: string;
  readonly language: Language;
  readonly say: Say;
}

function picture(lines: readonly Line[], columns: readonly Column[], { at, title, language, say }: Drawing): Markup {
  const cell = Math.min(WIDEST, CELLS / columns.length);
  const width = Math.ceil(LABEL + cell * columns.length + LEAN);
  const height = HEAD + lines.length * ROW + 6;
  const heads = columns.map((column, index) => columnHead(column.title, LABEL + cell * (index + 0.5)));
  return html`<svg class="picture" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="heat-${at}-title heat-${at}-desc">
<title id="heat-${at}-title">${title}</title><desc id="heat-${at}-desc">${say('heatDesc')} ${say('asTable')}: ${say('article')} × ${say('policy')}.</desc>
${heads}${lines.map((line, index) => drawn(line, { columns, cell, y: HEAD + index * ROW, language }))}
</svg>`;
}

function columnHead(title: string, x: number): Markup {
  const [at, y] = [rounded(x), HEAD - 10];
  return html`<text transform="rotate(-40 ${at} ${y})" x="${at}" y="${y}" class="label"><title>${title}</title>${cut(title, wide(title) ? 20 : 27)}</text>`;
}

interface Row {
  readonly columns: readonly Column[];
  readonly cell: number;
  readonly y: number;
  readonly language: Language;
}

function drawn(line: Line, { columns, cell, y, language }: Row): Markup {
  const base = y + 18;
  if ('name' in line)
    return html`<text x="${line.act ? 0 : 10}" y="${base}" class="${line.act ? 'act' : 'chapter'}"><title>${line.name}</title>${cut(line.name, 110)}</text>`;
  const { row, of } = line;
  const cells = columns.map((column, index) => {
    const box = { x: LABEL + index * cell, y, width: cell, height: ROW };
    const { state, count } = contentOf(row, column);
    if (state === null)
      return html`<rect x="${rounded(box.x)}" y="${y}" width="${rounded(cell)}" height="${ROW}" fill="#f7f8fa" stroke="#ffffff"/>`;
    const letter = stateLetter(state, language);
    // The letter tells the state in print without colours: where both do not fit, the count is left to the tooltip.
    const words = wordsFit(`${letter} ${count}`, cell) ? `${letter} ${count}` : letter;
    return html`<g><title>${row.label} ${of}, ${column.title}: ${stateName(state, language)}, ${count}</title>${stateBox(state, box, words)}</g>`;
  });
  const name = row.heading === '' ? row.label : `${row.label} · ${row.heading}`;
  return html`<g><text x="20" y="${base}" class="label"><title>${name}</title>${cut(name, 44)}</text>${cells}</g>`;
}

interface Content {
  readonly state: CoverageState | null;
  readonly count: string;
}

function contentOf(row: MatrixRow, column: Column): Content {
  if ('at' in column) {
    const cell = row.cells[column.at];
    return cell === undefined ? { state: null, count: '' } : { state: cell.worst, count: cellCount(cell) };
  }
  const count = column.state === 'missing' ? row.nowhere : row.counts[column.state];
  return { state: count === 0 ? null : column.state, count: String(count) };
}

/** Capitals take more room. */
function wide(title: string): boolean {
  return (title.match(/\p{Lu}/gu) ?? []).length > title.length / 2;
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}

/** The same as words in a table, for who does not see the picture. */
export function matrixTable(matrix: CoverageMatrix, language: Language): Markup {
  const say = pageWords(language);
  const columns = columnsOf(matrix, language, say).flat();
  const rows = matrix.acts.flatMap(({ name, chapters }) =>
    chapters.flatMap((chapter) =>
      chapter.rows.map((row) => {
        const cells = columns.map((column) => {
          const { state, count } = contentOf(row, column);
          return html`<td>${state === null ? '' : `${stateName(state, language)}, ${count}`}</td>`;
        });
        return html`<tr><th scope="row">${row.label} ${name}</th>${cells}</tr>`;
      }),
    ),
  );
  return html`<details class="screen"><summary>${say('asTable')}</summary><div class="wide"><table><thead><tr><th scope="col">${say('article')}</th>${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></details>`;
}
