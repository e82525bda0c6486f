import type { Attempt } from './courier.ts';
import type { AttemptEnd, OutboxEntry } from './outbox-store.ts';

/**
 * Why a message is where it is: an attempt; or that there was nowhere to go, that its process was gone, or that a person
 * put it back.
 */
export type EndReason = Attempt | { readonly kind: 'no_address' | 'cut_off' | 'put_back' };

/**
 * Told of whatever becomes of a message, in the transaction of the row that tells of it: so what follows from it is there
 * with it, or not at all. What it throws undoes that transaction, and is tried again; so it throws for the store alone.
 *
 * @param entry as it was taken, or as it was found
 * @param end as it is from now on
 */
export type Ended = (entry: OutboxEntry, end: AttemptEnd, reason: EndReason) => void;
