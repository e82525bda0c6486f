import { COVERAGE_STATES } from '../../../src/gaps/coverage/assessment.ts';
import type { GapFigures, KindFigures, States } from './figures.ts';
import type { JudgedText } from './judge-texts.ts';
import type { Interval, ReliabilityBin } from './statistics.ts';

const two = (figure: number): string => (Number.isFinite(figure) ? figure.toFixed(2) : '–');
const three = (figure: number): string => (Number.isFinite(figure) ? figure.toFixed(3) : '–');
const between = ({ low, high }: Interval): string => `${two(low)}–${two(high)}`;
const words = (kind: string): string => kind.replaceAll('_', ' ');
const SHOWN_STATES = COVERAGE_STATES.filter((state) => state !== 'not_applicable');

/** A report for people, in plain lines. */
export function reportLines(name: string, figures: GapFigures): readonly string[] {
  const { baseline, covered, gap, confidence } = figures;
  return [
    `${name}: ${figures.texts} texts, ${figures.variants} variants`,
    ...figures.unread.map((text) => `  ! ${text}: no obligation was read out of its provision`),
    `  detection AUC ${three(figures.auc)} (95 % ${between(figures.interval)}); by the mean of a provision's obligations ${three(figures.meanAuc)}; within each text ${three(figures.withinText)}`,
    `  lexical likeness alone ${three(baseline.auc)} (95 % ${between(baseline.interval)}); by the mean ${three(baseline.meanAuc)}; within each text ${three(baseline.withinText)}`,
    `  covered texts: ${states(covered)}; ${two(figures.specificity)} said to be covered`,
    ...figures.acts.map(
      (act) => `  ${act.act}: ${act.texts} texts, AUC ${three(act.auc)}, lexical ${three(act.baseline)}`,
    ),
    ...figures.kinds.map((kind) => `  ${kindLine(kind)}`),
    `  gap: Brier ${three(gap.brier)}, with both sides counted alike ${three(gap.balanced)}; ${bins(gap.bins)}`,
    `  confidence: state right in ${two(confidence.right)}, Brier ${three(confidence.brier)}; ${bins(confidence.bins)}`,
  ];
}

function kindLine(each: KindFigures): string {
  const named = each.named === null ? '' : `, named ${two(each.named)} (of covered ${two(each.namedWrongly ?? 0)})`;
  return `${each.kind.padEnd(17)} ${String(each.variants).padStart(3)}: AUC ${three(each.auc)} (lexical ${three(each.baseline)}), precision ${two(each.precision)}, recall ${two(each.recall)}${named}; ${states(each.states)}`;
}

function states(counts: States): string {
  return SHOWN_STATES.filter((state) => counts[state] > 0)
    .map((state) => `${state} ${counts[state]}`)
    .join(', ');
}

function bins(list: readonly ReliabilityBin[]): string {
  return list
    .map(({ from, to, forecasts, said, was }) => `${from}–${to} (${forecasts}): said ${two(said)}, was ${two(was)}`)
    .join('; ');
}

type Column = readonly [header: string, cell: (kind: KindFigures) => string];

const COLUMNS: readonly Column[] = [
  ['Gap', ({ kind }) => words(kind)],
  ['Texts', ({ variants }) => String(variants)],
  ['AUC', ({ auc }) => two(auc)],
  ['Words alone', ({ baseline }) => two(baseline)],
  ['Precision', ({ precision }) => two(precision)],
  ['Recall', ({ recall }) => two(recall)],
  ['Named', ({ named }) => (named === null ? '–' : two(named))],
  ...SHOWN_STATES.map((state): Column => [words(state), (kind) => String(kind.states[state])]),
];

/** The same as tables for the README: what was found of each kind, and how far the chances can be believed. */
export function markdownLines(name: string, figures: GapFigures): readonly string[] {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = (headers: readonly string[]): readonly string[] => [row(headers), row(headers.map(() => '---'))];
  const { baseline, gap } = figures;
  return [
    `**${name}**: ${figures.texts} texts, ${figures.variants - figures.texts} seeded gaps. AUC ${two(figures.auc)} (95 %: ${between(figures.interval)}), words alone ${two(baseline.auc)} (${between(baseline.interval)}). Of the covered texts ${two(figures.specificity)} were said to be covered.`,
    '',
    ...head(COLUMNS.map(([header]) => header)),
    row([
      'covered (no gap)',
      String(figures.texts),
      ...COLUMNS.slice(2, -SHOWN_STATES.length).map(() => '–'),
      ...SHOWN_STATES.map((state) => String(figures.covered[state])),
    ]),
    ...figures.kinds.map((kind) => row(COLUMNS.map(([, cell]) => cell(kind)))),
    '',
    ...head(['Chance of a gap', 'Variants', 'Said', 'Was']),
    ...gap.bins.map(({ from, to, forecasts, said, was }) =>
      row([`${from}–${to}`, String(forecasts), two(said), two(was)]),
    ),
    '',
    'Words alone is the cosine of the nearest statement. Precision is against the same texts without the gap. Named is the share whose kind of difference was told.',
    `Brier score of the chance ${two(gap.brier)}; ${two(gap.balanced)} with covered texts and gaps counted alike.`,
  ];
}

/** Every variant that was taken for what it is not, a line each: for whoever mends the comparison. */
export function mistakeLines(judged: readonly JudgedText[]): readonly string[] {
  return judged.flatMap(({ text, provision, variants }) =>
    variants
      .filter(({ kind, state }) => (kind === 'covered') !== (state === 'covered'))
      .map(
        ({ kind, state, gap, lacks }) =>
          `  ! ${text} ${provision} ${kind} → ${state}, gap ${two(gap)}${lacks.length === 0 ? '' : `, ${lacks.join(', ')}`}`,
      ),
  );
}
