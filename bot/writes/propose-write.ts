import type { JsonObject } from '../../src/core/canonical-json.ts';
import { AppError } from '../../src/core/errors.ts';
import type { BoundTool } from '../../src/tools/bind-tools.ts';
import type { Admission } from '../admission.ts';
import { told } from '../card-room/wording.ts';
import type { Turn } from '../turn.ts';
import { keepWrite, type Write } from './kept-write.ts';
import { endWrite, messageOfWrite } from './write-card.ts';
import { readOutput } from './write-output.ts';
import type { WriteParts } from './write-parts.ts';

interface Drafted {
  readonly tool: string;
  readonly input: JsonObject;
}

/** Kept first, then shown: what is shown can be pressed at once. */
export async function proposeWrite(
  { tool: name, input }: Drafted,
  turn: Turn,
  { pass, context }: Admission,
  parts: WriteParts,
): Promise<void> {
  const { chats, clock } = parts;
  const tool = writingTool(name, turn, parts);
  const { output } = await tool.call(input, context);
  const waiting = readOutput(output).confirmation;
  if (waiting === undefined) throw new AppError('internal', 'The tool wrote without having been confirmed.');
  const id = parts.newId();
  const { caller } = pass;
  const { person, activity, language } = turn;
  const write: Write = {
    tool: name,
    call: { input, confirmation: waiting.id },
    conversation: context.conversation,
    summary: waiting.summary,
    language,
    expires: waiting.expires,
    owner: {
      caller: caller.id,
      person: person?.id ?? '',
      account: activity.from.id,
      name: caller.name ?? person?.name ?? caller.id,
    },
    message: '',
    state: { kind: 'waiting' },
  };
  const kept = keepWrite(chats, turn.where, { id, write, from: 0, now: clock.now() });
  if (kept === undefined) throw new AppError('internal', 'The id of a write was given twice.');
  try {
    const message = await turn.say(messageOfWrite(id, write, turn, clock.now()));
    // Whoever was faster than this has ended it; then there is nothing to add.
    keepWrite(chats, turn.where, { id, write: { ...write, message }, from: kept.revision, now: clock.now() });
  } catch (error) {
    // Nobody was shown it, so nobody can say yes to it.
    tool.decline?.(input, waiting.id, context);
    endWrite(id, kept, { kind: 'expired' }, turn, parts);
    throw error;
  }
}

/** @throws AppError `not_found` where there is none of that name that writes */
export function writingTool(name: string, { language }: Pick<Turn, 'language'>, { toolbox }: WriteParts): BoundTool {
  const found = toolbox.all.find((tool) => tool.name === name && tool.effect === 'write');
  if (found === undefined) throw new AppError('not_found', told('toolGone', language));
  return found;
}
