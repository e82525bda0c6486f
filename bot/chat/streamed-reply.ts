import { beginningOf } from '../../src/core/text.ts';
import { SendError } from '../connection/outgoing.ts';
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
/** An informative line may have 1 KB; in UTF-8 a sign takes up to three bytes for each code unit. */
const LONGEST_LINE = 300;

interface Piece {
  readonly kind: 'informative' | 'streaming';
  readonly text: string;
}

/**
 * Pieces are sent one after the other, never two at once, and always the latest: what came while one was on its way is in
 * the next. No failure of a piece reaches the caller: the end decides what becomes of it.
 */
export function createStreamedReply({ say, now, wait, stopped }: StreamedReplyOptions): StreamedReply {
  let streamId: string | undefined;
  let sequence = 0;
  let state: StreamedReply['state'] = 'open';
  let next: Piece | undefined;
  let ending = false;
  let lastSent = Number.NEGATIVE_INFINITY;
  let pump: Promise<void> | undefined;

  const failed = (error: unknown): void => {
    const wasStopped = isStop(error);
    state = wasStopped ? 'stopped' : 'plain';
    if (wasStopped) stopped();
  };

  const run = async (): Promise<void> => {
    while (next !== undefined && state === 'open' && !ending) {
      const left = lastSent + BETWEEN - now();
      if (left > 0) {
        await wait(left);
        continue;
      }
      const { kind, text } = next;
      next = undefined;
      sequence += 1;
      try {
        const id = await say(pieceOf(kind, text, sequence, streamId));
        lastSent = now();
        streamId ??= id === '' ? undefined : id;
        if (streamId === undefined) state = 'plain';
      } catch (error) {
        failed(error);
      }
    }
    pump = undefined;
  };

  const push = (piece: Piece): void => {
    if (state !== 'open' || ending) return;
    next = piece;
    pump ??= run();
  };

  const last = async (reply: Reply): Promise<string | undefined> => {
    ending = true;
    await pump;
    if (streamId === undefined || state !== 'open') return undefined;
    const left = lastSent + BEFORE_LAST - now();
    if (left > 0) await wait(left);
    const info = streamInfo({ streamType: 'final', streamId });
    try {
      const id = await say({ ...reply, type: 'message', entities: [info, ...(reply.entities ?? [])] });
      return id === '' ? streamId : id;
    } catch (error) {
      failed(error);
      // Only where it is certain that nothing was shown may it be shown another way.
      if (!(error instanceof SendError) || error.status < 400 || error.status >= 500) throw error;
      return undefined;
    }
  };

  return {
    inform: (text) => push({ kind: 'informative', text: beginningOf(text, LONGEST_LINE) }),
    show: (text) => push({ kind: 'streaming', text }),
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
