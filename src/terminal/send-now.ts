import type { Desk } from '../compose.ts';
import { AppError } from '../core/errors.ts';
import { wrapText } from './output.ts';
import type { Session } from './session.ts';

/** How long what is on its way may take to end, in milliseconds. */
const PATIENCE = 5_000;

/**
 * Sends what is due, where this command has a channel to send by; else says who does. What was put in stays put in
 * either way.
 */
export async function sendNow(session: Session, desk: Desk): Promise<void> {
  const say = (sentence: string): void => session.terminal.err(`${wrapText(sentence, 100)}\n`);
  const courier = await session.courier().catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'misconfigured') throw error;
    say(`This command sends nothing itself: ${error.message}`);
    return undefined;
  });
  if (courier === undefined)
    return say('What waits is sent by the running server (compliance serve) once Teams is set up for it.');
  const sender = desk.createSender(courier);
  void sender.run();
  await sender.settled();
  await sender.stop(PATIENCE);
  if (sender.problem !== undefined) say(sender.problem);
}
