import type { CoverageState } from '../coverage/assessment.ts';

/** How a state is painted, `#RRGGBB`. */
export interface StateColours {
  /** Of an area with words on it, which `ink` is read on at 4.5 to 1 or better (WCAG 2.2, 1.4.3). */
  readonly fill: string;
  readonly ink: string;
}

/**
 * Told apart by people who do not see red or green as others do, and in shades of grey; never the only sign: a letter or a
 * name stands with each.
 */
export const STATE_COLOURS: Readonly<Record<CoverageState, StateColours>> = {
  covered: { fill: '#9ed6c4', ink: '#06382b' },
  partial: { fill: '#ffe08a', ink: '#4a3500' },
  contradicted: { fill: '#8a1538', ink: '#ffffff' },
  missing: { fill: '#f2936b', ink: '#3d1200' },
  not_applicable: { fill: '#e6e9ee', ink: '#3c4550' },
};
