import type { Language } from '../../../regulations/act.ts';
import { COVERAGE_STATES } from '../../coverage/assessment.ts';
import type { CoverageMatrix, StateCounts } from '../coverage-matrix.ts';
import { stateCount, stateLetter, stateName, WORST_FIRST } from '../gap-sentences.ts';
import { html, type Markup } from './markup.ts';
import { pageWords, type Say } from './page-words.ts';
import { rounded, stateBox } from './state-patterns.ts';

const WIDTH = 960;
const LABEL = 330;
const BAR = 570;
const ROW = 44;
const HEIGHT = 26;
/** Taller pictures would be cut by the end of a page. */
const MOST_ROWS = 24;

interface Bar {
  readonly label: string;
  readonly counts: StateCounts;
  readonly whole?: true;
}

/** Whether any act of the matrix is divided; digests and short acts are not. */
export function hasChapters({ acts }: CoverageMatrix): boolean {
  return acts.some(({ chapters }) => chapters.length > 1 || (chapters[0]?.heading ?? '') !== '');
}

/** A stacked bar of states for each chapter, those of an act under a bar of the whole act. */
export function chapterBars(matrix: CoverageMatrix, language: Language): readonly Markup[] {
  const say = pageWords(language);
  const bars = matrix.acts.flatMap(({ name, counts, chapters }): readonly Bar[] => [
    { label: name, counts, whole: true },
    ...(chapters.length === 1 && chapters[0]?.heading === ''
      ? []
      : chapters.map((chapter) => ({ label: chapter.heading || say('undivided'), counts: chapter.counts }))),
  ]);
  const parts = Math.ceil(bars.length / MOST_ROWS);
  return Array.from({ length: parts }, (_none, at) =>
    picture(bars.slice(at * MOST_ROWS, (at + 1) * MOST_ROWS), {
      at,
      parts,
      divided: hasChapters(matrix),
      language,
      say,
    }),
  );
}

interface Drawing {
  readonly at: number;
  readonly parts: number;
  readonly divided: boolean;
  readonly language: Language;
  readonly say: Say;
}

function picture(bars: readonly Bar[], { at, parts, divided, language, say }: Drawing): Markup {
  const height = bars.length * ROW + 8;
  const name = say(divided ? 'barsTitle' : 'barsWhole');
  const title = parts === 1 ? name : say('part', name, at + 1);
  const told = bars.map(({ label, counts }) => `${label}: ${countsSaid(counts, language)}`).join('; ');
  return html`<svg class="picture" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="bars-${at}-title bars-${at}-desc">
<title id="bars-${at}-title">${title}</title><desc id="bars-${at}-desc">${say(divided ? 'barsDesc' : 'barsWholeDesc')} ${told}.</desc>
${bars.map((bar, row) => drawn(bar, row * ROW + 4, language))}
</svg>`;
}

function drawn({ label, counts, whole }: Bar, y: number, language: Language): Markup {
  const total = COVERAGE_STATES.reduce((sum, state) => sum + counts[state], 0);
  const lines = wrapped(label, whole === true ? 36 : 42);
  const first = y + 24 - (lines.length - 1) * 8;
  let x = LABEL;
  const boxes = WORST_FIRST.filter((state) => counts[state] > 0).map((state) => {
    const width = (BAR * counts[state]) / Math.max(total, 1);
    const box = { x, y: y + 6, width, height: HEIGHT };
    x += width;
    const long = `${stateLetter(state, language)} ${counts[state]}`;
    return html`<g><title>${label}: ${stateName(state, language)}, ${counts[state]}</title>${stateBox(state, box, width >= long.length * 7.5 + 6 ? long : String(counts[state]))}</g>`;
  });
  const words = lines.map(
    (line, at) =>
      html`<text x="${LABEL - 14}" y="${rounded(first + at * 16)}" text-anchor="end" class="${whole === true ? 'act' : 'label'}">${line}</text>`,
  );
  return html`<g>${words}${boxes}<text x="${LABEL + BAR + 12}" y="${rounded(y + 24)}" class="${whole === true ? 'act' : 'label'}">${total}</text></g>`;
}

/** "2 contradicted, 1 missing": states that occur, the worst first. */
export function countsSaid(counts: StateCounts, language: Language): string {
  return WORST_FIRST.filter((state) => counts[state] > 0)
    .map((state) => stateCount(counts[state], state, language))
    .join(', ');
}

/** At most two lines of about so many characters; what is left over is cut with a sign. */
function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [''];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= most) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  const [first = '', second, ...rest] = lines.map((line) =>
    line.length > most ? `${line.slice(0, most - 1)}…` : line,
  );
  if (second === undefined) return [first];
  return [first, rest.length === 0 ? second : `${second.slice(0, most - 1)}…`];
}
