import type { FindingNews } from '../../src/findings/news.ts';
import type { RemediationStepName } from '../../src/findings/remediation/workflow.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { FindingOutput } from '../../src/tools/finding-entries.ts';
import { button, openPage } from './card-buttons.ts';
import { stepName } from './finding-names.ts';
import { hashPart, ownerFacts, quiet, recordParts, severityWords, shortly, signatureParts } from './finding-parts.ts';
import { cut } from './law-lines.ts';
import { box, fact, headline, line, type Part, QUIET, SMALL, STRONG } from './parts.ts';
import { type ShownCard, shownCard } from './shown-card.ts';
import { say } from './wording.ts';

/** How something that is sent unasked is told. */
export interface ToldOptions {
  readonly language: Language;
  /** Whether it may have been shown here before: the connection broke while it was sent. */
  readonly maybeSeen: boolean;
}

/** What is due, as `announceDue` puts it in. */
export interface DueFacts {
  readonly finding: string;
  readonly title: string;
  readonly step: RemediationStepName | null;
  readonly due: string;
  readonly overdue: boolean;
  readonly days: number;
  readonly owner: string;
}

const NEWS = {
  approved: 'newsApproved',
  refused: 'newsRefused',
  filed: 'newsFiled',
  undelivered: 'newsUndelivered',
} as const;

/** What became of a finding, for whoever drafted it; without words that may be of a policy. */
export function findingNewsCard(
  finding: FindingOutput,
  what: FindingNews,
  { language, maybeSeen }: ToldOptions,
): ShownCard {
  const head = say(NEWS[what], language);
  return shownCard((room) => ({
    title: `${head}: ${shortly(finding.title, room, 160)}`,
    parts: [
      top(head, finding.id, what === 'refused' || what === 'undelivered' ? 'Attention' : 'Good'),
      headline(shortly(finding.title, room, 160)),
      line(severityWords(finding, language), { spacing: 'None' }),
      ...seenBefore(maybeSeen, language),
      ...recordParts(finding, language, room),
      ...ownerFacts(finding, language, room),
      ...signatureParts(finding, language, room),
      hashPart(finding, language),
    ],
    actions: [
      ...openPage(say('findingOpen', language), finding.filed?.url ?? ''),
      button(say('findingShow', language), { verb: 'finding', finding: finding.id }),
    ],
  }));
}

/** Something of a finding that is due soon, today, or was. */
export function findingDueCard(facts: DueFacts, { language, maybeSeen }: ToldOptions): ShownCard {
  const { finding, title, step, due, overdue, days, owner } = facts;
  const head = say(overdue ? 'dueLate' : days === 0 ? 'dueToday' : 'dueSoon', language);
  const what = step === null ? say('dueWhole', language) : stepName(step, language);
  return shownCard((room) => ({
    title: `${head}: ${cut(title, Math.max(40, room.short(200)))}`,
    parts: [
      top(head, finding, overdue ? 'Attention' : 'Warning'),
      headline(cut(title, Math.max(40, room.short(200)))),
      ...seenBefore(maybeSeen, language),
      box('emphasis', [
        fact(say('dueStep', language), what),
        line([{ text: daysSaid(facts, language), look: { ...SMALL, ...STRONG } }], { spacing: 'None' }),
        ...ownerFacts({ owner, due }, language, room),
      ]),
    ],
    actions: [button(say('findingShow', language), { verb: 'finding', finding })],
  }));
}

/** "in 2 days", "3 days late". */
function daysSaid({ overdue, days }: DueFacts, language: Language): string {
  if (!overdue && days === 0) return say('dueToday', language);
  if (days === 1) return say(overdue ? 'lateByDay' : 'dueInDay', language);
  return say(overdue ? 'lateByDays' : 'dueInDays', language, days);
}

function top(head: string, id: string, color: 'Attention' | 'Warning' | 'Good'): Part {
  return line([
    { text: head, look: { ...SMALL, ...STRONG, color } },
    { text: ` · ${id}`, look: QUIET },
  ]);
}

function seenBefore(maybeSeen: boolean, language: Language): readonly Part[] {
  return maybeSeen ? [quiet(say('maybeSeen', language))] : [];
}

/** In the stead of a form whose finding was drafted, or of a draft that its drafter does not stand by. */
export function findingDoneCard(
  finding: string,
  what: 'drafted' | 'discarded',
  {
    language,
    back,
  }: { readonly language: Language; readonly back?: { run: string; obligation: string; at: number; page: number } },
): ShownCard {
  const head = say(what === 'drafted' ? 'findingDrafted' : 'findingDiscarded', language, finding);
  return shownCard(() => ({
    title: head,
    parts: [
      headline(head),
      line(say(what === 'drafted' ? 'findingDraftedWhere' : 'findingDiscardedHow', language), { spacing: 'Small' }),
    ],
    actions: [
      button(say('findingShow', language), { verb: 'finding', finding }),
      ...(back === undefined ? [] : [button(say('findingBackToGap', language), { verb: 'gap', ...back })]),
    ],
  }));
}
