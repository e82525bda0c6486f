import { csvFile, csvWords } from '../../core/csv.ts';
import type { Language } from '../../regulations/act.ts';
import { COVERAGE_STATES } from '../coverage/assessment.ts';
import type { GapResult, GapRun } from '../runs/gap-run.ts';
import { cellCount, coverageMatrix, type MatrixRow, type StateCounts } from './coverage-matrix.ts';
import { lacksOf, whySentences } from './difference-sentences.ts';
import { thousandths } from './gap-json.ts';
import { chapterOf } from './law-outline.ts';

/** Tells a spreadsheet that the file is UTF-8: without it Excel reads it in the code page of the machine. */
const BYTE_ORDER_MARK = '\ufeff';
/** How many pieces of evidence have columns of their own. */
const EVIDENCE = 3;

/**
 * A run as CSV by RFC 4180, UTF-8 with a byte order mark: a header and a line an obligation, in the order of the law.
 * States, lacks and verdicts are the words of the JSON, so that they can be filtered; `why` is for people, in the language
 * given (by default English). No cell is a formula, whatever the texts hold.
 */
export function gapCsv(run: GapRun, language: Language = 'en'): string {
  const numbered = Array.from({ length: EVIDENCE }, (_none, at) => at + 1);
  const header = [
    ...['id', 'label', 'chapter', 'text', 'actor', 'modality', 'deadline', 'deadline_iso', 'state', 'lacks', 'why'],
    ...numbered.flatMap((at) => [`policy_${at}`, `statement_${at}`, `quote_${at}`]),
    ...['confidence', 'decision', 'decided_by', 'decided_at', 'reason'],
  ];
  return BYTE_ORDER_MARK + csvFile([header, ...run.results.map((result) => lineOf(result, language))]);
}

function lineOf(result: GapResult, language: Language): readonly string[] {
  const { obligation, assessment, decision } = result;
  const { id, label, text, actor, modality, deadline } = obligation;
  const evidence = Array.from({ length: EVIDENCE }, (_none, at) => assessment.evidence[at]);
  return [
    ...[id, label, chapterOf(obligation), text, actor ?? '', modality].map(csvWords),
    ...[deadline?.text ?? '', deadline?.iso ?? '', assessment.state, lacksOf(assessment).join(' ')].map(csvWords),
    csvWords(whySentences(result, language).join('; ')),
    ...evidence.flatMap((each) => [each?.policy ?? '', each?.statement ?? '', each?.quote ?? '']).map(csvWords),
    String(thousandths(assessment.confidence)),
    ...[decision?.verdict ?? '', decision?.by ?? '', decision?.at ?? '', decision?.reason ?? ''].map(csvWords),
  ];
}

/**
 * The coverage matrix as CSV, in the same form: a line an article and one for each act, told apart by the first column.
 * A cell tells the worst state of the article's obligations that the policy speaks of and how many are in it, where not all
 * are out of how many (`covered 2`, `partial 1/3`); of an act it tells alone how many the policy speaks of.
 */
export function coverageMatrixCsv(run: GapRun): string {
  const { policies, acts } = coverageMatrix(run);
  const header = [
    ...[
      'line',
      'act',
      'act_name',
      'chapter',
      'place',
      'article',
      'heading',
      'obligations',
      ...COVERAGE_STATES,
      'nowhere',
    ],
    ...policies.map(({ policy }) => csvWords(policy)),
  ];
  const lines = acts.flatMap(({ act, name, chapters, counts, nowhere }) => {
    const rows = chapters.flatMap((chapter) => chapter.rows);
    const obligations = rows.reduce((sum, row) => sum + row.obligations, 0);
    const spoken = policies.map((_policy, at) => rows.reduce((sum, row) => sum + (row.cells[at]?.obligations ?? 0), 0));
    return [
      ...chapters.flatMap(({ heading, rows: ofChapter }) =>
        ofChapter.map((row) => [...['article', act, name, heading].map(csvWords), ...rowCells(row)]),
      ),
      [
        ...['act', act, name, '', '', '', ''].map(csvWords),
        ...numbers(obligations, counts, nowhere),
        ...spoken.map(String),
      ],
    ];
  });
  return BYTE_ORDER_MARK + csvFile([header, ...lines]);
}

function rowCells({ place, label, heading, obligations, counts, cells, nowhere }: MatrixRow): readonly string[] {
  return [
    ...[place, label, heading].map(csvWords),
    ...numbers(obligations, counts, nowhere),
    ...cells.map((cell) => (cell.worst === null ? '' : `${cell.worst} ${cellCount(cell)}`)),
  ];
}

function numbers(obligations: number, counts: StateCounts, nowhere: number): readonly string[] {
  return [obligations, ...COVERAGE_STATES.map((state) => counts[state]), nowhere].map(String);
}
