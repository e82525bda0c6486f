import type { z } from 'zod';
import type { Language } from '../../src/regulations/act.ts';
import type { listFindingsTool } from '../../src/tools/list-findings.ts';
import { button, pressed } from './card-buttons.ts';
import { severityWords } from './finding-parts.ts';
import { cut } from './law-lines.ts';
import { group, headline, LEADS_ON, line, type Part, pressable, QUIET, STRONG } from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { say } from './wording.ts';

type Listed = z.output<(typeof listFindingsTool)['output']>;
export type FindingRow = Listed['findings'][number];

export interface FindingsCardOptions {
  readonly language: Language;
  /** All, or those that wait for this person's word. */
  readonly of: 'findings' | 'approvals';
  /** Findings before the first one here. */
  readonly skip: number;
  readonly total: number;
}

/** Findings of a page. */
export const FINDINGS_A_PAGE = 10;
const FEWEST_ROWS = 3;
const FALLBACK = 1_500;

/** Findings with how they stand, a press away from each. */
export function findingsCard(rows: readonly FindingRow[], options: FindingsCardOptions): ShownCard {
  return shownCard((room) => content(rows, options, room));
}

function content(all: readonly FindingRow[], options: FindingsCardOptions, room: Room): CardContent {
  const { language, of, skip, total } = options;
  const rows = all.slice(0, Math.max(FEWEST_ROWS, room.short(FINDINGS_A_PAGE)));
  const title = say(of === 'findings' ? 'findingsTitle' : 'approvalsTitle', language);
  const end = skip + rows.length;
  return {
    title,
    fallback: FALLBACK,
    parts: [
      headline(title),
      line([{ text: shownWords(rows.length, options), look: QUIET }], { spacing: 'None' }),
      ...rows.map((row) => findingRow(row, language, room)),
    ],
    actions: [
      ...(skip === 0
        ? []
        : [button(say('findingsPrevious', language), { verb: of, skip: Math.max(0, skip - FINDINGS_A_PAGE) })]),
      ...(end < total && rows.length > 0 ? [button(say('findingsNext', language), { verb: of, skip: end })] : []),
    ],
  };
}

function shownWords(shown: number, { language, of, skip, total }: FindingsCardOptions): string {
  if (shown === 0 && total > 0) return say('findingsNoMore', language);
  if (shown === 0) return say(of === 'findings' ? 'findingsNone' : 'approvalsNone', language);
  const range = `${skip + 1}–${skip + shown} / ${total}`;
  return say(of === 'findings' ? 'findingsShown' : 'approvalsShown', language, range);
}

function findingRow(row: FindingRow, language: Language, room: Room): Part {
  const { id, title, label, owner, due, record } = row;
  const short = (text: string, most: number) => cut(text, Math.max(20, room.short(most)));
  return pressable(
    pressed(say('findingDetailsOf', language, id), { verb: 'finding', finding: id }),
    [
      group([
        line([{ text: short(title, 160), look: { ...STRONG, ...LEADS_ON } }]),
        line(severityWords(row, language), { spacing: 'None' }),
        line(
          [
            {
              text: [
                id,
                short(label, 160),
                short(owner, 100),
                say('dueOn', language, short(due, 40)),
                ...(record ? [short(record, 60)] : []),
              ].join(' · '),
              look: QUIET,
            },
          ],
          { spacing: 'None' },
        ),
      ]),
    ],
    { separator: true, spacing: 'Medium' },
  );
}
