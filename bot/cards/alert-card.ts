import type { AlertFilter } from '../../src/alerts/subscription.ts';
import type { Language } from '../../src/regulations/act.ts';
import { button, openPage, pressed } from './card-buttons.ts';
import { authorityName, topicName } from './follow-words.ts';
import { cut } from './law-lines.ts';
import {
  box,
  fact,
  group,
  heading,
  headline,
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
import { say } from './wording.ts';

/** What is alerted, as far as a card tells it. */
export interface AlertFacts {
  /** True for one that only tries whether alerts arrive. */
  readonly isTest: boolean;
  readonly title: string;
  readonly summary: string;
  readonly authority: AlertFilter['authorities'][number];
  /** CELEX numbers, BOE identifiers, or what people call the acts. */
  readonly acts: readonly string[];
  readonly topics: AlertFilter['topics'];
  /** YYYY-MM-DD */
  readonly published?: string;
  /** Where the authority published it. */
  readonly url: string;
  /** Provisions that are held and concerned. */
  readonly provisions?: readonly { readonly id: string; readonly label: string }[];
}

export interface AlertCardOptions {
  readonly language: Language;
  /** Whether it may have been shown here before: the connection broke while it was sent. */
  readonly maybeSeen: boolean;
}

const LONGEST_SUMMARY = 2_000;
const MOST_PROVISIONS = 5;

/** Something new that the conversation follows. */
export function alertCard(alert: AlertFacts, options: AlertCardOptions): ShownCard {
  return shownCard((room) => content(alert, options, room));
}

function content(alert: AlertFacts, { language, maybeSeen }: AlertCardOptions, room: Room): CardContent {
  const { isTest, title, summary, authority, acts, topics, published, url, provisions = [] } = alert;
  const shownTitle = cut(title, Math.max(40, room.short(300)));
  return {
    title: `${say(isTest ? 'testAlert' : 'alert', language)}: ${shownTitle}`,
    parts: [
      line([
        {
          text: say(isTest ? 'testAlert' : 'alert', language),
          look: { ...SMALL, ...STRONG, color: isTest ? 'Default' : 'Accent' },
        },
        {
          text: ` · ${authorityName(authority, language)}${published === undefined ? '' : ` · ${published}`}`,
          look: QUIET,
        },
      ]),
      headline(shownTitle),
      ...(isTest ? [box('emphasis', [line([{ text: say('testAlertWhy', language), look: SMALL }])])] : []),
      ...(maybeSeen ? [line([{ text: say('maybeSeen', language), look: QUIET }])] : []),
      ...paragraphs(cut(summary, room.long(LONGEST_SUMMARY))),
      ...aboutParts([
        ...namesFact('acts', acts, room, language),
        ...namesFact(
          'topics',
          topics.map((topic) => topicName(topic, language)),
          room,
          language,
        ),
      ]),
      ...provisionRows(provisions, room, language),
    ],
    actions: [
      ...openPage(say('publication', language), url),
      button(say('stopFollowing', language), { verb: 'stop_following' }),
    ],
    below: [`${say('publication', language)}: ${url}`],
  };
}

function aboutParts(facts: readonly Part[]): readonly Part[] {
  return facts.length === 0 ? [] : [group(facts, { spacing: 'Medium' })];
}

function namesFact(name: 'acts' | 'topics', names: readonly string[], room: Room, language: Language): readonly Part[] {
  if (names.length === 0) return [];
  return [fact(say(name, language), cut(names.slice(0, 20).join(', '), room.short(400)))];
}

function provisionRows(
  provisions: NonNullable<AlertFacts['provisions']>,
  room: Room,
  language: Language,
): readonly Part[] {
  const shown = provisions.slice(0, room.long(MOST_PROVISIONS));
  if (shown.length === 0) return [];
  return [
    heading(say('concerned', language)),
    ...shown.map(({ id, label }) =>
      pressable(
        pressed(cut(label, 200), { verb: 'show', id }),
        [line([{ text: cut(label, 200), look: { ...SMALL, ...LEADS_ON } }])],
        { spacing: 'Small' },
      ),
    ),
  ];
}
