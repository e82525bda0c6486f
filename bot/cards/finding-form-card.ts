import { Choice, ChoiceSetInput, DateInput, TextInput } from '@microsoft/teams.cards';
import { SEVERITIES } from '../../src/findings/finding.ts';
import type { Language } from '../../src/regulations/act.ts';
import type { CardAction } from './card-actions.ts';
import { button, draftFindingButton } from './card-buttons.ts';
import { severityName } from './finding-names.ts';
import { type GapEntry, stateWords } from './gap-parts.ts';
import { cut } from './law-lines.ts';
import { box, fact, headline, input, line, type Part, QUIET, SMALL } from './parts.ts';
import { onOneLine } from './plain-text.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { say } from './wording.ts';

type Drafted = Extract<CardAction, { readonly verb: 'draft_finding' }>;
/** What is filled in, as it stands there; nothing of it has been checked. */
export type TypedFinding = Pick<Drafted, 'title' | 'severity' | 'severity_reason' | 'plan' | 'owner' | 'due'>;

export interface FindingFormOptions {
  readonly language: Language;
  /** Which gap it is, and which form: of one form comes one finding. */
  readonly of: Pick<Drafted, 'run' | 'obligation' | 'at' | 'page' | 'form'>;
  readonly typed: TypedFinding;
  /** Why what was typed could not be drafted. */
  readonly problem?: string;
}

/** Characters of each, as a finding takes them; of a plan, what a card has the room for. */
export const MOST_TYPED = { title: 160, severity_reason: 1_000, plan: 2_000, owner: 200 } as const;
const LONGEST_PROBLEM = 600;
const FALLBACK = 800;

/** What a person says of a finding from a gap; all else follows from the gap. */
export function findingFormCard(entry: GapEntry, options: FindingFormOptions): ShownCard {
  return shownCard((room) => content(entry, options, room));
}

function content(entry: GapEntry, { language, of, typed, problem }: FindingFormOptions, room: Room): CardContent {
  const { run, obligation, at, page } = of;
  const label = cut(entry.label, Math.max(40, room.short(200)));
  return {
    title: `${say('findingForm', language)}: ${label}`,
    fallback: FALLBACK,
    parts: [
      headline(say('findingForm', language)),
      fact(say('findingAbout', language), label),
      line(stateWords(entry, language), { spacing: 'None' }),
      ...(problem === undefined
        ? []
        : [
            box('attention', [
              line([{ text: say('findingNotYet', language), look: { ...SMALL, weight: 'Bolder' } }]),
              line([{ text: cut(problem, Math.max(100, room.short(LONGEST_PROBLEM))), look: SMALL }]),
            ]),
          ]),
      ...inputs(typed, language, room),
      line([{ text: say('findingFormHow', language), look: QUIET }], { spacing: 'Medium' }),
    ],
    actions: [
      draftFindingButton(say('findingDraft', language), of),
      button(say('findingBackToGap', language), { verb: 'gap', run, obligation, at, page }),
    ],
  };
}

function inputs(typed: TypedFinding, language: Language, room: Room): readonly Part[] {
  const text = (id: keyof typeof MOST_TYPED, label: string, placeholder: string, isMultiline = false) => {
    // What was typed into several lines keeps them; a card's input takes no signs that nobody sees.
    const value = typed[id]
      .split('\n')
      .map(onOneLine)
      .join('\n')
      .slice(0, room.isWhole ? MOST_TYPED[id] * 2 : MOST_TYPED[id]);
    return input(
      new TextInput({
        ...{ id, label, maxLength: MOST_TYPED[id] },
        ...(placeholder === '' ? {} : { placeholder }),
        ...(isMultiline ? { isMultiline } : {}),
        ...(value.trim() === '' ? {} : { value: value.toWellFormed() }),
      }),
    );
  };
  const severity = SEVERITIES.find((each) => each === typed.severity);
  const due = /^\d{4}-\d{2}-\d{2}$/.test(typed.due) ? typed.due : undefined;
  return [
    text('owner', say('findingOwner', language), say('findingOwnerExample', language)),
    text('plan', say('findingPlan', language), say('findingPlanExample', language), true),
    input(
      new DateInput({ id: 'due', label: say('findingDue', language), ...(due === undefined ? {} : { value: due }) }),
    ),
    input(
      new ChoiceSetInput(
        ...SEVERITIES.map((each) => new Choice({ title: severityName(each, language), value: each })),
      ).withOptions({
        id: 'severity',
        label: say('findingSeverity', language),
        style: 'compact',
        ...(severity === undefined ? {} : { value: severity }),
      }),
    ),
    text('severity_reason', say('findingSeverityWhy', language), say('findingSeverityWhyHow', language), true),
    text('title', say('findingTitle', language), '', true),
  ];
}
