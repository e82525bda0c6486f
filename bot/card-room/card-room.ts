import type { AlertFilter } from '../../src/alerts/subscription.ts';
import type { Subscriptions } from '../../src/alerts/subscriptions.ts';
import { AppError } from '../../src/core/errors.ts';
import { beginningOf } from '../../src/core/text.ts';
import { namedActs } from '../../src/regulations/named-acts.ts';
import { type Admission, contextOf } from '../admission.ts';
import { type CardAction, readCardAction } from '../cards/card-actions.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import { subscriptionCard } from '../cards/subscription-card.ts';
import { topicOf } from '../chat/topic.ts';
import type { DoorParts } from '../door-parts.ts';
import type { GapReportAsked } from '../files/gap-report.ts';
import { type FindingAction, isFindingAction } from '../findings/finding-parts.ts';
import type { FindingRoom } from '../findings/finding-room.ts';
import type { Pass } from '../sign-in/passes.ts';
import { type InvokeRoom, isReply, type PassFor } from '../sign-in/sign-in.ts';
import type { Turn } from '../turn.ts';
import type { Writes } from '../writes/writes.ts';
import { cardMessage, submittedData } from './card-message.ts';
import { type CardOutcome, errorReply, outcomeReply } from './card-replies.ts';
import { createLawCards, type LawCards } from './law-cards.ts';
import { recordRefused } from './refused-press.ts';
import { told } from './wording.ts';

export interface CardRoomParts extends Pick<DoorParts, 'toolbox' | 'reader' | 'audit' | 'chats' | 'clock' | 'newId'> {
  readonly passFor: PassFor;
  readonly subscriptions: Subscriptions;
  readonly writes: Writes;
  readonly findings: Pick<FindingRoom, 'press'>;
  /**
   * Answers a question in the conversation: behind an invoke, which is answered at once; within the turn where the card
   * sent a message.
   */
  ask(turn: Turn, who: Admission, question: string): void | Promise<void>;
  /** Signs them out. */
  signOut(turn: Turn, who: Pass): Promise<void>;
  /** Offers the report of a gap analysis as a file. @throws AppError as `FileParts.gapReport` */
  offerGapReport(turn: Turn, who: Admission, asked: GapReportAsked): Promise<void>;
  /** What is done with documents that were sent to the conversation. */
  readonly documents: {
    /** Answers a question about one, as `ask`. */
    ask(turn: Turn, who: Admission, document: string, question: string): void | Promise<void>;
    /** @throws AppError `not_found` for one that is not this person's here */
    forget(turn: Turn, who: Admission, document: string): Promise<ShownCard>;
  };
}

/** What people press on cards. */
export interface CardRoom {
  readonly invokes: Readonly<Record<'adaptiveCard/action', InvokeRoom>>;
  /**
   * Does what a card sent as a message of its own (`Action.Submit`); what comes of it is said in the conversation. False
   * for any other message.
   *
   * @throws AppError for what cannot be done, as with anything that is said
   */
  submitted(turn: Turn, who: Admission): Promise<boolean>;
}

const OF_GAPS: ReadonlySet<CardAction['verb']> = new Set(['gaps', 'gap', 'decide_gap', 'gap_report'] as const);

/** Characters of a question that are repeated. */
const LONGEST_REPEATED = 80;

/**
 * A card lies in the hands of whoever received it, and of all in the conversation: what it sends back is read as strictly
 * as anything that is typed, and done with the permissions of whoever pressed, in the conversation that it came from.
 */
export function createCardRoom(parts: CardRoomParts): CardRoom {
  const cards = createLawCards(parts);
  return {
    invokes: {
      'adaptiveCard/action': async (turn) => {
        try {
          const action = readAction(turn.activity.value, turn, parts);
          if (turn.person === undefined) throw new AppError('not_permitted', told('noPerson', turn.language));
          // Teams asks for it whenever somebody looks at the card: nobody is asked to sign in for that.
          if (action.verb === 'refresh_write') return outcomeReply(shown(parts.writes.look(turn, action.write)));
          const pass = await parts.passFor(turn);
          if (isReply(pass)) return pass;
          const { conversation } = topicOf(turn.where, parts);
          const who = { pass, topic: { conversation }, context: contextOf(turn, pass, conversation) };
          return outcomeReply(await done(action, turn, who, cards, parts));
        } catch (error) {
          return errorReply(error, turn);
        }
      },
    },
    submitted: async (turn, who) => {
      const data = submittedData(turn.activity);
      if (data === undefined) return false;
      const action = readAction(data, turn, parts);
      const outcome =
        action.verb === 'refresh_write'
          ? shown(parts.writes.look(turn, action.write))
          : await done(action, turn, who, cards, parts);
      // The answer stands there already.
      if (action.verb === 'ask' || action.verb === 'ask_document') return true;
      await turn.say(outcome.kind === 'card' ? cardMessage(outcome.shown) : { text: outcome.text });
      return true;
    },
  };
}

