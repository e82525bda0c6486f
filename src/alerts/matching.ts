import type { Alert } from './alert.ts';
import type { AlertFilter } from './subscription.ts';

/**
 * Whether somebody wants to be told of it: by authority, act and topic, each of which must fit where any is named. The
 * language does not decide: it is how they are told. A test concerns everybody.
 */
export function fits(
  { authorities, acts, topics }: Omit<AlertFilter, 'language'>,
  alert: Pick<Alert, 'kind' | 'authority' | 'acts' | 'topics'>,
): boolean {
  if (alert.kind === 'test') return true;
  return oneOf(authorities, [alert.authority]) && oneOf(acts, alert.acts) && oneOf(topics, alert.topics);
}

/** An empty list stands for all. */
function oneOf<T>(wanted: readonly T[], told: readonly T[]): boolean {
  return wanted.length === 0 || told.some((each) => wanted.includes(each));
}
