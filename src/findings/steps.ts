import { recordedAs } from '../audit/audit.ts';
import type { CallContext } from '../core/call-context.ts';
import type { JsonObject } from '../core/canonical-json.ts';
import { AppError } from '../core/errors.ts';
import { requirePermission } from '../core/permissions.ts';
import { cleanText } from '../core/text.ts';
import type { Finding, FindingStage } from './finding.ts';
import { findingEntry, findingsBy } from './finding-rows.ts';
import type { FindingsParts } from './findings-parts.ts';
import { ERASED, signatureName, signed } from './signature.ts';

/** What a confirmation, an approval or a refusal is given for: exactly these words. */
export interface FrozenFinding {
  readonly id: string;
  /** The hash that the person was shown. */
  readonly hash: string;
}

/** The steps of a finding on its way out, each done once, in one transaction with its row in the audit. */
export interface FindingSteps {
  /**
   * Its drafter stands by it. With two pairs of eyes it waits for a second person from then on; with one it may be filed,
   * for which `findings:file` is needed.
   *
   * @throws AppError `not_permitted` for anybody but the drafter; `conflict` for one that was confirmed before, expired, or
   *   says something else than was shown
   */
  confirm(frozen: FrozenFinding, context: CallContext): Finding;
  /** Looks whether `confirm` would do it now. @throws AppError as `confirm` */
  mayConfirm(frozen: FrozenFinding, context: CallContext): void;
  /** Looks whether `approve` and `refuse` would do it now. @throws AppError as `approve` */
  mayDecide(frozen: FrozenFinding, context: CallContext): void;
  /**
   * A second person approves it, and it is filed.
   *
   * @throws AppError `not_permitted` for whoever drafted it; `conflict`; `misconfigured` where there is nowhere to file it
   */
  approve(frozen: FrozenFinding, context: CallContext): Finding;
  /** A second person says no, with the reason. @throws AppError as `approve` */
  refuse(frozen: FrozenFinding, reason: string, context: CallContext): Finding;
  /** Puts what may be filed into the outbox. @throws AppError `not_permitted`; `conflict`; `misconfigured` */
  file(id: string, context: CallContext): Finding;
  /** Puts what did not come through back into the outbox. @throws AppError `not_permitted`; `conflict` */
  retry(id: string, context: CallContext): Finding;
  /** Ends what waited too long, of all tenants. Returns how many. */
  expire(): number;
}

/** How long a second person has, in milliseconds. */
const APPROVAL_LIFE = 14 * 86_400_000;
/** A sentence is reason enough; less tells the drafter nothing. */
const SHORTEST_REASON = 3;
const LONGEST_REASON = 2_000;
const EXPIRED_AT_ONCE = 500;

type Find = (id: string, context: CallContext) => Finding;

export function createSteps(parts: FindingsParts, find: Find): FindingSteps {
  const { audit, clock, settings, outbox } = parts;
  const step = createStep(parts);

  const toOutbox = createFiler(parts, step);
  const confirmable = ({ id, hash }: FrozenFinding, context: CallContext): Finding => {
    requirePermission(context.user, 'findings:draft', 'confirm a finding');
    const finding = frozen(find(id, context), hash, 'draft', clock.now());
    if (finding.drafted.by !== context.user.id) throw notTheirs(finding);
    if (settings(finding.tenant).eyes === 1)
      requirePermission(context.user, 'findings:file', 'have a finding filed on your own word');
    return finding;
  };
  const decidable = ({ id, hash }: FrozenFinding, context: CallContext): Finding =>
    bySecondPerson(find(id, context), hash, context, clock.now());

  return {
    mayConfirm: (frozen, context) => void confirmable(frozen, context),
    mayDecide: (frozen, context) => void decidable(frozen, context),
    confirm: (frozen, context) =>
      audit.within(() => {
        const finding = confirmable(frozen, context);
        const now = clock.now();
        const confirmed = signed(context, now);
        const { eyes } = settings(finding.tenant);
        if (eyes === 1) {
          const approved = { ...confirmed, eyes };
          return step({ ...finding, stage: 'approved', confirmed, approved }, 'confirmed', context, { eyes });
        }
        const expires = new Date(now + APPROVAL_LIFE).toISOString();
        const waiting: Finding = { ...finding, stage: 'awaiting_approval', confirmed, expires };
        const changed = step(waiting, 'confirmed', context, { eyes });
        outbox.askApproval(changed);
        return changed;
      }),
    approve: (frozen, context) =>
      audit.within(() => {
        const finding = decidable(frozen, context);
        const approved = { ...signed(context, clock.now()), eyes: 2 as const };
        const changed = step({ ...finding, stage: 'approved', approved }, 'approved', context, { eyes: 2 });
        outbox.news(changed, 'approved');
        return toOutbox(changed, context);
      }),
    refuse: (frozen, reason, context) =>
      audit.within(() => {
        const finding = decidable(frozen, context);
        const why = cleanText(reason);
        if (why.length < SHORTEST_REASON || why.length > LONGEST_REASON)
          throw new AppError('invalid_input', `Say why, in up to ${LONGEST_REASON} characters: the drafter reads it.`);
        const refused = { ...signed(context, clock.now()), reason: why };
        const changed = step({ ...finding, stage: 'refused', refused }, 'refused', context, {}, { reason: why });
        outbox.news(changed, 'refused');
        return changed;
      }),
    file: (id, context) =>
      audit.within(() => {
        requirePermission(context.user, 'findings:file', 'file a finding');
        return toOutbox(inStage(find(id, context), 'approved'), context);
      }),
    retry: (id, context) =>
      audit.within(() => {
        requirePermission(context.user, 'findings:file', 'file a finding');
        // The outbox puts it back on its way, in this transaction.
        outbox.retry(inStage(find(id, context), 'undelivered'), context);
        return find(id, context);
      }),
    expire: () => expireLate(parts),
  };
}

