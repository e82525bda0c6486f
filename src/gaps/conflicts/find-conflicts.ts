import type { PolicyVersion } from '../policies/policy.ts';
import type { PolicyConflict } from './conflict.ts';

/** Where the bank's own policies disagree. */
export function findConflicts(_policies: readonly PolicyVersion[]): readonly PolicyConflict[] {
  return [];
}
