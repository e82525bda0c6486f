import { z } from 'zod';
import type { DepartingMessage } from '../../src/delivery/courier.ts';
import { FINDING_NEWS } from '../../src/findings/news.ts';
import { REMEDIATION_STEPS } from '../../src/findings/remediation/workflow.ts';
import type { ReadToldFinding } from '../../src/findings/told-finding.ts';
import { LANGUAGES } from '../../src/regulations/act.ts';
import { findingEntry } from '../../src/tools/finding-entries.ts';
import { cardMessage } from '../card-room/card-message.ts';
import { briefFindingCard, findingCard } from '../cards/finding-card.ts';
import { findingDueCard, findingNewsCard } from '../cards/finding-told-cards.ts';
import type { Reply } from '../turn.ts';
import type { NotWritten } from './teams-courier.ts';

/** What messages about findings are written from. */
export interface FindingMessageParts {
  readonly toldFinding: ReadToldFinding;
}

/** As `askApproval` puts it in. */
const Approval = z.object({ finding: z.string(), hash: z.string(), language: z.enum(LANGUAGES) });
/** As `tellNews` puts it in. */
const News = z.object({ finding: z.string(), what: z.enum(FINDING_NEWS), language: z.enum(LANGUAGES) });
/** As `announceDue` puts it in. */
const Due = z.object({
  finding: z.string(),
  title: z.string(),
  step: z.enum(REMEDIATION_STEPS.map(({ step }) => step)).nullable(),
  due: z.string(),
  overdue: z.boolean(),
  days: z.number(),
  owner: z.string(),
  language: z.enum(LANGUAGES),
});

const GONE: NotWritten = { kind: 'refused', why: 'The finding is not there any more.' };

/**
 * Asks everybody in a conversation for one person's word. What not everybody may read is not shown there, and not decided
 * on there; nor is what was decided meanwhile.
 */
export function approvalMessage(
  { tenant, body }: DepartingMessage,
  { toldFinding }: FindingMessageParts,
): Reply | NotWritten {
  const { finding: id, hash, language } = Approval.parse(body);
  const told = toldFinding(tenant, id);
  if (told === undefined) return GONE;
  const { finding, isOpen } = told;
  const entry = findingEntry(finding);
  const isAsked = isOpen && finding.stage === 'awaiting_approval' && finding.hash === hash;
  return cardMessage(
    isAsked
      ? findingCard(entry, { language, role: 'reader', asked: true })
      : briefFindingCard(entry, { language, restricted: !isOpen }),
  );
}

/** Tells whoever drafted it what became of it. */
export function newsMessage(
  { tenant, body, maybeSeen }: DepartingMessage,
  { toldFinding }: FindingMessageParts,
): Reply | NotWritten {
  const { finding: id, what, language } = News.parse(body);
  const told = toldFinding(tenant, id);
  if (told === undefined) return GONE;
  return cardMessage(findingNewsCard(findingEntry(told.finding), what, { language, maybeSeen }));
}

/** Tells of what is due, as it was when it was put in. */
export function dueMessage({ body, maybeSeen }: DepartingMessage): Reply {
  const { language, ...facts } = Due.parse(body);
  return cardMessage(findingDueCard(facts, { language, maybeSeen }));
}
