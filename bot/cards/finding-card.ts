import { TextInput } from '@microsoft/teams.cards';
import type { Language } from '../../src/regulations/act.ts';
import type { FindingOutput } from '../../src/tools/finding-entries.ts';
import { button, openPage, pressed, refuseButton } from './card-buttons.ts';
import { standingWords } from './engine-phrases.ts';
import {
  evidenceParts,
  hashPart,
  longly,
  ownerFacts,
  provisionParts,
  quiet,
  recordParts,
  severityWords,
  shortly,
  shownOf,
  signatureParts,
  trackingParts,
} from './finding-parts.ts';
import {
  box,
  heading,
  headline,
  input,
  LEADS_ON,
  line,
  type Part,
  paragraphs,
  pressable,
  QUIET,
  SMALL,
  STRONG,
} from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { minute, say } from './wording.ts';

/** What whoever reads the card can do with it. */
export type FindingRole = 'drafter' | 'decider' | 'reader';

export interface FindingCardOptions {
  readonly language: Language;
  /** `drafter` may stand by a draft; `decider` may approve or refuse what a colleague stands by. */
  readonly role: FindingRole;
  /** Findings about the same obligation that somebody is at. */
  readonly same?: readonly string[];
  /** For everybody in a conversation, who is asked; nobody is known to look at it. */
  readonly asked?: true;
}

/** Characters of a reason, as the tool takes them. */
const LONGEST_REASON = 2_000;
const MOST_SAME = 5;
/** Bytes of the text for clients without cards: what the finding says needs the room. */
const FALLBACK = 1_200;

/**
 * A finding whole: what is stood by, approved and filed is what this shows. Where it cannot be shown whole, nothing can be
 * decided on it here.
 */
export function findingCard(finding: FindingOutput, options: FindingCardOptions): ShownCard {
  return shownCard((room) => content(finding, options, room));
}

/** A finding by what may be read by everybody, and by how it stands: no words that may be of a policy. */
export function briefFindingCard(
  finding: FindingOutput,
  { language, restricted = false }: { readonly language: Language; readonly restricted?: boolean },
): ShownCard {
  return shownCard((room) => ({
    ...headOf(finding, language, room),
    parts: [
      ...headParts(finding, language, room),
      ...shownOf(finding.references, room).map(({ label, standing }) =>
        quiet(`${shortly(label, room, 300)} · ${shortly(standingWords(standing, language), room, 120)}`),
      ),
      ...ownerFacts(finding, language, room),
      ...(restricted ? [box('warning', [line([{ text: say('findingRestricted', language), look: SMALL }])])] : []),
      ...recordParts(finding, language, room),
      ...signatureParts(restricted ? withoutReason(finding) : finding, language, room),
      hashPart(finding, language),
    ],
    actions: openPage(say('findingOpen', language), finding.filed?.url ?? ''),
  }));
}

/** The reason of a refusal may repeat what not everybody may read. */
function withoutReason({ refused, ...finding }: FindingOutput): FindingOutput {
  return refused === undefined ? finding : { ...finding, refused: { ...refused, reason: '–' } };
}

function headOf({ id, title, stage }: FindingOutput, language: Language, room: Room) {
  const isAsked = stage === 'awaiting_approval';
  return {
    title: `${isAsked ? `${say('findingApproval', language)}. ` : ''}${say('finding', language, id)}: ${shortly(title, room, 160)}`,
    fallback: FALLBACK,
  };
}

function headParts(finding: FindingOutput, language: Language, room: Room): readonly Part[] {
  const { id, title, stage } = finding;
  return [
    line([
      {
        text: stage === 'awaiting_approval' ? say('findingApproval', language) : say('finding', language, id),
        look: { ...SMALL, ...STRONG, color: 'Accent' },
      },
      ...(stage === 'awaiting_approval' ? [{ text: ` · ${id}`, look: QUIET }] : []),
    ]),
    headline(shortly(title, room, 160)),
    line(severityWords(finding, language), { spacing: 'None' }),
  ];
}

