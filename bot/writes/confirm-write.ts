import { AppError } from '../../src/core/errors.ts';
import { contextOf } from '../admission.ts';
import type { CardOutcome } from '../card-room/card-replies.ts';
import { within } from '../card-room/within.ts';
import { told } from '../card-room/wording.ts';
import { failureText } from '../failures.ts';
import type { Pass } from '../sign-in/passes.ts';
import type { Turn } from '../turn.ts';
import { type KeptState, type KeptWrite, keepWrite, type Write } from './kept-write.ts';
import { writingTool } from './propose-write.ts';
import {
  endWrite,
  foundWrite,
  LONGEST_RUN,
  messageOf,
  messageOfWrite,
  ownWrite,
  stateAt,
  tellAll,
  writeCard,
} from './write-card.ts';
import { readOutput, resultLines } from './write-output.ts';
import type { WriteParts } from './write-parts.ts';

/** Writes that run in this process, by tenant, conversation and id: who presses meanwhile waits for the same end. */
export type Running = Map<string, Promise<Write>>;

type Parts = WriteParts & { readonly running: Running };

/** Teams waits ten seconds for what is pressed. */
const PATIENCE = 7_000;

/**
 * Of all presses one alone begins it: whoever moves it from waiting to running. That the tool does not run twice whatever
 * happens here is the seam's doing, by the confirmation.
 */
export async function confirmWrite(id: string, turn: Turn, pass: Pass, parts: Parts): Promise<CardOutcome> {
  const found = ownWrite(id, turn, pass, parts);
  const state = stateAt(found.write, parts.clock.now());
  if (state.kind === 'expired') return ended(id, expire(id, found, turn, parts), turn, parts);
  if (state.kind === 'waiting') {
    const started = begin(id, found, turn, parts);
    if (started !== undefined) return await waitFor(run(id, started, turn, pass, parts), id, turn, parts, true);
  }
  const other = parts.running.get(keyOf(id, turn));
  if (other !== undefined) return await waitFor(other, id, turn, parts, false);
  // Another process has begun it, or it has ended.
  return ended(id, foundWrite(id, turn, parts).write, turn, parts);
}

function begin(id: string, { write, revision }: KeptWrite, { where }: Turn, { chats, clock }: Parts) {
  const now = clock.now();
  const state: KeptState = { kind: 'running', at: new Date(now).toISOString() };
  return keepWrite(chats, where, { id, write: { ...write, state }, from: revision, now });
}

/** Runs it to its end, whoever waits for that. */
function run(id: string, started: KeptWrite, turn: Turn, pass: Pass, parts: Parts): Promise<Write> {
  const key = keyOf(id, turn);
  const running = runOnce(started.write, turn, pass, parts)
    .then((state) => endWrite(id, started, state, turn, parts)?.write ?? foundWrite(id, turn, parts).write)
    .finally(() => parts.running.delete(key));
  parts.running.set(key, running);
  return running;
}

/** The end of the tool's call; it throws nothing. */
async function runOnce({ tool: name, call, conversation }: Write, turn: Turn, pass: Pass, parts: Parts) {
  const now = () => new Date(parts.clock.now()).toISOString();
  // What was begun is not cut off because whoever began it does not wait any more.
  const signal = AbortSignal.timeout(LONGEST_RUN);
  const context = { ...contextOf(turn, pass, conversation), signal };
  try {
    const tool = writingTool(name, turn, parts);
    if (call === undefined) throw new AppError('internal', 'What was to be written is gone.');
    const { input, confirmation } = call;
    try {
      const { output } = await tool.call({ ...input, confirmation }, context);
      return doneBy(pass, turn, now(), resultLines(readOutput(output)));
    } catch (error) {
      // Where it was refused before it began, it shall not be done by that confirmation later.
      tool.decline?.(input, confirmation, context);
      throw error;
    }
  } catch (error) {
    return failedBy(error, turn, now());
  }
}

function doneBy({ caller }: Pass, { person }: Turn, at: string, lines: string[]): KeptState {
  return { kind: 'done', by: caller.name ?? person?.name ?? caller.id, at, lines };
}

/** What the tool says of itself is told; what broke inside may have broken behind the write. */
function failedBy(error: unknown, { language, correlation }: Turn, at: string): KeptState {
  if (!(error instanceof AppError) || error.code === 'internal' || error.code === 'misconfigured')
    return { kind: 'in_doubt', at };
  // That a service is away says too little here: whoever wanted it written must know that the confirmation is spent.
  if (error.code === 'upstream_unavailable') return { kind: 'failed', at, why: error.message };
  return { kind: 'failed', at, why: failureText(error, language, correlation) };
}

function expire(id: string, found: KeptWrite, turn: Turn, parts: Parts): Write {
  return endWrite(id, found, { kind: 'expired' }, turn, parts)?.write ?? foundWrite(id, turn, parts).write;
}

/** @param own whether this press began it, and tells all how it ended */
async function waitFor(
  running: Promise<Write>,
  id: string,
  turn: Turn,
  parts: Parts,
  own: boolean,
): Promise<CardOutcome> {
  const write = await within(running, parts.patience ?? PATIENCE);
  if (write !== undefined) return own ? ended(id, write, turn, parts) : outcomeOf(id, write, turn, parts);
  if (own)
    void running
      .then((late) => parts.updateLater(turn, messageOf(late, turn), messageOfWrite(id, late, turn, parts.clock.now())))
      // Whoever looks at the card is shown how it ended; see `Writes.look`.
      .catch(() => undefined);
  return { kind: 'message', text: told('beingDone', turn.language) };
}

async function ended(id: string, write: Write, turn: Turn, parts: Parts): Promise<CardOutcome> {
  if (stateAt(write, parts.clock.now()).kind !== 'running') await tellAll(id, write, turn, parts);
  return outcomeOf(id, write, turn, parts);
}

function outcomeOf(id: string, write: Write, { language }: Turn, { clock }: Parts): CardOutcome {
  const now = clock.now();
  if (stateAt(write, now).kind === 'running') return { kind: 'message', text: told('beingDone', language) };
  return { kind: 'card', shown: writeCard(id, write, { language, viewer: 'drafter', now }) };
}

function keyOf(id: string, { where }: Turn): string {
  return JSON.stringify([where.tenant, where.conversation, id]);
}
