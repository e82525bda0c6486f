import type { CallContext } from '../core/call-context.ts';
import { cleanText } from '../core/text.ts';

/** In the stead of who did something, and of what they wrote of it. */
export const ERASED = 'erased';

/** Who did something, and when. */
export interface FindingSignature {
  /** Object id; `erased` once they were. */
  readonly by: string;
  /** For display alone. */
  readonly name?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Who does something now. */
export function signed({ user }: Pick<CallContext, 'user'>, now: number): FindingSignature {
  const name = cleanText(user.name ?? '');
  return { by: user.id, ...(name === '' ? {} : { name }), at: new Date(now).toISOString() };
}

/** Who it was, for people: their name, or how the directory knows them. */
export function signatureName({ by, name }: Pick<FindingSignature, 'by' | 'name'>): string {
  return name ?? by;
}