function content(finding: FindingOutput, options: FindingCardOptions, room: Room): CardContent {
  const { language } = options;
  const { severityReason, description, remediationPlan } = finding;
  return {
    ...headOf(finding, language, room),
    parts: [
      ...headParts(finding, language, room),
      line([{ text: longly(severityReason, room), look: SMALL }], { spacing: 'None' }),
      ...sameParts(options),
      ...recordParts(finding, language, room),
      heading(say('findingWrong', language)),
      ...paragraphs(longly(description, room)),
      ...provisionParts(finding, language, room),
      ...evidenceParts(finding, language, room),
      heading(say('findingPlan', language)),
      ...paragraphs(longly(remediationPlan, room)),
      ...ownerFacts(finding, language, room),
      ...(finding.receipt === undefined
        ? []
        : [quiet(`${say('findingReceipt', language)} ${shortly(finding.receipt, room, 100)}`)]),
      ...trackingParts(finding, language, room),
      ...signatureParts(finding, language, room),
      hashPart(finding, language),
      ...decisionParts(finding, options, room),
    ],
    actions: buttonsOf(finding, options, room),
  };
}

function sameParts({ same = [], language }: FindingCardOptions): readonly Part[] {
  if (same.length === 0) return [];
  return [
    box('warning', [
      line([{ text: `${say('findingSame', language)}:`, look: SMALL }]),
      ...same
        .slice(0, MOST_SAME)
        .map((id) =>
          pressable(
            pressed(say('findingDetailsOf', language, id), { verb: 'finding', finding: id }),
            [line([{ text: id, look: { ...SMALL, ...LEADS_ON } }])],
            {},
          ),
        ),
    ]),
  ];
}

/** What a decision means, and until when it can be taken; why it cannot, where not all is shown. */
function decisionParts(finding: FindingOutput, options: FindingCardOptions, room: Room): readonly Part[] {
  const { language } = options;
  const open = openTo(finding, options);
  const until = finding.expires === undefined ? '' : minute(finding.expires);
  if (open === undefined) return [];
  if (!room.isWhole) return [box('attention', [line([{ text: say('findingTooLong', language), look: SMALL }])])];
  if (open === 'stand_by')
    return [box('accent', [line([{ text: say('findingStandByHow', language, until), look: SMALL }])])];
  const drafter = shortly((finding.confirmed ?? finding.drafted).by, room, 100);
  return [
    box('accent', [
      line([{ text: say('findingApprovalHow', language, drafter), look: SMALL }]),
      line([{ text: say('findingUntil', language, until), look: QUIET }], { spacing: 'Small' }),
    ]),
    input(
      new TextInput({
        id: 'reason',
        label: say('findingReason', language),
        placeholder: say('findingReasonHow', language),
        isMultiline: true,
        maxLength: LONGEST_REASON,
      }),
    ),
  ];
}

function openTo({ stage }: FindingOutput, { role, asked }: FindingCardOptions): 'stand_by' | 'decide' | undefined {
  if (stage === 'draft' && role === 'drafter') return 'stand_by';
  return stage === 'awaiting_approval' && (role === 'decider' || asked === true) ? 'decide' : undefined;
}

function buttonsOf(finding: FindingOutput, options: FindingCardOptions, room: Room) {
  const { language, asked } = options;
  const { id, hash, filed } = finding;
  const of = { finding: id, hash };
  const open = room.isWhole ? openTo(finding, options) : undefined;
  return [
    ...(open === 'stand_by'
      ? [
          button(say('findingStandBy', language), { verb: 'stand_by', ...of }, 'positive'),
          button(say('findingDiscard', language), { verb: 'discard', ...of }),
        ]
      : []),
    ...(open === 'decide'
      ? [
          button(say('findingApprove', language), { verb: 'approve', ...of }, 'positive'),
          refuseButton(say('findingRefuse', language), of),
        ]
      : []),
    ...openPage(say('findingOpen', language), filed?.url ?? ''),
    ...(asked === true ? [] : [button(say('findingRefresh', language), { verb: 'finding', finding: id })]),
  ];
}
