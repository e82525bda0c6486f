import type { AppError, ErrorCode } from '../../src/core/errors.ts';
import type { Language } from '../../src/regulations/act.ts';
import { noteWords } from '../note-words.ts';
import { writable } from '../without-commands.ts';
import { button, pressed } from './card-buttons.ts';
import { cut } from './law-lines.ts';
import { heading, headline, LEADS_ON, line, type Part, pressable, QUIET, SMALL } from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { say, type Wording } from './wording.ts';

const TITLES: Readonly<Record<ErrorCode, Wording>> = {
  invalid_input: 'refusedInput',
  not_signed_in: 'refusedSignIn',
  not_permitted: 'refusedPermission',
  not_found: 'refusedNotFound',
  conflict: 'refusedConflict',
  rate_limited: 'refusedRate',
  upstream_unavailable: 'refusedService',
  misconfigured: 'refusedSetting',
  internal: 'refusedInside',
};

/** What lies at the desk's own end is told to whoever runs it: here no more than this. */
const OWN_END: Partial<Record<ErrorCode, Wording>> = {
  upstream_unavailable: 'serviceAway',
  misconfigured: 'notSetUp',
  internal: 'liesInside',
};

const LONGEST_MESSAGE = 2_000;
const MOST_SUGGESTIONS = 5;
const LONGEST_SUGGESTION = 200;

/** What a refusal is told with beside the error. */
export interface RefusalCardOptions {
  readonly language: Language;
  /** What was asked, to be asked again at a press; where that helps, which is with services that were away. */
  readonly question?: string;
  /** Ties it to the record, for whoever runs the desk. */
  readonly correlation?: string;
}

/** Why something was not done or not found, and what to do; nothing but an `AppError`'s message leaves the house. */
export function refusalCard(error: AppError, options: RefusalCardOptions): ShownCard {
  return shownCard((room) => content(error, options, room));
}

function content(
  { code, message, suggestions }: AppError,
  { language, question, correlation }: RefusalCardOptions,
  room: Room,
): CardContent {
  const title = say(TITLES[code], language);
  const own = OWN_END[code];
  const helps = code === 'upstream_unavailable' || code === 'rate_limited';
  return {
    title,
    parts: [
      headline(title),
      line(own === undefined ? cut(noteWords(message, language), room.short(LONGEST_MESSAGE)) : say(own, language)),
      ...suggestionParts(suggestions, room, language),
      ...(correlation === undefined
        ? []
        : [line([{ text: say('onRecordAs', language, cut(correlation, 80)), look: QUIET }])]),
    ],
    actions: [
      ...(helps && question !== undefined && question.trim() !== '' && question.length <= 2_000
        ? [button(say('tryAgain', language), { verb: 'ask', question })]
        : []),
      ...(code === 'not_found' ? [button(say('lawsHeld', language), { verb: 'laws', skip: 0 })] : []),
    ],
  };
}

/** What could be meant instead, each a press away. */
function suggestionParts(suggestions: readonly string[], room: Room, language: Language): readonly Part[] {
  // One that is too long to be shown is not asked for in part.
  const shown = writable(suggestions)
    .filter((each) => each.trim() !== '' && each.length <= LONGEST_SUGGESTION)
    .slice(0, room.short(MOST_SUGGESTIONS));
  if (shown.length === 0) return [];
  return [
    heading(say('couldBeMeant', language)),
    ...shown.map((each) =>
      pressable(
        pressed(each, { verb: 'ask', question: each }),
        [line([{ text: each, look: { ...SMALL, ...LEADS_ON } }])],
        { spacing: 'Small' },
      ),
    ),
  ];
}
