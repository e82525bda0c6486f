import type { Language } from '../../regulations/act.ts';
import type { GapResult, GapRun } from '../runs/gap-run.ts';
import { whySentences } from './difference-sentences.ts';
import { confidenceSaid, conflictName, modalityName, stateName, verdictName } from './gap-sentences.ts';
import { chapterOf } from './law-outline.ts';
import { STATE_COLOURS } from './state-colours.ts';
import type { Cell, Look, Sheet, Workbook } from './workbook.ts';
import { headCells } from './workbook-looks.ts';
import { matrixSheet } from './workbook-matrix.ts';
import { aboutSheet, summarySheet } from './workbook-summary.ts';
import { type WorkbookWord, workbookWord } from './workbook-words.ts';
import { gapsWorstFirst } from './worst-first.ts';

/**
 * A run as a workbook: a summary, the gaps (the likeliest first), all obligations in the order of the law, the coverage
 * matrix with fills by state, conflicts between policies, and what was searched.
 */
export function gapWorkbook(run: GapRun, language: Language = 'en'): Workbook {
  const titles = new Map(run.policies.map(({ policy, title }) => [policy, title]));
  return {
    sheets: [
      summarySheet(run, language),
      { ...obligationsSheet(gapsWorstFirst(run.results), titles, language), name: workbookWord('gaps', language) },
      { ...obligationsSheet(run.results, titles, language), name: workbookWord('obligations', language) },
      matrixSheet(run, language),
      conflictsSheet(run, titles, language),
      aboutSheet(run, language),
    ],
  };
}

type Titles = ReadonlyMap<string, string>;

const WRAP: Look = { wrap: true };

const COLUMNS: readonly (readonly [word: WorkbookWord, width: number])[] = [
  ['provision', 24],
  ['chapter', 26],
  ['law', 56],
  ['who', 20],
  ['binding', 11],
  ['deadline', 20],
  ['state', 15],
  ['why', 48],
  ['policy', 26],
  ['statement', 10],
  ['quote', 56],
  ['further', 40],
  ['confidence', 11],
  ['decision', 18],
  ['decidedBy', 20],
  ['decidedAt', 12],
  ['reason', 36],
  ['id', 30],
];

function obligationsSheet(results: readonly GapResult[], titles: Titles, language: Language): Omit<Sheet, 'name'> {
  return {
    widths: COLUMNS.map(([, width]) => width),
    frozen: { rows: 1, columns: 1 },
    filter: true,
    rows: [
      headCells(COLUMNS.map(([word]) => workbookWord(word, language))),
      ...results.map((result) => resultCells(result, titles, language)),
    ],
  };
}

function resultCells(result: GapResult, titles: Titles, language: Language) {
  const { obligation, assessment, decision } = result;
  const [best, ...more] = assessment.evidence;
  const titleOf = (policy: string): string => titles.get(policy) ?? policy;
  const { fill, ink } = STATE_COLOURS[assessment.state];
  return [
    { value: obligation.label, look: { wrap: true, bold: true } },
    words(chapterOf(obligation)),
    words(obligation.text),
    words(obligation.actor),
    words(modalityName(obligation.modality, language)),
    words(obligation.deadline?.text),
    { value: stateName(assessment.state, language), look: { wrap: true, fill, color: ink } },
    words(whySentences(result, language).join('\n')),
    words(best === undefined ? null : titleOf(best.policy)),
    words(best?.statement),
    words(best?.quote),
    words(more.map(({ policy, statement, quote }) => `${titleOf(policy)}, ${statement}: ${quote}`).join('\n')),
    { value: assessment.confidence, look: { format: 'percent' } },
    words(decision === undefined ? null : verdictName(decision.verdict, language)),
    words(decision?.by),
    decision === undefined ? words(null) : { value: new Date(decision.at), look: { format: 'day' } },
    words(decision?.reason),
    words(obligation.id),
  ] satisfies readonly Cell[];
}

function conflictsSheet({ conflicts }: GapRun, titles: Titles, language: Language): Sheet {
  const columns = ['matter', 'differs', 'policy', 'statement', 'quote', 'confidence'] as const;
  const rows = conflicts.flatMap(({ kind, matter, statements, confidence }) =>
    statements.map(({ policy, statement, quote, says }) => [
      words(`${matter} (${conflictName(kind, language)})`),
      { value: says, look: { wrap: true, bold: true } } satisfies Cell,
      words(titles.get(policy) ?? policy),
      words(statement),
      words(quote),
      words(confidenceSaid(confidence, language)),
    ]),
  );
  return {
    name: workbookWord('conflicts', language),
    widths: [36, 26, 26, 11, 60, 26],
    frozen: { rows: 1, columns: 1 },
    filter: true,
    rows: [
      headCells(columns.map((column) => workbookWord(column, language))),
      ...(rows.length === 0 ? [[words(workbookWord('none', language))]] : rows),
    ],
  };
}

function words(value: string | null | undefined): Cell {
  return { value: value ?? null, look: WRAP };
}
