import type { ChannelAddress } from '../../conversations/channel-address.ts';
import { daysBetween } from '../../core/days.ts';
import { cleanText, shortened } from '../../core/text.ts';
import { type OutboxParts, putIn } from '../../delivery/put-in.ts';
import type { IsoDate } from '../../regulations/act.ts';
import type { Finding, RemediationState } from '../finding.ts';
import type { FindingStore } from '../finding-store.ts';
import type { RemediationStepName } from './workflow.ts';

/** Something of a finding that is due soon, today, or was due. */
export interface DueNotice {
  /** The step that is due; `null` for the finding as a whole. */
  readonly step: RemediationStepName | null;
  readonly due: IsoDate;
  readonly overdue: boolean;
  /** Days until then, 0 for today; where it is overdue, days since then. */
  readonly days: number;
  /** Who answers for it, as the bank names them. */
  readonly owner: string;
}

/** A notice that was put in. */
export interface AnnouncedDue extends DueNotice {
  readonly tenant: string;
  /** The finding's id. */
  readonly finding: string;
  /** The message's. */
  readonly key: string;
}

export interface DueParts extends OutboxParts {
  readonly store: { readonly own: Pick<FindingStore['own'], 'page'> };
  /** Where those can be reached who drafted the finding; `undefined` where nobody can. */
  readonly addressOf: (finding: Finding) => Pick<ChannelAddress, 'tenant' | 'conversation'> | undefined;
}

/** The kind of such messages in the outbox. */
export const DUE_MESSAGE = 'finding_due';

/** So many days before it is due it is told for the first time. */
const SOON = 2;
const WEEK = 7;
/** Findings that are looked at in one transaction. */
const PAGE = 100;
const LONGEST_LINE = 200;
/** Of these something is still to be done. */
const RUNNING: readonly RemediationState[] = ['open', 'in_progress', 'validating'];

/**
 * What of a filed finding is due within two days, or was due: the steps that are open, in their order, and the finding
 * itself. A step that waits is not due, whatever was planned: it is what it waits for that is late.
 */
export function dueNotices(finding: Finding, today: IsoDate): readonly DueNotice[] {
  const { stage, status, content, workflow } = finding;
  if (stage !== 'filed' || status === undefined || !RUNNING.includes(status)) return [];
  const steps = (workflow?.steps ?? []).filter(({ state }) => state === 'open');
  const dated = [
    ...steps.map(({ step, due, assignee }) => ({ step, due, owner: assignee })),
    { step: null, due: content.due, owner: content.owner },
  ];
  return dated.flatMap((each) => {
    const left = daysBetween(today, each.due);
    return left > SOON ? [] : [{ ...each, overdue: left < 0, days: Math.abs(left) }];
  });
}

/**
 * Puts in, for all tenants, what those who drafted a finding are to be told today of what is due: once when it is due
 * within two days, once on the day, and once it is overdue on the first day and then each week. However often it runs, and
 * whenever, each of these is put in once; what was missed is not made up for.
 *
 * The message's body is `{finding, title, step, due, overdue, days, owner, language}`, as in `DueNotice`.
 *
 * @returns what was put in now
 */
export function announceDue(parts: DueParts): readonly AnnouncedDue[] {
  const today = parts.clock.today();
  const announced: AnnouncedDue[] = [];
  for (let after: string | undefined; ; ) {
    const page = parts.store.own.page({ stages: ['filed'], statuses: RUNNING }, PAGE, after);
    // One transaction a page: most of it was put in before.
    parts.audit.within(() => announced.push(...page.flatMap((finding) => announcedOf(parts, finding, today))));
    if (page.length < PAGE) return announced;
    after = page.at(-1)?.id;
  }
}

function announcedOf(parts: DueParts, finding: Finding, today: IsoDate): readonly AnnouncedDue[] {
  const notices = dueNotices(finding, today);
  if (notices.length === 0) return [];
  const address = parts.addressOf(finding);
  // Whatever an address says: nothing of a tenant's findings goes to another one.
  if (address?.tenant !== finding.tenant) return [];
  return notices.flatMap((notice) => {
    const key = `due:${finding.id}:${notice.step ?? 'finding'}:${notice.due}:${occasionOf(notice)}`;
    const isNew = putIn(parts, {
      key,
      tenant: finding.tenant,
      conversation: address.conversation,
      kind: DUE_MESSAGE,
      body: {
        ...notice,
        owner: line(notice.owner),
        finding: finding.id,
        title: line(finding.content.title),
        language: finding.language,
      },
      correlation: finding.id,
      // Better seen twice than not at all.
      inDoubt: 'again',
    });
    return isNew ? [{ ...notice, tenant: finding.tenant, finding: finding.id, key }] : [];
  });
}

function occasionOf({ overdue, days }: DueNotice): string {
  if (overdue) return `late-${Math.floor((days - 1) / WEEK)}`;
  return days === 0 ? 'today' : 'soon';
}

function line(text: string): string {
  return shortened(cleanText(text), LONGEST_LINE);
}
