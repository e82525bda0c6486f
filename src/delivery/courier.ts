import type { ChannelAddress } from '../conversations/channel-address.ts';
import type { OutboxMessage } from './outbox-store.ts';

/** How an attempt ended. */
export type Attempt =
  /** @param id the channel's id of what it shows now */
  | { readonly kind: 'delivered'; readonly id: string }
  /** Not now: the channel asked for patience, or was away; it is certain that nothing was shown. */
  | { readonly kind: 'later'; readonly why: string; readonly afterMs?: number }
  /** It is not known whether it was shown: the connection broke, or ended without a word. */
  | { readonly kind: 'unknown'; readonly why: string }
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

/** Brings a message to a channel. One attempt: when it is tried again is for whoever sends. */
export interface Courier {
  /** Never throws but for the signal's reason. */
  deliver(message: DepartingMessage, address: ChannelAddress, signal: AbortSignal): Promise<Attempt>;
}
