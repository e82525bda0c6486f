import type { Language } from '../../src/regulations/act.ts';
import type { WriteSummary } from '../../src/tools/define-tool.ts';
import { button, refreshedFor } from './card-buttons.ts';
import { cut } from './law-lines.ts';
import { box, headline, line, type Part, QUIET, SMALL, STRONG } from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { minute, say, type Wording } from './wording.ts';

/** What became of a write; times in ISO 8601, UTC. */
export type WriteState =
  | { readonly kind: 'waiting' }
  /** @param lines what was written, a line each */
  | { readonly kind: 'done'; readonly by: string; readonly at: string; readonly lines: readonly string[] }
  | { readonly kind: 'declined'; readonly by: string; readonly at: string }
  | { readonly kind: 'expired' }
  /** @param why in words for the person: an `AppError`'s message */
  | { readonly kind: 'failed'; readonly at: string; readonly why: string }
  /** It was begun, and how it ended is not known. */
  | { readonly kind: 'in_doubt'; readonly at: string };

/** A write that waits for the person who drafted it, or waited. */
export interface ShownWrite {
  /** The door's own id of it: all that the card carries. */
  readonly id: string;
  readonly summary: WriteSummary;
  /** Who drafted it, and alone may confirm it, as people know them. */
  readonly drafter: string;
  /** Until when it can be confirmed, ISO 8601, UTC. */
  readonly expires: string;
  readonly state: WriteState;
}

export interface ConfirmCardOptions {
  readonly language: Language;
  /** Who looks at it: what everybody in the conversation is sent has no buttons. */
  readonly viewer: 'drafter' | 'others';
  /** Teams' ids of those for whom it is refreshed by itself, the drafter first; Teams takes 60. */
  readonly refreshFor: readonly string[];
}

const LONGEST_LINE = 500;
const MOST_RESULT_LINES = 12;

/**
 * What is to be written, for one person to confirm, once. Others see for whom it waits; once it has ended, everybody sees
 * how. Where it cannot be shown whole, it cannot be confirmed: nobody agrees to what they have not seen.
 */
export function confirmCard(write: ShownWrite, options: ConfirmCardOptions): ShownCard {
  return shownCard((room) => content(write, options, room));
}

function content(write: ShownWrite, options: ConfirmCardOptions, room: Room): CardContent {
  const { id, summary, state } = write;
  const { language, viewer, refreshFor } = options;
  const isWaiting = state.kind === 'waiting';
  const canConfirm = isWaiting && viewer === 'drafter' && room.isWhole;
  return {
    title: `${say(HEADS[state.kind], language)}: ${summary.title}`,
    parts: [
      line([{ text: say(HEADS[state.kind], language), look: { ...SMALL, ...STRONG, color: COLOURS[state.kind] } }]),
      headline(room.isWhole ? summary.title : cut(summary.title, Math.max(40, room.short(200)))),
      ...(isWaiting && viewer === 'drafter' && !room.isWhole
        ? [box('attention', [line([{ text: say('tooLongToConfirm', language), look: SMALL }])])]
        : []),
      ...summary.lines.map((each) =>
        line(room.isWhole ? each : cut(each, Math.max(20, room.long(LONGEST_LINE))), { spacing: 'Small' }),
      ),
      ...endParts(write, options, room),
    ],
    actions: canConfirm
      ? [
          button(say('confirm', language), { verb: 'confirm', write: id }, 'positive'),
          button(say('decline', language), { verb: 'decline', write: id }),
        ]
      : isWaiting && viewer === 'drafter'
        ? [button(say('decline', language), { verb: 'decline', write: id })]
        : [],
    ...(isWaiting && refreshFor.length > 0 ? { refresh: refreshedFor(refreshFor, id) } : {}),
  };
}

const HEADS: Readonly<Record<WriteState['kind'], Wording>> = {
  waiting: 'toConfirm',
  done: 'written',
  declined: 'declinedHead',
  expired: 'expiredHead',
  failed: 'failedHead',
  in_doubt: 'inDoubtHead',
};

const COLOURS = {
  waiting: 'Accent',
  done: 'Good',
  declined: 'Default',
  expired: 'Default',
  failed: 'Attention',
  in_doubt: 'Warning',
} as const;

/** Who it waits for, or how it ended. */
function endParts(
  { state, drafter, expires }: ShownWrite,
  { language, viewer }: ConfirmCardOptions,
  room: Room,
): readonly Part[] {
  const who = (name: string) => cut(name, 100);
  switch (state.kind) {
    case 'waiting':
      return [
        ended(
          viewer === 'drafter'
            ? say('confirmUntil', language, minute(expires))
            : `${say('waitsFor', language, who(drafter))} · ${say('until', language, minute(expires))}`,
        ),
      ];
    case 'done':
      return [
        box('good', [
          line([
            { text: say('doneBy', language, `${who(state.by)} · ${minute(state.at)}`), look: { ...SMALL, ...STRONG } },
          ]),
          ...state.lines
            .slice(0, MOST_RESULT_LINES)
            .map((each) => line([{ text: cut(each, room.long(LONGEST_LINE)), look: SMALL }], { spacing: 'Small' })),
        ]),
      ];
    case 'declined':
      return [ended(say('declinedBy', language, `${who(state.by)} · ${minute(state.at)}`))];
    case 'expired':
      return [ended(say('expiredAt', language, minute(expires)))];
    case 'failed':
      return [
        box('attention', [
          line([{ text: say('failedAt', language, minute(state.at)), look: { ...SMALL, ...STRONG } }]),
          line([{ text: cut(state.why, Math.max(100, room.short(600))), look: SMALL }], { spacing: 'Small' }),
        ]),
      ];
    case 'in_doubt':
      return [box('warning', [line([{ text: say('inDoubtSince', language, minute(state.at)), look: SMALL }])])];
  }
}

function ended(words: string): Part {
  return line([{ text: words, look: QUIET }], { spacing: 'Medium' });
}
