import { contextOf } from '../admission.ts';
import type { CardOutcome } from '../card-room/card-replies.ts';
import { told } from '../card-room/wording.ts';
import type { Pass } from '../sign-in/passes.ts';
import type { Turn } from '../turn.ts';
import type { KeptState } from './kept-write.ts';
import { writingTool } from './propose-write.ts';
import { endWrite, foundWrite, ownWrite, stateAt, tellAll, writeCard } from './write-card.ts';
import type { WriteParts } from './write-parts.ts';

/** Ends what waits, so that nothing is written by it any more; what has ended before is shown as it ended. */
export async function declineWrite(id: string, turn: Turn, pass: Pass, parts: WriteParts): Promise<CardOutcome> {
  const { clock } = parts;
  const found = ownWrite(id, turn, pass, parts);
  const state = stateAt(found.write, clock.now());
  let { write } = found;
  if (state.kind === 'waiting' || state.kind === 'expired') {
    const declined: KeptState = {
      kind: 'declined',
      by: pass.caller.name ?? turn.person?.name ?? pass.caller.id,
      at: new Date(clock.now()).toISOString(),
    };
    const end = endWrite(id, found, state.kind === 'expired' ? state : declined, turn, parts);
    const { call, conversation, tool } = found.write;
    // Only whoever ended it declines it: it could have been confirmed meanwhile.
    if (end !== undefined && call !== undefined)
      writingTool(tool, turn, parts).decline?.(call.input, call.confirmation, contextOf(turn, pass, conversation));
    write = end?.write ?? foundWrite(id, turn, parts).write;
    await tellAll(id, write, turn, parts);
  }
  if (stateAt(write, clock.now()).kind === 'running')
    return { kind: 'message', text: told('beingDone', turn.language) };
  return {
    kind: 'card',
    shown: writeCard(id, write, { language: turn.language, viewer: 'drafter', now: clock.now() }),
  };
}
