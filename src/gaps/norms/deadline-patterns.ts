import type { DeadlineKind } from './norm.ts';

/** How a time is written, over folded text. Named groups: `n` a number, `unit`, `work` for working days, `every`, `date`. */
export interface DeadlinePattern {
  readonly kind: DeadlineKind;
  readonly pattern: RegExp;
  /** For words that name their period themselves, and for those that name none (null). */
  readonly iso?: (match: RegExpExecArray) => string | null;
  readonly working?: true;
}

/** Words for how often, each with the period that they name. */
export function oftenPatterns(
  table: readonly (readonly [string, string])[],
  before: string,
  after: string,
): readonly DeadlinePattern[] {
  return table.map(([words, iso]) => ({
    kind: 'recurring' as const,
    pattern: new RegExp(`${before}\\b${words}\\b${after}`, 'dg'),
    iso: () => `R/${iso}`,
  }));
}
