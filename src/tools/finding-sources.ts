import type { CallContext } from '../core/call-context.ts';
import { isPermitted } from '../core/permissions.ts';
import type { Finding } from '../findings/finding.ts';
import type { Findings } from '../findings/findings.ts';
import type { Policies } from '../gaps/policies/policies.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import { type ReadPassage, readPassage } from '../regulations/read-passage.ts';
import type { CitedStatement } from './define-tool.ts';
import type { PageSize } from './law-schemas.ts';

/** What tools of findings run on. */
export interface FindingDeps extends PageSize {
  readonly findings: Findings;
  readonly reader: LawReader;
  readonly policies: Policies;
}

/**
 * The provisions and the bank's own words that findings show, for the audit. What is not held any more, and words of a policy
 * for whoever may not look policies up, are in the finding alone. To be asked before anything is written.
 *
 * @throws AppError `internal` where the library was altered
 */
export function sourcesOf(
  findings: readonly Finding[],
  { reader, policies }: Pick<FindingDeps, 'reader' | 'policies'>,
  context: CallContext,
): { readonly passages: readonly ReadPassage[]; readonly cited: readonly CitedStatement[] } {
  const view = reader.at({});
  const mayLookUp = isPermitted(context.user.permissions, 'gaps:analyse');
  return {
    passages: findings.flatMap(({ content }) =>
      content.references.flatMap(({ version, place }) => {
        const held = view.byKey(version);
        const passage = held && readPassage(view, held, place);
        return passage === undefined ? [] : [passage];
      }),
    ),
    cited: findings.flatMap(({ content }) =>
      content.evidence.flatMap((each) => {
        if (each.kind !== 'policy') return [];
        const version = mayLookUp ? policies.find(each.policy, context) : undefined;
        // A later version may say something else there: its file does not hold these words.
        const isThere =
          version?.statements.some(({ id, hash }) => id === each.statement && hash === each.hash) === true;
        const id = `policy:${each.policy}#${each.statement}`;
        return version === undefined || !isThere ? [] : [{ id, document: version.sha256, quote: each.quote }];
      }),
    ),
  };
}
