import { Choice, ChoiceSetInput, TextInput } from '@microsoft/teams.cards';
import { type AlertFilter, AUTHORITIES, type Subscription, TOPICS } from '../../src/alerts/subscription.ts';
import { LANGUAGES, type Language } from '../../src/regulations/act.ts';
import { button, followButton } from './card-buttons.ts';
import { authorityName, topicName } from './follow-words.ts';
import { cut } from './law-lines.ts';
import { box, fact, headline, input, line, type Part, QUIET, SMALL, STRONG } from './parts.ts';
import { onOneLine } from './plain-text.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { minute, say } from './wording.ts';

export interface SubscriptionCardOptions {
  readonly language: Language;
  /** What this conversation follows now. */
  readonly followed?: Pick<Subscription, 'filter' | 'since'>;
  /** Whether what was asked on the card was just done. */
  readonly done?: 'followed' | 'stopped';
}

/** Characters of the acts that are typed: as many as the action reads. */
const LONGEST_ACTS = 2_000;

/** What this conversation is alerted of, and the form to change it or to stop it. */
export function subscriptionCard(options: SubscriptionCardOptions): ShownCard {
  return shownCard((room) => content(options, room));
}

function content({ language, followed, done }: SubscriptionCardOptions, room: Room): CardContent {
  const title = say('alerts', language);
  return {
    title,
    parts: [
      headline(title),
      ...(done === undefined
        ? []
        : [
            line([
              {
                text: say(done === 'followed' ? 'nowFollowed' : 'nowStopped', language),
                look: { ...STRONG, color: 'Good' },
              },
            ]),
          ]),
      ...nowParts(followed, room, language),
      line([{ text: say('followHow', language), look: QUIET }], { spacing: 'Medium' }),
      ...inputs(followed?.filter, language),
    ],
    actions: [
      followButton(say(followed === undefined ? 'follow' : 'change', language)),
      ...(followed === undefined
        ? []
        : [button(say('stopFollowing', language), { verb: 'stop_following' }, 'destructive')]),
    ],
  };
}

function nowParts(followed: SubscriptionCardOptions['followed'], room: Room, language: Language): readonly Part[] {
  if (followed === undefined) return [line(say('followsNothing', language))];
  const { authorities, acts, topics, language: toldIn } = followed.filter;
  const listed = (names: readonly string[]) =>
    names.length === 0 ? say('all', language) : cut(names.join(', '), room.short(800));
  return [
    box('emphasis', [
      line([{ text: say('followedNow', language, minute(followed.since)), look: { ...STRONG, ...SMALL } }]),
      fact(say('authorities', language), listed(authorities.map((each) => authorityName(each, language)))),
      fact(say('acts', language), listed(acts)),
      fact(say('topics', language), listed(topics.map((each) => topicName(each, language)))),
      fact(say('toldIn', language), languageName(toldIn, language)),
    ]),
  ];
}

function inputs(filter: AlertFilter | undefined, language: Language): readonly Part[] {
  const several = (
    id: string,
    label: string,
    names: readonly (readonly [string, string])[],
    chosen: readonly string[],
  ) =>
    input(
      new ChoiceSetInput(...names.map(([value, title]) => new Choice({ title, value }))).withOptions({
        id,
        label,
        isMultiSelect: true,
        wrap: true,
        ...(chosen.length === 0 ? {} : { value: chosen.join(',') }),
      }),
    );
  const acts = onOneLine(cut(filter?.acts.join(', ') ?? '', LONGEST_ACTS));
  return [
    several(
      'authorities',
      say('authorities', language),
      AUTHORITIES.map((each) => [each, authorityName(each, language)]),
      filter?.authorities ?? [],
    ),
    several(
      'topics',
      say('topics', language),
      TOPICS.map((each) => [each, topicName(each, language)]),
      filter?.topics ?? [],
    ),
    input(
      new TextInput({
        id: 'acts',
        label: say('actsTyped', language),
        placeholder: 'DORA, 32022R2554, BOE-A-2010-6737',
        maxLength: LONGEST_ACTS,
        ...(acts === '' ? {} : { value: acts }),
      }),
    ),
    input(
      new ChoiceSetInput(
        ...LANGUAGES.map((each) => new Choice({ title: languageName(each, language), value: each })),
      ).withOptions({
        id: 'language',
        label: say('toldIn', language),
        style: 'expanded',
        value: filter?.language ?? language,
        isRequired: true,
        errorMessage: say('chooseLanguage', language),
      }),
    ),
  ];
}

function languageName(which: Language, language: Language): string {
  return say(which === 'es' ? 'inSpanish' : 'inEnglish', language);
}
