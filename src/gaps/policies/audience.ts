import type { CallContext } from '../../core/call-context.ts';
import type { PolicyAudience } from './policy-store.ts';

/** Whose policies somebody sees: their tenant's that are everybody's there, and those of their groups. */
export function audienceOf({ tenant, user }: Pick<CallContext, 'tenant' | 'user'>): PolicyAudience {
  return { tenant, groups: user.groups ?? new Set() };
}
