import type { Audit } from '../audit/audit.ts';
import type { CallContext } from '../core/call-context.ts';
import type { Clock } from '../core/clock.ts';
import type { NewId } from '../core/ids.ts';
import type { PolicyStore } from '../gaps/policies/policy-store.ts';
import type { GapStore } from '../gaps/runs/gap-store.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import type { GrcPlatformName } from './filing/finding-filing.ts';
import type { Finding } from './finding.ts';
import type { FindingStore } from './finding-store.ts';
import type { FindingNews } from './news.ts';

/** How a tenant has findings set up. */
export interface FindingSettings {
  /** 2: a second person approves what is filed. 1: the drafter's own confirmation is enough, and is recorded as that. */
  readonly eyes: 1 | 2;
  /** Where findings go; absent where no platform is set up. */
  readonly platform?: { readonly name: GrcPlatformName; readonly host: string };
}

/** What findings rest on. */
export interface FindingsParts {
  readonly store: FindingStore;
  readonly audit: Pick<Audit, 'within' | 'record'>;
  readonly clock: Clock;
  /** Must give what nobody can guess. */
  readonly newId: NewId;
  readonly reader: LawReader;
  readonly gaps: Pick<GapStore, 'list' | 'find'>;
  readonly policies: Pick<PolicyStore, 'find'>;
  /** Whether an answer of that receipt was given in the person's tenant. */
  readonly isReceipt: (receipt: string, context: CallContext) => boolean;
  readonly settings: (tenant: string) => FindingSettings;
  /** What becomes of them outside; each within the transaction of the step that leads to it. */
  readonly outbox: {
    /** Puts the finding in, to be filed. */
    file(finding: Finding, context: CallContext): void;
    /** Puts one back that did not come through; it is on its way from then on. */
    retry(finding: Finding, context: CallContext): void;
    /** Asks a second person, where one can be reached; whoever looks by themselves finds it without. */
    askApproval(finding: Finding): void;
    /** Tells its drafter what became of it, where they can be reached. */
    news(finding: Finding, what: FindingNews): void;
  };
}
