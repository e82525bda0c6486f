import type { Language } from '../../regulations/act.ts';
import { COVERAGE_STATES } from '../coverage/assessment.ts';
import type { GapRun } from '../runs/gap-run.ts';
import {
  cellCount,
  coverageMatrix,
  type MatrixAct,
  type MatrixCell,
  type MatrixRow,
  type StateCounts,
} from './coverage-matrix.ts';
import { stateLetter, stateName } from './gap-sentences.ts';
import { STATE_COLOURS } from './state-colours.ts';
import type { Cell, Look, Sheet } from './workbook.ts';
import { HEAD, TOTAL } from './workbook-looks.ts';
import { workbookWord } from './workbook-words.ts';

const UPRIGHT: Look = { ...HEAD, upright: true, align: 'center' };

/** Articles by policies, each cell with the letter of its worst state, how many obligations are in it, and the state's fill. */
export function matrixSheet(run: GapRun, language: Language): Sheet {
  const { policies, acts } = coverageMatrix(run);
  return {
    name: workbookWord('matrix', language),
    widths: [34, 20, 30, ...policies.map(() => 8), 9, ...COVERAGE_STATES.map(() => 8)],
    frozen: { rows: 1, columns: 2 },
    headerHeight: 150,
    rows: [
      [
        ...(['chapter', 'article'] as const).map((word) => ({ value: workbookWord(word, language), look: HEAD })),
        { value: '', look: HEAD },
        ...policies.map(({ title }) => ({ value: title, look: UPRIGHT })),
        { value: workbookWord('nowhere', language), look: UPRIGHT },
        ...COVERAGE_STATES.map((state) => ({ value: stateName(state, language), look: UPRIGHT })),
      ],
      ...acts.flatMap((act) => actRows(act, policies.length, language)),
    ],
  };
}

function actRows({ act, name, chapters, counts, nowhere }: MatrixAct, policies: number, language: Language) {
  const rows = chapters.flatMap(({ heading, rows: ofChapter }) => ofChapter.map((row) => ({ heading, row })));
  const spoken = Array.from({ length: policies }, (_none, at) =>
    rows.reduce((sum, { row }) => sum + (row.cells[at]?.obligations ?? 0), 0),
  );
  const title = name === act ? act : `${name} (${act})`;
  return [
    ...rows.map(({ heading, row }): readonly Cell[] => [
      { value: heading === '' ? title : heading, look: { wrap: true } },
      { value: `${row.label} ${name}`, look: { wrap: true, bold: true } },
      { value: row.heading, look: { wrap: true } },
      ...row.cells.map((cell) => matrixCell(cell, language)),
      ...totals(row, language),
    ]),
    [
      { value: `${workbookWord('total', language)} ${title}`, look: TOTAL },
      { value: '', look: TOTAL },
      { value: '', look: TOTAL },
      ...[...spoken, nowhere, ...COVERAGE_STATES.map((state) => counts[state])].map(
        (value): Cell => ({ value, look: { ...TOTAL, align: 'center' } }),
      ),
    ],
  ] satisfies readonly (readonly Cell[])[];
}

function matrixCell(cell: MatrixCell, language: Language): Cell {
  const { worst } = cell;
  if (worst === null) return { value: null };
  const { fill, ink } = STATE_COLOURS[worst];
  return { value: `${stateLetter(worst, language)} ${cellCount(cell)}`, look: { fill, color: ink, align: 'center' } };
}

function totals({ nowhere, counts }: MatrixRow, language: Language): readonly Cell[] {
  const { fill, ink } = STATE_COLOURS.missing;
  return [
    nowhere === 0
      ? { value: null }
      : {
          value: `${stateLetter('missing', language)} ${nowhere}`,
          look: { fill, color: ink, align: 'center' },
        },
    ...stateNumbers(counts),
  ];
}

function stateNumbers(counts: StateCounts): readonly Cell[] {
  return COVERAGE_STATES.map((state) => ({
    value: counts[state] === 0 ? null : counts[state],
    look: { align: 'center' },
  }));
}
