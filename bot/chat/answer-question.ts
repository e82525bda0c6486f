import type { AnswerSentence } from '../../src/assistant/answer.ts';
import type { Watch } from '../../src/assistant/watch.ts';
import type { CallContext } from '../../src/core/call-context.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Language } from '../../src/regulations/act.ts';
import { actNamesOf } from '../act-names.ts';
import type { DoorParts } from '../door-parts.ts';
import { failureText } from '../failures.ts';
import type { Reply, Turn } from '../turn.ts';
import { say } from '../wording.ts';
import { type Answered, type AnswerWriter, createAnswerWriter, wholeAnswer } from './answer-message.ts';
import type { DayAsked } from './day-asked.ts';
import { messageEntity } from './message-entity.ts';
import { createStreamedReply, type StreamedReply } from './streamed-reply.ts';
import { suggestions } from './suggestions.ts';

/** Nobody waits longer for an answer, in milliseconds. */
const LONGEST = 600_000;

type Parts = Pick<
  DoorParts,
  'toolbox' | 'reader' | 'chats' | 'clock' | 'elapsed' | 'wait' | 'longestStream' | 'sensitivity' | 'suggestions'
>;

/** One question being answered. */
interface Answering {
  readonly asked: DayAsked;
  readonly turn: Turn;
  readonly context: CallContext;
  readonly parts: Parts;
}

/**
 * Answers a question where it was asked: in a chat of one person as a stream, elsewhere in one message. It ends once,
 * whatever happens: with the answer, with what is true of why there is none, or, where the person pressed stop, silently.
 *
 * @throws SendError where Teams takes no message at all
 */
export async function answerQuestion(asked: DayAsked, turn: Turn, context: CallContext, parts: Parts): Promise<void> {
  const answering = { asked, turn, context, parts };
  if (turn.where.kind === 'personal') await answerStreamed(answering);
  else await answerPlain(answering);
}

async function answerPlain({ asked, turn, context, parts }: Answering): Promise<void> {
  const { output } = await parts.toolbox.tools.ask_compliance.call(asked, {
    ...context,
    signal: AbortSignal.any([turn.signal, AbortSignal.timeout(LONGEST)]),
  });
  const id = await turn.say(messageOf(output, writerOf(output, turn.language), turn, parts));
  keepAnswer(id, output, turn, parts);
}

async function answerStreamed({ asked, turn, context, parts }: Answering): Promise<void> {
  const { language } = turn;
  const ending = new AbortController();
  const signal = AbortSignal.any([turn.signal, ending.signal, AbortSignal.timeout(LONGEST)]);
  const stream = createStreamedReply({
    say: turn.say,
    now: parts.elapsed,
    wait: parts.wait,
    stopped: () => ending.abort(new AppError('conflict', say('stopped', language))),
  });
  const writer = createAnswerWriter(language);
  const tooLong = setTimeout(() => void closeStream(stream, writer, language, parts), parts.longestStream);
  stream.inform(say('looking', language));
  let output: Answered;
  try {
    ({ output } = await parts.toolbox.tools.ask_compliance.call(
      asked,
      { ...context, signal },
      watching(stream, writer, language),
    ));
  } catch (error) {
    if (stream.state === 'stopped') return;
    const why = failureText(error, language, turn.correlation);
    // What was shown stands; it is never taken back, and the rest is told to be missing.
    await stream.end(
      writer.text === ''
        ? { text: why }
        : {
            text: `${writer.text}\n\n${say('brokenOff', language, why)}`,
            entities: [messageEntity(writer.claims, parts.sensitivity)],
          },
    );
    return;
  } finally {
    clearTimeout(tooLong);
  }
  // From here on the answer is whole: whatever fails, it did not break off.
  const id = await stream.end(messageOf(output, writer.text === '' ? writerOf(output, language) : writer, turn, parts));
  if (id !== undefined) keepAnswer(id, output, turn, parts);
}

/** A stream that Teams would cut is ended by us; it must not throw into the air. */
async function closeStream(
  stream: StreamedReply,
  writer: AnswerWriter,
  language: Language,
  { sensitivity }: Parts,
): Promise<void> {
  const follows = `*${say('followsBelow', language)}*`;
  const reply =
    writer.text === ''
      ? { text: follows }
      : { text: `${writer.text}\n\n${follows}`, entities: [messageEntity(writer.claims, sensitivity)] };
  await stream.close(reply).catch(() => undefined);
}

/** Tells what is being done until the first sentence; from then on the sentences, each as it passed its test. */
function watching(stream: StreamedReply, writer: AnswerWriter, language: Language): Watch {
  return (seen) => {
    if (seen.kind === 'sentence') stream.show(writer.add(mutable(seen.sentence)));
    else if (writer.text === '')
      stream.inform(say(seen.tool === 'search_regulations' ? 'searching' : 'reading', language));
  };
}

function mutable(sentence: AnswerSentence) {
  return {
    ...sentence,
    citations: sentence.citations.map((citation) => ({ ...citation, version: { ...citation.version } })),
  };
}

function writerOf({ answer }: Answered, language: Language): AnswerWriter {
  const writer = createAnswerWriter(language);
  for (const sentence of answer) writer.add(sentence);
  return writer;
}

/** People know acts by their names. */
function namingActs(output: Answered, { reader }: Parts): Answered {
  return { ...output, searched: { ...output.searched, acts: [...actNamesOf(output.searched.acts, reader)] } };
}

function messageOf(output: Answered, writer: AnswerWriter, turn: Turn, parts: Parts): Reply {
  const { sensitivity } = parts;
  const suggested = parts.suggestions && turn.where.kind === 'personal' ? suggestions(output, turn.language) : [];
  return {
    text: wholeAnswer(namingActs(output, parts), writer, turn.language),
    entities: [messageEntity(output.status === 'answered' ? writer.claims : [], sensitivity)],
    channelData: { feedbackLoop: { type: 'default' } },
    ...(suggested.length === 0 ? {} : { suggestedActions: { to: [turn.activity.from.id], actions: [...suggested] } }),
  };
}

/** Whoever judges the message judges the answer with this receipt. */
function keepAnswer(id: string, { receipt, conversation }: Answered, { where }: Turn, { chats, clock }: Parts): void {
  const name = { tenant: where.tenant, conversation: where.conversation, name: `answer/${id}` };
  try {
    chats.write(name, { receipt, conversation }, 0, new Date(clock.now()).toISOString());
  } catch {
    // The answer stands there, and must not be told to have failed; whoever judges it is told that it is not known.
  }
}
