import { recordedAs } from '../audit/audit.ts';
import type { CallContext } from '../core/call-context.ts';
import { sha256 } from '../core/digests.ts';
import { AppError } from '../core/errors.ts';
import { given } from '../core/given.ts';
import { isPermitted, requirePermission } from '../core/permissions.ts';
import { audienceOf } from '../gaps/policies/audience.ts';
import { gapSubject } from '../gaps/runs/gap-subject.ts';
import type { Language } from '../regulations/act.ts';
import { draftContent } from './drafting/draft-content.ts';
import { checkedRequest, type FindingRequest } from './drafting/finding-request.ts';
import { type Finding, type FindingContent, findingHash } from './finding.ts';
import { findingEntry } from './finding-rows.ts';
import type { FindingFilter } from './finding-store.ts';
import { findingText } from './finding-text.ts';
import type { FindingsParts } from './findings-parts.ts';
import { signed } from './signature.ts';
import { createSteps, type FindingSteps } from './steps.ts';

/** What was drafted, and what there is of the same matter already. */
export interface DraftedFinding {
  readonly finding: Finding;
  /** Findings about the same obligation that are not closed, refused or expired. */
  readonly alreadyThere: readonly Finding[];
}

/**
 * Findings from their draft to the outbox. What a person may not see is not there for them: a finding that quotes a policy
 * is kept from whoever the policy is kept from, and a draft from everybody but its drafter.
 */
export interface Findings extends FindingSteps {
  /**
   * Keeps a draft that its drafter can confirm within a day.
   *
   * @param language of what is worked out
   * @throws AppError `not_permitted`; `invalid_input` naming what is missing or wrong; `not_found` for a gap, a provision or a
   *   receipt that is not there for the person; `conflict` for a gap that is none
   */
  draft(request: FindingRequest, context: CallContext, language?: Language): DraftedFinding;
  /** @throws AppError `not_found` */
  find(id: string, context: CallContext): Finding;
  /** The latest drafted first, at most `limit`. */
  list(filter: FindingFilter, context: CallContext, limit?: number): readonly Finding[];
}

/** How long a draft waits to be confirmed, in milliseconds. */
const DRAFT_LIFE = 86_400_000;
/** Findings that are looked through; a bank has a few hundred open at once. */
const MOST_LISTED = 10_000;
const HEX_OF_AN_ID = 16;

export function createFindings(parts: FindingsParts): Findings {
  const { store, audit, clock, newId } = parts;
  const list: Findings['list'] = (filter, context, limit = MOST_LISTED) => {
    mayRead(context);
    return store
      .list(audienceOf(context), filter, MOST_LISTED)
      .filter((finding) => isForThem(finding, context))
      .slice(0, limit);
  };
  const find: Findings['find'] = (id, context) => {
    mayRead(context);
    const found = store.find(id.trim(), audienceOf(context));
    if (found === undefined || !isForThem(found, context)) throw unknownFinding(id);
    return found;
  };
  return {
    ...createSteps(parts, find),
    find,
    list,
    draft: (asked, context, language = 'en') => {
      requirePermission(context.user, 'findings:draft', 'draft a finding');
      const request = checkedRequest(asked);
      const id = `F-${sha256(newId()).slice(0, HEX_OF_AN_ID)}`;
      return audit.within(() => {
        // Read in the transaction that keeps it: a policy that another process takes away meanwhile is quoted no more.
        const content = contentOf(request, parts, context, language);
        const { gap } = content.links;
        const finding = draftOf(id, content, { now: clock.now(), language }, context);
        const same = gap === undefined ? [] : list({ obligation: gap.obligation }, context).filter(isGoingOn);
        store.add(finding);
        const body = {
          severity: content.severity,
          due: content.due,
          provisions: content.references.map(({ act, place }) => `${act}#${place}`),
          versions: content.references.map(({ version }) => version),
          ...(gap === undefined ? {} : { gap: { ...gap } }),
        };
        audit.record(
          { ...findingEntry('drafted', finding, body), personal: { finding: findingText(finding) } },
          recordedAs(context),
        );
        return { finding, alreadyThere: same };
      });
    },
  };
}

function draftOf(
  id: string,
  content: FindingContent,
  { now, language }: { readonly now: number; readonly language: Language },
  context: CallContext,
): Finding {
  return {
    id,
    tenant: context.tenant,
    content,
    hash: findingHash(content),
    stage: 'draft',
    drafted: signed(context, now),
    conversation: { id: context.conversation, channel: context.channel, ...given('address', context.address) },
    language,
    expires: new Date(now + DRAFT_LIFE).toISOString(),
    conflicts: [],
    revision: 1,
  };
}

function contentOf(request: FindingRequest, parts: FindingsParts, context: CallContext, language: Language) {
  const { reader, gaps, policies, isReceipt, clock } = parts;
  const { obligation, run, receipt } = request;
  if (obligation !== undefined) requirePermission(context.user, 'gaps:analyse', 'draft a finding from a gap');
  const gap =
    obligation === undefined
      ? undefined
      : gapSubject(gaps, { obligation, ...(run === undefined ? {} : { run }) }, context);
  if (receipt !== undefined && !isReceipt(receipt, context))
    throw new AppError('not_found', `There is no receipt ${receipt.slice(0, 60)} of an answer that was given here.`);
  return draftContent(request, {
    law: reader,
    isSaid: ({ policy, statement, hash }) =>
      policies
        .find(policy, audienceOf(context))
        ?.statements.some((held) => held.id === statement && held.hash === hash) === true,
    today: clock.today(),
    language,
    ...(gap === undefined ? {} : { gap }),
  });
}

/** Whoever drafts or approves findings sees them. */
function mayRead({ user }: CallContext): void {
  if (!isPermitted(user.permissions, 'findings:approve')) requirePermission(user, 'findings:draft', 'see findings');
}

/** A draft is its drafter's own until they stand by it. */
function isForThem({ stage, confirmed, drafted }: Finding, { user }: CallContext): boolean {
  const wasConfirmed = confirmed !== undefined || (stage !== 'draft' && stage !== 'expired');
  return wasConfirmed || drafted.by === user.id;
}

/** Whether somebody is still at it. */
function isGoingOn({ stage, status }: Finding): boolean {
  return stage !== 'refused' && stage !== 'expired' && status !== 'closed';
}

export function unknownFinding(id: string): AppError {
  return new AppError(
    'not_found',
    `There is no finding ${id.slice(0, 40)} that you may see. "compliance findings list" names them.`,
  );
}
