import { Column, ColumnSet, type TextRunOptions } from '@microsoft/teams.cards';
import type { z } from 'zod';
import type { CoverageState } from '../../src/gaps/coverage/assessment.ts';
import { lackName } from '../../src/gaps/report/difference-sentences.ts';
import {
  confidenceSaid,
  stateCount,
  stateName,
  verdictName,
  WORST_FIRST,
} from '../../src/gaps/report/gap-sentences.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { analyseGapsTool } from '../../src/tools/analyse-gaps.ts';
import { cut } from './law-lines.ts';
import { line, type Part, QUIET, SMALL, STRONG, type Words } from './parts.ts';
import { say, written } from './wording.ts';

export type GapsOutput = z.output<(typeof analyseGapsTool)['output']>;
export type GapEntry = GapsOutput['obligations'][number];

/** A sign before each state's name: colour alone tells nobody who does not see it. */
const SIGNS: Readonly<Record<CoverageState, string>> = {
  contradicted: '✕',
  missing: '○',
  partial: '◐',
  covered: '●',
  not_applicable: '–',
};

const COLOURS: Readonly<Record<CoverageState, TextRunOptions['color']>> = {
  contradicted: 'Attention',
  missing: 'Attention',
  partial: 'Warning',
  covered: 'Good',
  not_applicable: 'Default',
};

/** How many stand how: a column each, the worst on the left. */
export function countColumns(counts: GapsOutput['counts'], language: Language): Part {
  const all = WORST_FIRST.map((state) => {
    const [, ...name] = stateCount(counts[state], state, language).split(' ');
    return { state, count: `${SIGNS[state]} ${written(counts[state], language)}`, name: name.join(' ') };
  });
  const columns = all.map(({ state, count, name }) => {
    const color = COLOURS[state];
    const number = line([{ text: count, look: { ...STRONG, size: 'Large', ...(color && { color }) } }]);
    const column = [number, line([{ text: name, look: QUIET }], { spacing: 'None' })];
    return new Column(...column.map(({ element }) => element)).withOptions({ width: 'stretch' });
  });
  const said = all.map(({ count, name }) => `${count} ${name}`).join(' · ');
  return { element: new ColumnSet().withColumns(...columns), text: [said] };
}

/** "✕ Contradicted · deadline, to whom · likely right (82 %)". */
export function stateWords({ state, lacks, confidence, decision }: GapEntry, language: Language): readonly Words[] {
  const color = COLOURS[state];
  const lacking = lacks.map((lack) => lackName(lack, language)).join(', ');
  return [
    {
      text: `${SIGNS[state]} ${stateName(state, language)}`,
      look: { ...SMALL, ...STRONG, ...(color && { color }) },
    },
    {
      text: [
        '',
        ...(lacking === '' ? [] : [lacking]),
        decision === undefined
          ? confidenceSaid(confidence, language)
          : `${say('gapDecided', language, cut(decision.by, 60))}: ${verdictName(decision.verdict, language)}`,
      ].join(' · '),
      look: QUIET,
    },
  ];
}

/** Words of one of the texts, with whose they are in front. */
export function quoted(whose: string, words: string, most: number): Part {
  // One run: two for each text would take the room of the words.
  return line([{ text: `${whose}: ${cut(words.replace(/\s+/g, ' '), most)}`, look: SMALL }], { spacing: 'Small' });
}
