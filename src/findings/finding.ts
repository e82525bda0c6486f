import { canonicalJson, type Json } from '../core/canonical-json.ts';
import { sha256 } from '../core/digests.ts';
import type { PolicyId } from '../gaps/policies/policy.ts';
import type { ActId, IsoDate, Language, TextSource } from '../regulations/act.ts';
import type { Place } from '../regulations/provision.ts';
import type { FindingFiling } from './filing/finding-filing.ts';
import type { RemediationWorkflow } from './remediation/workflow.ts';
import type { FindingSignature } from './signature.ts';

/** How bad it is, worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The provision that is not met: exactly these words of exactly this version. */
export interface RegulatoryReference {
  readonly act: ActId;
  readonly place: Place;
  /** How a lawyer cites it: "Article 6(5) DORA". */
  readonly label: string;
  readonly language: Language;
  /** Names the version of the act, for good. */
  readonly version: string;
  /** When that version dates from. */
  readonly dated: IsoDate;
  /** `digest`: our own summary, not the official text. */
  readonly source: TextSource;
  /** What that version is, in one phrase: "consolidated to 2026-03-21", "digest, not the official text …". */
  readonly standing: string;
  /** SHA-256 of the provision's whole text, as the library keeps it. */
  readonly hash: string;
  /** Words of the provision: the obligation's where it is about one, else its beginning. */
  readonly quote: string;
}

/** What shows it: words of one of the bank's own policies, or what a person saw. */
export type FindingEvidence =
  | {
      readonly kind: 'policy';
      readonly policy: PolicyId;
      /** The policy's title, as it was. */
      readonly title: string;
      readonly statement: string;
      /** Words of the statement, exactly as stored. */
      readonly quote: string;
      /** Of the statement, as stored. */
      readonly hash: string;
    }
  | { readonly kind: 'note'; readonly text: string };

/** Where it came from. */
export interface FindingLinks {
  /** A result of a gap analysis. */
  readonly gap?: { readonly run: string; readonly obligation: string };
  /** The receipt of an answer. */
  readonly receipt?: string;
}

/** What a finding says. Once it is confirmed nothing of it changes: `findingHash` names it. */
export interface FindingContent {
  /** A line. */
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** Why it is that bad. */
  readonly severityReason: string;
  /** At least one. */
  readonly references: readonly RegulatoryReference[];
  readonly evidence: readonly FindingEvidence[];
  readonly remediationPlan: string;
  /** Who answers for putting it right, as the bank names them. */
  readonly owner: string;
  /** By when. */
  readonly due: IsoDate;
  readonly links: FindingLinks;
}

/**
 * How far it has come on its way out. `draft`: nobody confirmed it yet. `awaiting_approval`: its drafter did, a second
 * person has to approve it. `approved`: it may be filed. `filing`: it is in the outbox. `filed`: the platform has it.
 * `undelivered`: the platform refused it, or it is not known whether it has it; it can be tried again. `refused`: the second
 * person said no. `expired`: it was not confirmed, or not approved, in time.
 */
export const FINDING_STAGES = [
  'draft',
  'awaiting_approval',
  'approved',
  'filing',
  'filed',
  'undelivered',
  'refused',
  'expired',
] as const;
export type FindingStage = (typeof FINDING_STAGES)[number];

/** How far putting it right has come, once it is filed. */
export const REMEDIATION_STATES = ['open', 'in_progress', 'validating', 'closed', 'risk_accepted'] as const;
export type RemediationState = (typeof REMEDIATION_STATES)[number];

/** The bank's record and the platform's say different things: shown until a person decides which counts. */
export interface FindingConflict {
  /** `record`: the platform has the record no more, or does not show it. */
  readonly field: 'status' | 'title' | 'severity' | 'due' | 'owner' | 'record';
  /** As it stands here. */
  readonly ours: string;
  /** As the platform has it. */
  readonly theirs: string;
  /** When that was noticed, ISO 8601, UTC. */
  readonly at: string;
  /** Ours counts, and is on its way to the platform: nobody has to decide, and it goes once the platform says the same. */
  readonly decided?: 'ours';
}

export interface Finding {
  /** `F-` and sixteen hexadecimal digits; unique over all tenants. */
  readonly id: string;
  readonly tenant: string;
  readonly content: FindingContent;
  /** `findingHash` of the content. */
  readonly hash: string;
  readonly stage: FindingStage;
  readonly drafted: FindingSignature;
  /**
   * Where it was drafted. `address`: the channel's own id of it, where people can be told something later: that a second
   * person is asked, that it is due.
   */
  readonly conversation: { readonly id: string; readonly channel: string; readonly address?: string };
  readonly language: Language;
  /** When the draft, or the wait for approval, ends; ISO 8601, UTC. */
  readonly expires: string;
  readonly confirmed?: FindingSignature;
  /** `eyes`: how many people looked at it, 1 where the drafter's own word was enough. */
  readonly approved?: FindingSignature & { readonly eyes: 1 | 2 };
  readonly refused?: FindingSignature & { readonly reason: string };
  /** From when on it is on its way to a platform. */
  readonly filing?: FindingFiling;
  /** Set once it is filed. */
  readonly status?: RemediationState;
  /** The state in which both sides last agreed; absent: `open`, as it was filed. */
  readonly agreed?: RemediationState;
  /** None where both sides agree. */
  readonly conflicts: readonly FindingConflict[];
  /** What the platform says otherwise, and a person took note of: it is not shown again until it changes. */
  readonly noted?: Readonly<Partial<Record<FindingConflict['field'], string>>>;
  /** The steps of putting it right, where the platform tracks none itself. */
  readonly workflow?: RemediationWorkflow;
  /** Raised with each change. */
  readonly revision: number;
}

/** SHA-256 over what a finding says (RFC 8785): what a person confirms and another one approves. */
export function findingHash(content: FindingContent): string {
  return sha256(canonicalJson(content as unknown as Json));
}

/** The policies whose words it quotes: whoever may not see one of them is not told of the finding. */
export function quotedPolicies({ evidence }: Pick<FindingContent, 'evidence'>): readonly PolicyId[] {
  return [...new Set(evidence.flatMap((each) => (each.kind === 'policy' ? [each.policy] : [])))];
}
