import {
  type ActionArray,
  AdaptiveCard,
  type CardElementArray,
  type IAdaptiveCard,
  type IRefreshDefinition,
} from '@microsoft/teams.cards';
import { AppError } from '../../src/core/errors.ts';
import { beginningOf } from '../../src/core/text.ts';
import { withoutDefaults } from './compact-card.ts';
import type { Part } from './parts.ts';
import { spoken, withoutEffect } from './plain-text.ts';

/** A card as it is sent. */
export interface ShownCard {
  /** Adaptive Cards 1.5; at most `MOST_BYTES` as JSON. */
  readonly card: IAdaptiveCard;
  /** The same facts as plain text, without Markdown; at most `MOST_TEXT` characters. Send it as `textFormat: plain`. */
  readonly text: string;
}

/** What a card is made of. */
export interface CardContent {
  /** What the card is, in some words: read aloud, and told where a client shows no cards. */
  readonly title: string;
  readonly parts: readonly Part[];
  /** At most `MOST_ACTIONS`; the most important ones first. */
  readonly actions?: Readonly<ActionArray>;
  /** Lines that stand below the text alone, such as the address behind a button. */
  readonly below?: readonly string[];
  readonly refresh?: IRefreshDefinition;
  /** Bytes of the text in the card, for clients that cannot show it: fewer where the card itself needs the room. */
  readonly fallback?: number;
}

/**
 * How much room there is. A card is first made whole; where it gets too large, long texts give way, and only where that
 * is not enough, short ones.
 */
export interface Room {
  /** So many characters (or rows) of what can be read elsewhere as well: the law's words, lists. */
  long(most: number): number;
  /** So many characters (or rows) of what a card is not understood without. */
  short(most: number): number;
  /** Whether nothing had to give way. */
  readonly isWhole: boolean;
}

/** Bytes of a card as JSON: Teams takes 28 KB. */
export const MOST_BYTES = 27_000;
/** Characters of the text beside it. */
export const MOST_TEXT = 4_000;
/** Bytes of the text in the card, for clients that cannot show it. */
const MOST_FALLBACK = 4_000;
/** Characters that are read aloud before anybody asks for more. */
const LONGEST_SPOKEN = 300;
/** Teams shows six buttons; the others get lost. */
const MOST_ACTIONS = 6;
/** Times that the room is halved in search of what just fits. */
const TRIES = 7;

/**
 * Makes a card that fits, with as much as has room.
 *
 * @param make called with ever other room; the same room gives the same card
 */
export function shownCard(make: (room: Room) => CardContent): ShownCard {
  const whole = finished(make(roomOf(1, 1)));
  if (bytesOf(whole.card) <= MOST_BYTES) return whole;
  return (
    largest((share) => finished(make(roomOf(share, 1)))) ??
    largest((share) => finished(make(roomOf(0, share)))) ??
    none()
  );
}

/** The card with the largest share that fits; nothing where not even that with no share does. */
function largest(make: (share: number) => ShownCard): ShownCard | undefined {
  let best = make(0);
  if (bytesOf(best.card) > MOST_BYTES) return undefined;
  let [fits, tooMuch] = [0, 1];
  for (let tried = 0; tried < TRIES; tried += 1) {
    const share = (fits + tooMuch) / 2;
    const next = make(share);
    if (bytesOf(next.card) <= MOST_BYTES) [best, fits] = [next, share];
    else tooMuch = share;
  }
  return best;
}

function none(): never {
  throw new AppError('internal', 'What is to be shown does not fit on a card.');
}

function roomOf(long: number, short: number): Room {
  return {
    long: (most) => Math.floor(most * long),
    short: (most) => Math.floor(most * short),
    isWhole: long === 1 && short === 1,
  };
}

function finished({
  title,
  parts,
  actions = [],
  below = [],
  refresh,
  fallback = MOST_FALLBACK,
}: CardContent): ShownCard {
  if (actions.length > MOST_ACTIONS) throw new AppError('internal', 'A card has more buttons than Teams shows.');
  const [told, end] = textOf(
    parts.flatMap((part) => part.text),
    below,
  );
  const body: CardElementArray = parts.map(({ element }) => element);
  // No `lang`: the renderer (adaptivecards 3.0.5) takes it for invalid in every other card of a page.
  const card = new AdaptiveCard(...body)
    .withVersion('1.5')
    .withFallbackText(beginningInBytes(withoutEffect(told), fallback - bytesOf(end)) + end);
  const aloud = spoken(beginningOf(title, LONGEST_SPOKEN)).trim();
  if (aloud !== '') card.withSpeak(aloud);
  if (actions.length > 0) card.withActions(...actions);
  if (refresh !== undefined) card.withRefresh(refresh);
  return { card: withoutDefaults(card), text: told + end };
}

/** The text within its bounds; what stands below, such as where the official text is, is never cut away. */
function textOf(lines: readonly string[], below: readonly string[]): readonly [told: string, end: string] {
  const end = beginningOf(below.map((line) => `\n${line}`).join(''), MOST_TEXT / 2);
  const text = lines.filter((line) => line !== '').join('\n');
  const most = MOST_TEXT - end.length;
  return [text.length <= most ? text : `${beginningOf(text, most - 4)} […]`, end];
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function beginningInBytes(text: string, most: number): string {
  let shown = beginningOf(text, most);
  while (bytesOf(shown) > most) shown = beginningOf(shown, Math.floor((shown.length * most) / bytesOf(shown)) - 1);
  return shown;
}
