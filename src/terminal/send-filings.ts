import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from '../compose.ts';
import type { Filings } from '../compose-findings.ts';
import { AppError } from '../core/errors.ts';
import { filingKey } from '../findings/filing/put-in-filing.ts';
import type { Finding } from '../findings/finding.ts';
import type { FindingSettings } from '../findings/findings-parts.ts';
import { wrapText } from './output.ts';
import type { Session } from './session.ts';

/** How long a person waits for a platform, and for what is broken off to be recorded; milliseconds. */
const PATIENCE = 60_000;
const LAST_WORD = 2_000;
/** How often they are told that it is still waited for. */
const TOLD_EVERY = 10_000;
/** How often it is looked what another process, which took it first, made of it. */
const LOOK_EVERY = 200;

/** The platform of the caller's tenant. @throws AppError `misconfigured` where none is set up */
export function platformOf(session: Session, desk: Desk): NonNullable<FindingSettings['platform']> {
  const { platform } = desk.findingSettings(session.caller().tenant);
  if (platform !== undefined) return platform;
  throw new AppError(
    'misconfigured',
    'No GRC platform is set up here: set COMPLIANCE_GRC, as the README shows ("Findings"), then see that it works: compliance findings check',
  );
}

/** Does something with the platforms open, and lets go of them whatever becomes of it. */
export async function withFilings<T>(desk: Desk, work: (filings: Filings) => Promise<T>): Promise<T> {
  const filings = await desk.openFilings();
  try {
    return await work(filings);
  } finally {
    await filings.close();
  }
}

/**
 * Sends what is due, each once, and waits for it for a minute at most. What does not come through now stays put in, and is
 * tried again by the running server.
 *
 * @param findings those that the person waits for: another process that has taken one of them is waited for as well
 */
export async function sendFilings(
  session: Session,
  desk: Desk,
  { sender }: Filings,
  findings: readonly Pick<Finding, 'id' | 'hash'>[],
): Promise<void> {
  const { name, host } = platformOf(session, desk);
  const say = (sentence: string): void => session.terminal.err(`${wrapText(sentence, 100)}\n`);
  say(`Sending to ${name} (${host}) …`);
  const telling = setInterval(() => say(`Still waiting for ${host} …`), TOLD_EVERY);
  const enough = new AbortController();
  const until = performance.now() + PATIENCE;
  try {
    void sender.run();
    await Promise.race([sender.settled(), sleep(PATIENCE, undefined, { signal: enough.signal, ref: false })]);
    const isSending = () => findings.some((each) => desk.outbox.find(filingKey(each))?.state === 'sending');
    while (isSending() && performance.now() < until) await sleep(LOOK_EVERY);
  } finally {
    enough.abort();
    clearInterval(telling);
    await sender.stop(LAST_WORD);
  }
  if (sender.problem !== undefined) say(sender.problem);
}
