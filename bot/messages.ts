import { AppError } from '../src/core/errors.ts';
import { type Admission, admitted } from './admission.ts';
import { isSubmit } from './card-room/card-message.ts';
import type { CardRoom } from './card-room/card-room.ts';
import { answerQuestion } from './chat/answer-question.ts';
import { type DayAsked, dayAsked } from './chat/day-asked.ts';
import { mentionsBot, spokenText } from './chat/spoken-text.ts';
import type { CommandParts } from './commands/command.ts';
import { commandOf } from './commands/commands.ts';
import { findingAsked } from './commands/finding-asked.ts';
import { gapsAsked } from './commands/gaps-asked.ts';
import { showGaps } from './commands/show-gaps.ts';
import { placeToShow, showProvision } from './commands/show-provision.ts';
import { isUncertain, SendError } from './connection/outgoing.ts';
import { failureText } from './failures.ts';
import type { FileRooms } from './files/file-rooms.ts';
import type { SignIn } from './sign-in/sign-in.ts';
import type { Turn } from './turn.ts';
import { say } from './wording.ts';

export interface MessageRoom {
  readonly parts: CommandParts;
  readonly signIn: SignIn;
  readonly submitted: CardRoom['submitted'];
  /** Does what a message is about files; false where it is for somebody else to answer. */
  readonly files: FileRooms['onMessage'];
  /** Told of what failed inside; the person is told that something did. */
  readonly failed: (error: unknown) => void;
}

/** Nothing to look up: searched for, the word would find something that has nothing to do with it. */
const SHOW_ALONE = /^(?:show(?: me)?|mu[eé]str(?:a|e|ame|eme)|mostrar|ens[eé][nñ]a(?:me)?)[\s.?!]*$/i;
const CARD = 'application/vnd.microsoft.card.';
/** Statuses of a message that Teams will not take as it is; another one may be taken. */
const NOT_AS_IT_IS = new Set([400, 413]);

/** Answers what somebody wrote. */
export async function onMessage(turn: Turn, room: MessageRoom): Promise<void> {
  // In a channel or a group it is spoken to by its name alone; a copy of all that is said may come in nevertheless.
  // The press of a button on a card of ours mentions nobody.
  if (turn.where.kind !== 'personal' && !mentionsBot(turn.activity) && !isSubmit(turn.activity)) return;
  await toItsEnd(turn, room.failed, () => answer(turn, room));
}

/** Does what somebody waits to hear of; the one ending of whatever goes wrong is here. */
export async function toItsEnd(turn: Turn, failed: MessageRoom['failed'], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    // What Teams will not take here is told to whoever runs the desk: here it could not be told.
    const refused = error instanceof SendError && !isUncertain(error);
    if (refused && !NOT_AS_IT_IS.has(error.status)) throw error;
    if (!(error instanceof AppError)) failed(error);
    await turn.say({ text: failureText(error, turn.language, turn.correlation) }).catch((again: unknown) => {
      // That Teams is away is told already.
      if (!(error instanceof SendError)) throw again;
    });
  }
}

async function answer(turn: Turn, { parts, signIn, submitted, files }: MessageRoom): Promise<void> {
  if (turn.person === undefined) {
    await turn.say({ text: say('noPerson', turn.language) });
    return;
  }
  const text = spokenText(turn.activity);
  const command = commandOf(text);
  const who = await admitted(turn, parts, command?.begins === true);
  if (who === undefined) return signIn.begin(turn);
  if (await submitted(turn, who)) return;
  if (await files(turn, who)) return;
  if (command !== undefined) return command.run(turn, who, parts);
  // A card that somebody put into the chat says nothing to us.
  if (text === '' && turn.activity.attachments?.some(({ contentType }) => contentType.startsWith(CARD))) return;
  if (text === '') {
    await turn.say({ text: say('askSomething', turn.language, say('example', turn.language)) });
    return;
  }
  if (SHOW_ALONE.test(text)) {
    await turn.say({ text: say('showWhat', turn.language) });
    return;
  }
  const finding = findingAsked(text);
  if (finding !== undefined) return parts.findings.show({ of: 'finding', finding }, turn, who);
  const asked = dayAsked(text);
  const compared = gapsAsked(asked.question, parts.reader);
  if (compared !== undefined) return showGaps(compared, asked, turn, who, parts);
  if (await shown(asked, turn, who, parts)) return;
  await answerQuestion(asked, turn, who.context, parts);
}

async function shown(asked: DayAsked, turn: Turn, who: Admission, parts: CommandParts): Promise<boolean> {
  const place = placeToShow(asked.question);
  return place !== undefined && (await showProvision({ ...asked, question: place }, turn, who, parts));
}
