import type { CallContext } from '../../core/call-context.ts';
import type { CoverageState } from '../coverage/assessment.ts';
import type { Verdict } from './gap-run.ts';

/** Something that became of the gap analysis. */
export type GapEvent =
  | {
      readonly what: 'run';
      readonly run: string;
      readonly acts: readonly string[];
      /** Keys of the versions of law and policies that were read. */
      readonly law: readonly string[];
      readonly policies: readonly string[];
      readonly counts: Readonly<Record<CoverageState, number>>;
      readonly scorer: number;
    }
  | {
      readonly what: 'decided';
      readonly decision: string;
      readonly obligation: string;
      /** SHA-256 of the obligation's words. */
      readonly hash: string;
      readonly verdict: Verdict;
      readonly state: CoverageState;
      /** Personal: what somebody wrote. */
      readonly reason: string;
    };

/** Where it is recorded. */
export interface GapLedger {
  /** Runs work in one write transaction with what it records. */
  within<T>(work: () => T): T;
  record(event: GapEvent, by: CallContext): unknown;
}
