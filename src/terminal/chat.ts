import { createInterface, type Interface } from 'node:readline';
import { Readable } from 'node:stream';
import { AppError } from '../core/errors.ts';
import { randomId } from '../core/ids.ts';
import { answerLines } from './answer-lines.ts';
import { type AskOptions, goOn } from './ask.ts';
import { failureOf, lineWidth, wrapText } from './output.ts';
import { readingFrom, type Session } from './session.ts';

const PROMPT = '› ';
const HELP = [
  'Type a question, and go on from its answer: "and paragraph 2?", "what about MiCA?".',
  '/new begins a new conversation, /help shows this, /exit or Ctrl-D ends the chat.',
  'Ctrl-C stops the answer that is being given.',
].join('\n');

/** `compliance chat`: questions line by line, each answer shown as it comes, one conversation until `/new`. */
export async function chat(session: Session, options: AskOptions): Promise<void> {
  const { terminal, style } = session;
  const reading = readingFrom(options);
  // Opened before anything is typed: a start that fails says so at once.
  await session.desk();
  if (options.conversation !== undefined) await goOn(session, options.conversation);
  const lines = createInterface({
    input: terminal.input ?? Readable.from([]),
    ...(terminal.screen === undefined ? {} : { output: terminal.screen, prompt: style.accent(PROMPT) }),
    terminal: terminal.screen !== undefined,
  });
  const interrupts = listen(session, lines);
  if (terminal.interactive) terminal.out(`${style.dim(HELP)}\n\n`);
  try {
    interrupts.ready();
    for await (const line of lines) {
      const said = line.trim();
      if (said === '/exit' || said === 'exit') break;
      if (said === '/new') session.continueWith(randomId());
      else if (said === '/help' || said === 'help') terminal.out(`${HELP}\n`);
      else if (said !== '') await answer(session, { ...reading, question: said }, interrupts);
      interrupts.ready();
    }
  } finally {
    interrupts.end();
    lines.close();
  }
}

interface Interrupts {
  /** Shows that a question can be typed. */
  ready(): void;
  /** From now on an interrupt aborts this; nothing is aborted any more without it. */
  during(stop: AbortController | undefined): void;
  end(): void;
}

/** Ctrl-C stops the answer, and where there is none says how to leave; twice in a row it does leave. */
function listen({ terminal, style }: Session, lines: Interface): Interrupts {
  let running: AbortController | undefined;
  let asked = false;
  const ready = (): void => {
    if (terminal.screen !== undefined) lines.prompt();
  };
  const interrupted = (): void => {
    if (running !== undefined) {
      running.abort();
      return;
    }
    if (asked) {
      lines.close();
      return;
    }
    asked = true;
    terminal.err(`\n${style.dim('Ctrl-C once more, Ctrl-D or /exit ends the chat.')}\n`);
    ready();
  };
  // With a screen the keys come through it, else as a signal.
  lines.on('SIGINT', interrupted);
  const forget = terminal.onInterrupt?.(interrupted);
  return {
    ready,
    during: (stop) => {
      running = stop;
      asked = false;
    },
    end: () => forget?.(),
  };
}

async function answer(
  session: Session,
  asked: { readonly question: string },
  interrupts: Pick<Interrupts, 'during'>,
): Promise<void> {
  const { terminal, style } = session;
  const desk = await session.desk();
  const stop = new AbortController();
  const lines = answerLines(style, lineWidth(terminal));
  interrupts.during(stop);
  try {
    const context = { ...session.caller(), correlation: randomId(), signal: stop.signal };
    const { output } = await desk.toolbox.tools.ask_compliance.call(asked, context, (seen) => {
      if (seen.kind === 'sentence') terminal.out(`${lines.sentence(seen.sentence)}\n`);
      else if (terminal.interactive) terminal.err(`${style.dim(`… ${seen.tool.replaceAll('_', ' ')}`)}\n`);
    });
    terminal.out(`${lines.end(output)}\n\n`);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // One question that fails is not the end of the chat.
    if (stop.signal.aborted) terminal.out(`${style.warn('Stopped.')}\n\n`);
    else terminal.err(`${wrapText(style.warn(failureOf(error).body.error.message), lineWidth(terminal))}\n\n`);
  } finally {
    interrupts.during(undefined);
  }
}
