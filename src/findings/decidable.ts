import type { CallContext } from '../core/call-context.ts';
import { isPermitted } from '../core/permissions.ts';
import type { Findings } from './findings.ts';

/** Ids of the findings that wait for this very person's word: a colleague stands by them, and they may approve. */
export type Decidable = (context: CallContext) => ReadonlySet<string>;

/** Tells doors for what to offer a decision; whether it may be taken is looked at again when it is. */
export function createDecidable({ list }: Pick<Findings, 'list'>): Decidable {
  return (context) => {
    if (!isPermitted(context.user.permissions, 'findings:approve')) return new Set();
    const waiting = list({ stages: ['awaiting_approval'] }, context);
    const { id } = context.user;
    return new Set(
      waiting
        .filter(({ drafted, confirmed }) => drafted.by !== id && confirmed?.by !== id)
        .map((finding) => finding.id),
    );
  };
}