type Step = ReturnType<typeof createStep>;

/** Puts a finding that may be filed into the outbox. */
function createFiler({ settings, clock, outbox }: FindingsParts, step: Step) {
  return (finding: Finding, context: CallContext): Finding => {
    const { platform } = settings(finding.tenant);
    if (platform === undefined) throw nowhereToFile(finding.id);
    const since = new Date(clock.now()).toISOString();
    const filing = { platform: platform.name, host: platform.host, key: `brc-${finding.id}`, since };
    const changed = step({ ...finding, stage: 'filing', filing }, 'filing', context, {
      platform: platform.name,
      host: platform.host,
    });
    outbox.file(changed, context);
    return changed;
  };
}

/** What filing comes to where no platform is set up. */
export function nowhereToFile(id: string): AppError {
  return new AppError(
    'misconfigured',
    `No GRC platform is set up here, so ${id} cannot be filed; it stays as it is. Whoever runs the desk sets COMPLIANCE_GRC ("compliance findings check" tells whether it works).`,
  );
}

/** Keeps the next state of a finding, with its row. */
function createStep({ store, audit }: FindingsParts) {
  return (
    next: Finding,
    what: string,
    context: CallContext,
    extra: JsonObject = {},
    personal?: Readonly<Record<string, string>>,
  ): Finding => {
    const changed = { ...next, revision: next.revision + 1 };
    store.save(changed);
    const entry = findingEntry(what, changed, extra);
    audit.record(personal === undefined ? entry : { ...entry, personal }, recordedAs(context));
    return changed;
  };
}

function expireLate({ store, audit, clock }: FindingsParts): number {
  const expiredBy = new Date(clock.now()).toISOString();
  return audit.within(() => {
    const late = store.own.page({ stages: ['draft', 'awaiting_approval'], expiredBy }, EXPIRED_AT_ONCE);
    for (const finding of late) {
      store.save({ ...finding, stage: 'expired', revision: finding.revision + 1 });
      audit.record(findingEntry('expired', finding, { from: finding.stage }), findingsBy(finding.tenant, finding.id));
    }
    return late.length;
  });
}

/** @throws AppError `conflict` where it is not waiting for that any more, or says something else than was shown */
function frozen(finding: Finding, hash: string, stage: 'draft' | 'awaiting_approval', now: number): Finding {
  inStage(finding, stage);
  if (now >= Date.parse(finding.expires))
    throw new AppError('conflict', `${finding.id} has expired on ${finding.expires.slice(0, 10)}: draft it anew.`);
  if (finding.hash !== hash.trim().toLowerCase())
    throw new AppError('conflict', `${finding.id} is not what was shown: look at it again, then decide.`);
  return finding;
}

function bySecondPerson(finding: Finding, hash: string, context: CallContext, now: number): Finding {
  requirePermission(context.user, 'findings:approve', 'decide on a finding');
  const { drafted, confirmed } = frozen(finding, hash, 'awaiting_approval', now);
  // Of whom nothing is known any more it cannot be told that they are somebody else.
  if (drafted.by === ERASED || confirmed?.by === ERASED)
    throw new AppError(
      'conflict',
      `${finding.id} was drafted by somebody who has been erased since: nobody can tell whether you are a second person. Draft it anew.`,
    );
  if ([drafted.by, confirmed?.by].includes(context.user.id))
    throw new AppError(
      'not_permitted',
      `${finding.id} is your own: somebody else who may approve findings has to decide on it.`,
    );
  return finding;
}

const STAGE_SAID: Readonly<Record<FindingStage, string>> = {
  draft: 'is a draft: its drafter has to confirm it first',
  awaiting_approval: 'waits for a second person to approve it',
  approved: 'is approved, and has not been filed yet',
  filing: 'is on its way to the platform already',
  filed: 'was filed already',
  undelivered: 'did not come through; it can be tried again ("compliance findings retry")',
  refused: 'was refused by the second person',
  expired: 'has expired: draft it anew',
};

function inStage(finding: Finding, stage: FindingStage): Finding {
  if (finding.stage !== stage) throw new AppError('conflict', `${finding.id} ${STAGE_SAID[finding.stage]}.`);
  return finding;
}

function notTheirs({ id, drafted }: Finding): AppError {
  return new AppError('not_permitted', `${id} was drafted by ${signatureName(drafted)}: only they can confirm it.`);
}
