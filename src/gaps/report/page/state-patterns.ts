import type { Language } from '../../../regulations/act.ts';
import type { CoverageState } from '../../coverage/assessment.ts';
import { stateLetter, stateMeaning, stateName, WORST_FIRST } from '../gap-sentences.ts';
import { STATE_COLOURS } from '../state-colours.ts';
import { html, type Markup } from './markup.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How far the lines of a pattern are apart. */
const STEP = 7;

/**
 * Lines or dots over a state's colour, for who does not tell the colours apart and for paper without colour. They are drawn
 * one by one: patterns of SVG become pictures of points when a browser prints, and the file ten times as large.
 */
function hatching(state: CoverageState, box: Box): Markup | null {
  switch (state) {
    case 'contradicted':
      return html`<path d="${diagonals(box, 1)}${diagonals(box, -1)}" stroke="#b3617a" fill="none"/>`;
    case 'partial':
      return html`<path d="${diagonals(box, 1)}" stroke="#c0a45a" fill="none"/>`;
    case 'missing':
      return html`<path d="${dots(box)}" stroke="#a05b3b" stroke-width="2.2" stroke-linecap="round" fill="none"/>`;
    case 'not_applicable':
      return html`<path d="${levels(box)}" stroke="#bcc1c9" fill="none"/>`;
    case 'covered':
      return null;
  }
}

/** Lines that rise (1) or fall (-1) through a box at 45 degrees, each cut at its edges. */
function diagonals({ x, y, width, height }: Box, slope: 1 | -1): string {
  let path = '';
  for (let at = STEP / 2; at < width + height; at += STEP) {
    const [from, to] = [Math.max(0, at - height), Math.min(width, at)];
    const [low, high] = [at - from, at - to];
    const [first, last] = slope === 1 ? [low, high] : [height - low, height - high];
    path += `M${rounded(x + from)} ${rounded(y + first)}L${rounded(x + to)} ${rounded(y + last)}`;
  }
  return path;
}

function dots({ x, y, width, height }: Box): string {
  let path = '';
  for (let row = 0; (row + 0.5) * STEP < height; row += 1)
    for (let at = row % 2 === 0 ? STEP / 2 : STEP; at < width - 1; at += STEP)
      path += `M${rounded(x + at)} ${rounded(y + (row + 0.5) * STEP)}h0`;
  return path;
}

function levels({ x, y, width, height }: Box): string {
  let path = '';
  for (let at = STEP; at < height; at += STEP) path += `M${rounded(x)} ${rounded(y + at)}h${rounded(width)}`;
  return path;
}

/** Whether words can be read on a box of a width. */
export function wordsFit(words: string, width: number): boolean {
  return words !== '' && words.length * 7.5 + 6 <= width;
}

/** A box in the state's colour and pattern, with words on it where they fit. */
export function stateBox(state: CoverageState, box: Box, words: string): Markup {
  const { x, y, width, height } = box;
  const { fill, ink } = STATE_COLOURS[state];
  const fits = wordsFit(words, width);
  const middle = { x: rounded(x + width / 2), y: rounded(y + height / 2 + 4.5) };
  return html`<rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}" fill="${fill}"/>${hatching(state, box)}<rect x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}" fill="none" stroke="#ffffff" stroke-width="2"/>${
    fits
      ? html`<text x="${middle.x}" y="${middle.y}" text-anchor="middle" fill="${ink}" stroke="${fill}" class="on">${words}</text>`
      : null
  }`;
}

export function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}

/** Letter, pattern, name and meaning of each state. */
export function stateLegend(language: Language): Markup {
  const entries = WORST_FIRST.map(
    (state) =>
      html`<li><svg viewBox="0 0 28 20" width="28" height="20" aria-hidden="true" focusable="false">${stateBox(state, { x: 0, y: 0, width: 28, height: 20 }, stateLetter(state, language))}</svg><span><b>${stateName(state, language)}</b>: ${stateMeaning(state, language)}</span></li>`,
  );
  return html`<ul class="legend">${entries}</ul>`;
}

/** The state as a word on its colour, its letter in front. */
export function stateBadge(state: CoverageState, language: Language): Markup {
  return html`<span class="badge ${state}"><b>${stateLetter(state, language)}</b> ${stateName(state, language)}</span>`;
}