function readAction(value: unknown, turn: Turn, { audit }: CardRoomParts): CardAction {
  try {
    return readCardAction(value);
  } catch (error) {
    recordRefused('card action', error, turn, audit);
    throw error;
  }
}

type Pressed = Exclude<CardAction, { readonly verb: 'refresh_write' }>;

function done(
  action: Pressed,
  turn: Turn,
  who: Admission,
  cards: LawCards,
  parts: CardRoomParts,
): Promise<CardOutcome> {
  return isFindingAction(action) ? parts.findings.press(action, turn, who) : act(action, turn, who, cards, parts);
}

async function act(
  action: Exclude<Pressed, FindingAction>,
  turn: Turn,
  who: Admission,
  cards: LawCards,
  parts: CardRoomParts,
): Promise<CardOutcome> {
  const { language } = turn;
  const { context } = who;
  // Quotes of policies are for whoever may see these, and in a room others would read along.
  if (OF_GAPS.has(action.verb) && turn.where.kind !== 'personal') return message(told('gapsOnlyInChat', language));
  switch (action.verb) {
    case 'gaps':
      return shown(await cards.gaps(action, language, context));
    case 'gap':
      return shown(await cards.gap(action, language, context));
    case 'decide_gap': {
      const { verb: tool, ...decided } = action;
      await parts.writes.proposeWrite(turn, who, tool, decided);
      return message(told('decisionBelow', language));
    }
    case 'gap_report':
      await parts.offerGapReport(turn, who, { run: action.run, form: action.form });
      return message(told('reportBelow', language));
    case 'show':
      return shown(await cards.provision(action, language, context));
    case 'page':
      return shown(await cards.hits(action, language, context));
    case 'compare':
      return shown(await cards.comparison(action, language, context));
    case 'laws':
      return shown(await cards.laws(action, language, context));
    case 'usage':
      return shown(await cards.usage(action, language, context));
    case 'ask':
      await parts.ask(turn, who, action.question);
      return message(told('asked', language, repeated(action.question)));
    case 'confirm':
      return parts.writes.confirm(turn, who.pass, action.write);
    case 'decline':
      return parts.writes.decline(turn, who.pass, action.write);
    case 'follow':
      return shown(follow(action, turn, who, parts));
    case 'stop_following':
      parts.subscriptions.stopFollowing(turn.where.conversation, context);
      return shown(subscriptionCard({ language, done: 'stopped' }));
    case 'sign_out':
      await parts.signOut(turn, who.pass);
      return message(told('signedOut', language));
    case 'ask_document':
      await parts.documents.ask(turn, who, action.document, action.question);
      return message(told('askedDocument', language, repeated(action.question)));
    case 'forget_document':
      return shown(await parts.documents.forget(turn, who, action.document));
  }
}

/** Acts are named as people name them; what is followed is named by number. */
function follow(
  { authorities, acts, topics, language: toldIn }: Extract<CardAction, { readonly verb: 'follow' }>,
  { where, language }: Turn,
  { context }: Admission,
  { reader, subscriptions }: CardRoomParts,
): ShownCard {
  const filter: AlertFilter = { authorities, acts: namedActs(reader.at({}), acts), topics, language: toldIn };
  const followed = subscriptions.follow(where.conversation, filter, context);
  return subscriptionCard({ language, followed, done: 'followed' });
}

function shown(card: ShownCard): CardOutcome {
  return { kind: 'card', shown: card };
}

function message(text: string): CardOutcome {
  return { kind: 'message', text };
}

function repeated(question: string): string {
  return question.length <= LONGEST_REPEATED ? question : `${beginningOf(question, LONGEST_REPEATED)}…`;
}
