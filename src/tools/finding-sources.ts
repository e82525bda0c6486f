import type { CallContext } from '../core/call-context.ts';
import type { Finding } from '../findings/finding.ts';
import type { Findings } from '../findings/findings.ts';
import type { Policies } from '../gaps/policies/policies.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import { type ReadPassage, readPassage } from '../regulations/read-passage.ts';
import type { CitedStatement } from './define-tool.ts';

/** What tools of findings run on. */
export interface FindingDeps {
  readonly findings: Findings;
  readonly reader: LawReader;
  readonly policies: Policies;
}

/** The provisions and the bank's own words that findings show, for the audit; what is not held any more is in the finding alone. */
export function sourcesOf(
  findings: readonly Finding[],
  { reader, policies }: Pick<FindingDeps, 'reader' | 'policies'>,
  context: CallContext,
): { readonly passages: readonly ReadPassage[]; readonly cited: readonly CitedStatement[] } {
  const view = reader.at({});
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
        const document = policies.find(each.policy, context)?.sha256;
        const id = `policy:${each.policy}#${each.statement}`;
        return document === undefined ? [] : [{ id, document, quote: each.quote }];
      }),
    ),
  };
}
