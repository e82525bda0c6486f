import { AppError } from '../../src/core/errors.ts';
import type { Language } from '../../src/regulations/act.ts';
import { recordRefused } from '../card-room/refused-press.ts';
import type { InvokeRoom } from '../sign-in/sign-in.ts';
import type { InvokeReply, Turn } from '../turn.ts';
import type { ExtensionParts } from './extension-parts.ts';
import { reasonOf } from './extension-replies.ts';
import { told } from './wording.ts';

const WRONG_FORM = 'teams: extension payload';

/** What no client sends. */
export function wrongForm(word: 'wrongForm' | 'wrongTask', language: Language): AppError {
  return new AppError('invalid_input', told(word, language), { detail: WRONG_FORM });
}

/**
 * A room that always answers. Teams shows the words of a success alone: whoever can do something about it is told by one,
 * and only what no client sends is an error, and on record.
 */
export function guarded(
  { audit }: Pick<ExtensionParts, 'audit'>,
  reply: (text: string, status: number) => InvokeReply,
  room: InvokeRoom,
): InvokeRoom {
  return async (turn: Turn) => {
    try {
      return await room(turn);
    } catch (error) {
      const isForged = error instanceof AppError && error.detail === WRONG_FORM;
      if (isForged) recordRefused('message extension', error, turn, audit);
      return reply(reasonOf(error, turn), isForged ? 400 : 200);
    }
  };
}
