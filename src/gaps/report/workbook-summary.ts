import type { Language } from '../../regulations/act.ts';
import { COVERAGE_STATES } from '../coverage/assessment.ts';
import type { GapRun } from '../runs/gap-run.ts';
import { coverageMatrix, type StateCounts } from './coverage-matrix.ts';
import { stateLetter, stateMeaning, stateName } from './gap-sentences.ts';
import { scopeLines } from './scope-lines.ts';
import { noteSaid } from './spanish-notes.ts';
import { STATE_COLOURS } from './state-colours.ts';
import type { Cell, Look, Sheet } from './workbook.ts';
import { headCells, TOTAL } from './workbook-looks.ts';
import { workbookWord } from './workbook-words.ts';

const BOLD: Look = { bold: true, wrap: true };

/** How many obligations are in which state: in all, by act and by chapter. */
export function summarySheet(run: GapRun, language: Language): Sheet {
  const { acts, counts } = coverageMatrix(run);
  const head = [
    workbookWord('act', language),
    workbookWord('chapter', language),
    ...COVERAGE_STATES.map((state) => stateName(state, language)),
    workbookWord('total', language),
    `${stateName('covered', language)} (%)`,
  ];
  const chapters = acts.flatMap(({ name, chapters: ofAct, counts: sum }) => [
    ...ofAct.map((chapter) => countCells([name, chapter.heading], chapter.counts)),
    countCells([`${workbookWord('total', language)} ${name}`, ''], sum, TOTAL),
  ]);
  return {
    name: workbookWord('summary', language),
    widths: [24, 44, 13, 13, 13, 13, 13, 10, 12],
    frozen: { rows: 1, columns: 1 },
    rows: [
      headCells(head),
      ...chapters,
      ...(acts.length > 1 ? [countCells([workbookWord('total', language), ''], counts, TOTAL)] : []),
    ],
  };
}

function countCells(names: readonly string[], counts: StateCounts, look: Look = {}): readonly Cell[] {
  const total = COVERAGE_STATES.reduce((sum, state) => sum + counts[state], 0);
  const applicable = total - counts.not_applicable;
  return [
    ...names.map((value) => ({ value, look: { wrap: true, ...look } as const })),
    ...COVERAGE_STATES.map((state) => ({
      value: counts[state],
      look: look.fill === undefined ? tint(counts, state) : look,
    })),
    { value: total, look: { bold: true, ...look } },
    { value: applicable === 0 ? null : counts.covered / applicable, look: { format: 'percent', ...look } },
  ];
}

/** A number that is not nothing has the fill of its state. */
function tint(counts: StateCounts, state: (typeof COVERAGE_STATES)[number]): Look {
  const { fill, ink } = STATE_COLOURS[state];
  return counts[state] === 0 ? { color: '#595f69' } : { fill, color: ink };
}

/** What was searched, in which versions, and what must be known before relying on it. */
export function aboutSheet(run: GapRun, language: Language): Sheet {
  const say = (value: string): Cell => ({ value, look: { wrap: true } });
  const title = (value: string): readonly Cell[] => [{ value, look: { ...BOLD, size: 12 } }];
  const { law, policies, notes } = run;
  const rows: readonly (readonly Cell[])[] = [
    [{ value: workbookWord('title', language), look: { bold: true, size: 16 } }],
    [
      { value: workbookWord('at', language), look: BOLD },
      { value: new Date(run.at), look: { format: 'minute', align: 'left' } },
    ],
    [{ value: workbookWord('run', language), look: BOLD }, say(run.id)],
    [],
    title(workbookWord('compared', language)),
    ...scopeLines(run, language).map(([name, value]) => [{ value: name, look: BOLD }, say(value)]),
    [],
    title(workbookWord('versions', language)),
    ...Object.entries(law).map(([act, version]) => [say(act), say(version)]),
    ...policies.map(({ policy, title: name, number, key, statements }) => [
      say(`${name} (${policy})`),
      say(
        `${workbookWord('version', language)} ${number}, ${key}; ${workbookWord('statements', language)}: ${statements}`,
      ),
    ]),
    [say(workbookWord('scorer', language)), { value: run.scorer, look: { align: 'left' } }],
    [],
    title(workbookWord('states', language)),
    ...COVERAGE_STATES.map((state) => [
      {
        value: `${stateLetter(state, language)}  ${stateName(state, language)}`,
        look: { fill: STATE_COLOURS[state].fill, color: STATE_COLOURS[state].ink },
      },
      say(stateMeaning(state, language)),
    ]),
    [{ value: null }, say(workbookWord('cells', language))],
    ...(notes.length === 0
      ? []
      : [
          [],
          title(workbookWord('notes', language)),
          ...notes.map((note) => [{ value: null }, say(noteSaid(note, language))]),
        ]),
  ];
  return { name: workbookWord('about', language), widths: [36, 110], frozen: { rows: 1, columns: 0 }, rows };
}
