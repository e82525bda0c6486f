import { type Sought, shareOf } from './evidence.ts';
import { fitsIntent, type Intent } from './question.ts';
import type { Statement } from './statements.ts';

const INTENT_BONUS = 0.3;
const LEAD_IN_SHARE = 0.6;

/** How well a sentence answers: what it holds of what is sought, its lead-in counting for less, and whether it has the form asked for. */
function worth(statement: Statement, sought: Sought, intent: Intent): number {
  const own = shareOf(statement.sentence, sought);
  const lead = statement.leadIns.map(({ text }) => text).join(' ');
  const withLead = lead === '' ? own : shareOf(`${statement.sentence} ${lead}`, sought);
  return own + LEAD_IN_SHARE * (withLead - own) + INTENT_BONUS * fitsIntent(statement.sentence, intent);
}

/** The best statements, at most `most`, none much worse than the best, in reading order. */
export function bestStatements(
  statements: readonly Statement[],
  sought: Sought,
  intent: Intent,
  most: number,
  floor = 0.55,
): readonly Statement[] {
  const rated = statements.map((statement) => ({ statement, value: worth(statement, sought, intent) }));
  const best = Math.max(0, ...rated.map(({ value }) => value));
  return rated
    .filter(({ value }) => value > 0 && value >= best * floor)
    .sort((a, b) => b.value - a.value || a.statement.position - b.statement.position)
    .slice(0, most)
    .map(({ statement }) => statement)
    .sort((a, b) => a.position - b.position || a.index - b.index);
}
