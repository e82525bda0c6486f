import { AppError } from '../../src/core/errors.ts';
import type { Language } from '../../src/regulations/act.ts';
import { cardMessage } from '../card-room/card-message.ts';
import { recordRefused } from '../card-room/refused-press.ts';
import { within } from '../card-room/within.ts';
import { told } from '../card-room/wording.ts';
import { confirmCard, type WriteState } from '../cards/confirm-card.ts';
import type { ShownCard } from '../cards/shown-card.ts';
import type { Pass } from '../sign-in/passes.ts';
import type { Reply, Turn } from '../turn.ts';
import { type KeptState, type KeptWrite, keepWrite, readWrite, type Write } from './kept-write.ts';
import type { WriteParts } from './write-parts.ts';

/** Nothing that is written takes so long: whoever began it is gone. In milliseconds. */
export const LONGEST_RUN = 120_000;
/** What a press waits for the change of the message that all see, in milliseconds. */
const UPDATE = 1_500;

/** @throws AppError `not_found` for one that is not of this conversation, in the same words as for none */
export function foundWrite(id: string, turn: Turn, { chats, audit }: Pick<WriteParts, 'chats' | 'audit'>): KeptWrite {
  const found = readWrite(chats, turn.where, id);
  if (found !== undefined) return found;
  const error = new AppError('not_found', told('unknownWrite', turn.language), { detail: 'teams: unknown write' });
  recordRefused('write', error, turn, audit);
  throw error;
}

/**
 * @throws AppError `not_found`; `not_permitted`, saying whose it is
 */
export function ownWrite(
  id: string,
  turn: Turn,
  { caller }: Pass,
  parts: Pick<WriteParts, 'chats' | 'audit'>,
): KeptWrite {
  const found = foundWrite(id, turn, parts);
  const { owner } = found.write;
  if (caller.id === owner.caller && turn.person?.id === owner.person) return found;
  const error = new AppError('not_permitted', told('notYours', turn.language, owner.name), {
    detail: 'teams: a write of another person',
  });
  recordRefused('write', error, turn, parts.audit);
  throw error;
}

/** What became of it, as it is known at a time. */
export function stateAt({ state, expires }: Pick<Write, 'state' | 'expires'>, now: number): KeptState {
  if (state.kind === 'waiting' && now >= Date.parse(expires)) return { kind: 'expired' };
  if (state.kind === 'running' && now >= Date.parse(state.at) + LONGEST_RUN) return { kind: 'in_doubt', at: state.at };
  return state;
}

export function writeCard(
  id: string,
  write: Write,
  {
    language,
    viewer,
    now,
  }: { readonly language: Language; readonly viewer: 'drafter' | 'others'; readonly now: number },
): ShownCard {
  const { summary, expires, owner } = write;
  const state = stateAt(write, now);
  // While it runs there is nothing to press any more, and no end to tell of yet.
  const [shown, eyes]: readonly [WriteState, 'drafter' | 'others'] =
    state.kind === 'running' ? [{ kind: 'waiting' }, 'others'] : [state, viewer];
  return confirmCard(
    { id, summary, drafter: owner.name, expires, state: shown },
    { language, viewer: eyes, refreshFor: [owner.account] },
  );
}

/** As all in the conversation see it; in a chat with one person they are that one. */
export function messageOfWrite(id: string, write: Write, { where }: Pick<Turn, 'where'>, now: number): Reply {
  const viewer = where.kind === 'personal' ? 'drafter' : 'others';
  return cardMessage(writeCard(id, write, { language: write.language, viewer, now }));
}

/** Keeps how it ended, without what it was called with. @returns `undefined` where somebody else was faster */
export function endWrite(
  id: string,
  { write, revision }: KeptWrite,
  state: KeptState,
  { where }: Pick<Turn, 'where'>,
  { chats, clock }: Pick<WriteParts, 'chats' | 'clock'>,
): KeptWrite | undefined {
  const { call: _call, ...rest } = write;
  return keepWrite(chats, where, { id, write: { ...rest, state }, from: revision, now: clock.now() });
}

/** Puts the end before all in the conversation. Where Teams does not take it, whoever looks is shown it nevertheless. */
export async function tellAll(
  id: string,
  write: Write,
  turn: Turn,
  { clock }: Pick<WriteParts, 'clock'>,
): Promise<void> {
  const message = messageOf(write, turn);
  if (message === '') return;
  const update = turn.update(message, messageOfWrite(id, write, turn, clock.now())).catch(() => undefined);
  await within(update, UPDATE);
}

/** The message that shows it: where that is not known yet, the one whose card was pressed. */
export function messageOf({ message }: Pick<Write, 'message'>, { activity }: Pick<Turn, 'activity'>): string {
  return message === '' ? (activity.replyToId ?? '') : message;
}
