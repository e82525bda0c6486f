import { TextInput } from '@microsoft/teams.cards';
import { modalityName, verdictName } from '../../src/gaps/report/gap-sentences.ts';
import type { Language } from '../../src/regulations/act.ts';
import { LONGEST_GAP_REASON } from './card-actions.ts';
import { button, decideGapButton } from './card-buttons.ts';
import { type GapEntry, stateWords } from './gap-parts.ts';
import { gapReason } from './gap-reasons.ts';
import { cut } from './law-lines.ts';
import {
  box,
  fact,
  group,
  heading,
  headline,
  input,
  line,
  type Part,
  paragraphs,
  QUIET,
  SMALL,
  STRONG,
} from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { minute, say } from './wording.ts';

export interface GapCardOptions {
  readonly language: Language;
  readonly run: string;
  /** Which of the gaps it is, counted from 0. */
  readonly at: number;
  /** Where the page begins that it stands on. */
  readonly page: number;
}

const LONGEST_LABEL = 200;
const LONGEST_LAW = 6_000;
const LONGEST_QUOTE = 1_500;
const LONGEST_REASON = 600;
const MOST_EVIDENCE = 5;
const MOST_REASONS = 12;

/** One gap with all that bears on it, for a person to decide on. */
export function gapCard(entry: GapEntry, options: GapCardOptions): ShownCard {
  return shownCard((room) => content(entry, options, room));
}

function content(entry: GapEntry, options: GapCardOptions, room: Room): CardContent {
  const { language } = options;
  const { label, text, why } = entry;
  const name = cut(label, Math.max(40, room.short(LONGEST_LABEL)));
  const reasons = why.slice(0, Math.max(1, room.short(MOST_REASONS)));
  return {
    title: name,
    parts: [
      headline(name),
      line(stateWords(entry, language), { spacing: 'None' }),
      ...factParts(entry, language, room),
      heading(say('gapLawDemands', language)),
      ...paragraphs(cut(text, Math.max(200, room.long(LONGEST_LAW)))),
      ...(reasons.length === 0 ? [] : [heading(say('gapWhy', language))]),
      ...reasons.map((each) =>
        line([{ text: `• ${cut(gapReason(each, language), Math.max(60, room.short(LONGEST_REASON)))}`, look: SMALL }], {
          spacing: 'Small',
        }),
      ),
      ...evidenceParts(entry, language, room),
      ...decisionParts(entry, language, room),
      ...askParts(language),
    ],
    actions: gapButtons(entry, options),
  };
}

function factParts({ actor, modality, deadline }: GapEntry, language: Language, room: Room): readonly Part[] {
  return [
    ...(actor === undefined ? [] : [fact(say('gapWho', language), cut(actor, Math.max(40, room.short(200))))]),
    fact(say('gapHow', language), modalityName(modality, language)),
    ...(deadline === undefined
      ? []
      : [fact(say('gapWhen', language), cut(deadline.text, Math.max(40, room.short(200))))]),
  ];
}

/** All statements that bear on it, or that came nearest where none says it. */
function evidenceParts(
  { evidence: found, nearest = [], state }: GapEntry,
  language: Language,
  room: Room,
): readonly Part[] {
  const evidence = [...found, ...nearest];
  const head = heading(say('gapPoliciesSay', language));
  const nothing = line([{ text: say('gapNoPolicy', language), look: STRONG }]);
  const missing = state === 'missing';
  if (evidence.length === 0) return [head, nothing];
  return [
    head,
    ...(missing ? [nothing] : []),
    ...evidence.slice(0, MOST_EVIDENCE).map(({ title, section, statement, quote }) =>
      group(
        [
          line([
            ...(missing ? [{ text: `${say('gapNearest', language)}: `, look: QUIET }] : []),
            { text: cut(title, Math.max(30, room.short(120))), look: { ...SMALL, ...STRONG } },
            {
              text: [...below(section, title), statement]
                .map((each) => ` › ${cut(each, Math.max(20, room.short(80)))}`)
                .join(''),
              look: QUIET,
            },
          ]),
          line([{ text: cut(quote.replace(/\s+/g, ' '), Math.max(100, room.long(LONGEST_QUOTE))), look: SMALL }], {
            spacing: 'None',
          }),
        ],
        { separator: true, spacing: 'Small' },
      ),
    ),
  ];
}

/** The headings of a statement, without the policy's own title, which stands in front already. */
function below([first, ...rest]: readonly string[], title: string): readonly string[] {
  return first === undefined ? [] : first === title ? rest : [first, ...rest];
}

function decisionParts({ decision }: GapEntry, language: Language, room: Room): readonly Part[] {
  if (decision === undefined) return [];
  const { verdict, by, at, reason } = decision;
  return [
    box('accent', [
      line([
        { text: verdictName(verdict, language), look: { ...SMALL, ...STRONG } },
        { text: ` · ${say('gapDecided', language, cut(by, 100))} · ${minute(at)}`, look: QUIET },
      ]),
      line([{ text: cut(reason, Math.max(100, room.long(2_000))), look: SMALL }], { spacing: 'Small' }),
    ]),
  ];
}

function askParts(language: Language): readonly Part[] {
  return [
    heading(say('gapDecide', language)),
    line([{ text: say('gapDecideHow', language), look: QUIET }], { spacing: 'Small' }),
    input(
      new TextInput({
        id: 'reason',
        label: say('gapReason', language),
        placeholder: say('gapReasonExample', language),
        isMultiline: true,
        maxLength: LONGEST_GAP_REASON,
      }),
    ),
  ];
}

function gapButtons({ obligation, provision, decision }: GapEntry, { language, run, at, page }: GapCardOptions) {
  // What a person decided to be no gap is nothing to be found.
  const isGap = decision === undefined || decision.verdict === 'accepted';
  return [
    ...(isGap ? [button(say('findingDraft', language), { verb: 'finding_form', run, obligation, at, page })] : []),
    decideGapButton(say('gapAccept', language), { run, obligation, verdict: 'accepted' }),
    decideGapButton(say('gapReject', language), { run, obligation, verdict: 'rejected' }),
    decideGapButton(say('gapNotApplicable', language), { run, obligation, verdict: 'not_applicable' }),
    button(say('gapProvision', language), { verb: 'show', id: provision }),
    button(say('gapBack', language), { verb: 'gaps', run, skip: page }),
  ];
}
