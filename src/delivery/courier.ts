import type { ChannelAddress } from '../conversations/channel-address.ts';
import type { JsonObject } from '../core/canonical-json.ts';
import type { OutboxMessage } from './outbox-store.ts';

/** How an attempt ended. */
export type Attempt =
  /**
   * @param id the channel's id of what it shows now
   * @param receipt what else it said, for whoever is told of the end; kept nowhere else
   */
  | { readonly kind: 'delivered'; readonly id: string; readonly receipt?: JsonObject }
  /** Not now: the channel asked for patience, or was away; it is certain that nothing was shown. */
  | { readonly kind: 'later'; readonly why: string; readonly afterMs?: number }
  /**
   * It is not known whether it was shown: the connection broke, or ended without a word.
   *
   * @param afterMs the least wait before the next attempt
   * @param leave whatever the message wants, only a person has it tried again
   */
  | { readonly kind: 'unknown'; readonly why: string; readonly afterMs?: number; readonly leave?: true }
  /** Nobody can be reached there any more; meant for this recipient alone. */
  | { readonly kind: 'gone'; readonly why: string }
  /** The channel will never take this message. */
  | { readonly kind: 'refused'; readonly why: string };

/** A message that is about to leave. */
export interface DepartingMessage extends OutboxMessage {
  /** Which attempt it is, from 1. */
  readonly attempt: number;
  /** True where an attempt before may have come through: then the message says that it may have been seen. */
  readonly maybeSeen: boolean;
}

/** Where a message goes: its own tenant and conversation, and what its courier needs to get there. */
export type Destination = Pick<ChannelAddress, 'tenant' | 'conversation'>;

/** Where messages of one courier's kinds go. */
export interface Destinations<D extends Destination> {
  /** Looked up within a transaction: at once, and without throwing for one that is not set up as it should be. */
  find(tenant: string, conversation: string): D | undefined;
  /** Why a message goes nowhere where there is none, in a sentence. */
  readonly missing: string;
  /** What the intent tells of where it goes, beside the conversation; nothing personal, no secret. */
  departureOf?(destination: D): JsonObject;
}

/** Brings a message to a channel. One attempt: when it is tried again is for whoever sends. */
export interface Courier<D extends Destination = ChannelAddress> {
  /**
   * The least wait after an attempt that was broken off from here (it took too long, the program was stopped or killed),
   * in milliseconds: for where the other side may still be at work on it. None by default.
   */
  readonly settleMs?: number;
  /** Never throws but for the signal's reason. */
  deliver(message: DepartingMessage, destination: D, signal: AbortSignal): Promise<Attempt>;
}
