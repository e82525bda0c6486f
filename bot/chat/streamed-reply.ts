import { beginningOf } from '../../src/core/text.ts';
import { isUncertain, SendError } from '../connection/outgoing.ts';
import type { Reply } from '../turn.ts';

/** A reply that a person reads while it is written; Microsoft Teams, "Stream bot messages". */
export interface StreamedReply {
  /** A line about what is being done, until the first words come. */
  inform(text: string): void;
  /** The words so far; each time with all that was given before at its beginning. */
  show(text: string): void;
  /**
   * Ends the stream with the whole message; where Teams does not take it as a stream any more, as a message of its own.
   *
   * @returns the id of the message; `undefined` where the person had stopped it
   * @throws SendError where it cannot be shown at all
   */
  end(reply: Reply): Promise<string | undefined>;
  /**
   * Ends the stream early with what it says, where it has begun: what is left follows in a message of its own.
   */
  close(text: string): Promise<void>;
  /** `stopped` once the person pressed stop; `plain` once Teams takes no stream here. */
  readonly state: 'open' | 'stopped' | 'plain';
}

export interface StreamedReplyOptions {
  /** @returns the channel's id */
  readonly say: (reply: Reply) => Promise<string>;
  /** Milliseconds of any origin. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** The person pressed stop: nobody waits for the rest. */
  readonly stopped: () => void;
}

/** Teams asks for a second and a half between two pieces. */
const BETWEEN = 1_500;
/** It takes at most one request a second of a stream, the last one too. */
const BEFORE_LAST = 1_000;
/** So often the end is tried where nothing tells whether it came there: it can be shown once at most. */
const ENDS = 2;
/** An informative line may have 1 KB; in UTF-8 a sign takes up to three bytes for each code unit. */
const LONGEST_LINE = 300;

interface Piece {
  readonly kind: 'informative' | 'streaming';
  readonly text: string;
}

/** The pieces of one stream on their way. */
interface Pieces {
  /** Sends it as soon as Teams takes it, in the stead of one that still waits. */
  push(piece: Piece): void;
  /** Sends no more; resolves once none is on its way, with the stream's id where it has begun. What waits is dropped. */
  halt(): Promise<string | undefined>;
  /** When the last one was taken. */
  readonly lastSent: number;
}

/**
 * Pieces are sent one after the other, never two at once, and always the latest: what came while one was on its way is in
 * the next.
 *
 * @param failed told where one was not taken, and whether the stream had begun; none is sent after it
 */
function createPieces(
  { say, now, wait }: Omit<StreamedReplyOptions, 'stopped'>,
  failed: (error: unknown, begun: boolean) => void,
): Pieces {
  let streamId: string | undefined;
  let sequence = 0;
  let next: Piece | undefined;
  let halted = false;
  let lastSent = Number.NEGATIVE_INFINITY;
  let running = false;
  let sending: Promise<void> | undefined;

  const send = async ({ kind, text }: Piece): Promise<void> => {
    sequence += 1;
    try {
      const id = await say(pieceOf(kind, text, sequence, streamId));
      lastSent = now();
      streamId ??= id;
    } catch (error) {
      halted = true;
      lastSent = now();
      failed(error, streamId !== undefined);
    }
  };

  const run = async (): Promise<void> => {
    while (next !== undefined && !halted) {
      const left = lastSent + BETWEEN - now();
      if (left > 0) {
        await wait(left);
        continue;
      }
      const piece = next;
      next = undefined;
      sending = send(piece);
      await sending;
    }
    running = false;
  };

  return {
    push: (piece) => {
      if (halted) return;
      next = piece;
      if (running) return;
      running = true;
      void run();
    },
    halt: async () => {
      halted = true;
      await sending;
      return streamId === '' ? undefined : streamId;
    },
    get lastSent() {
      return lastSent;
    },
  };
}

/** No failure of a piece reaches the caller: the end decides what becomes of it. */
export function createStreamedReply({ say, now, wait, stopped }: StreamedReplyOptions): StreamedReply {
  let state: StreamedReply['state'] = 'open';
  let ended: Promise<string | undefined> | undefined;
  const failed = (error: unknown, begun: boolean): void => {
    // Where a piece may have come there, or was too early, the stream still waits for its end.
    if (begun && !isRefused(error)) return;
    const byPerson = isStop(error);
    state = byPerson ? 'stopped' : 'plain';
    if (byPerson) stopped();
  };
  const pieces = createPieces({ say, now, wait }, failed);

  const finish = async (reply: Reply): Promise<string | undefined> => {
    const streamId = await pieces.halt();
    if (streamId === undefined || state !== 'open') return undefined;
    const left = pieces.lastSent + BEFORE_LAST - now();
    if (left > 0) await wait(left);
    const info = streamInfo({ streamType: 'final', streamId });
    const whole: Reply = { ...reply, type: 'message', entities: [info, ...(reply.entities ?? [])] };
    for (let tried = 1; ; tried += 1) {
      try {
        const id = await say(whole);
        return id === '' ? streamId : id;
      } catch (error) {
        // An attempt of which nothing was heard came there nevertheless.
        if (isCompleted(error)) return streamId;
        if (isUncertain(error) && tried < ENDS) {
          await wait(BEFORE_LAST);
          continue;
        }
        failed(error, false);
        // Only where it is certain that nothing was shown may it be shown another way.
        if (isUncertain(error)) throw error;
        return undefined;
      }
    }
  };

  /** A stream ends once: whoever comes second finds it ended. */
  const last = (reply: Reply): Promise<string | undefined> => {
    if (ended !== undefined) return ended.then(nothing, nothing);
    ended = finish(reply);
    return ended;
  };

  return {
    inform: (text) => pieces.push({ kind: 'informative', text: beginningOf(text, LONGEST_LINE) }),
    show: (text) => pieces.push({ kind: 'streaming', text }),
    end: async (reply) => {
      const id = await last(reply);
      if (id !== undefined) return id;
      return state === 'stopped' ? undefined : say(reply);
    },
    close: async (text) => {
      await last({ text });
      if (state === 'open') state = 'plain';
    },
    get state() {
      return state;
    },
  };
}

const nothing = (): undefined => undefined;

function pieceOf(streamType: Piece['kind'], text: string, streamSequence: number, streamId: string | undefined): Reply {
  const info = { streamType, streamSequence, ...(streamId === undefined ? {} : { streamId }) };
  return { type: 'typing', text, entities: [streamInfo(info)] };
}

/** The stream is told of in an entity, and in the channel's data for those that read it there. */
function streamInfo(info: { streamType: string; streamSequence?: number; streamId?: string }) {
  return { type: 'streaminfo', ...info };
}

/** Teams refuses the next piece of a stream that the person stopped. */
function isStop(error: unknown): boolean {
  return error instanceof SendError && error.status === 403 && /cancel/i.test(`${error.code} ${error.message}`);
}

/** Teams takes one end of a stream, and says so to whoever sends another. */
function isCompleted(error: unknown): boolean {
  return error instanceof SendError && error.status === 403 && /already completed/i.test(error.message);
}

/** Teams does not take it, however often it is sent; of 412 and 429 it would, later. */
function isRefused(error: unknown): boolean {
  return !isUncertain(error) && error instanceof SendError && error.status !== 412 && error.status !== 429;
}
