import type { Caller } from '../src/core/call-context.ts';

/** Somebody who was let in, and what ties the rows of their request together. */
export interface Exchange {
  readonly tenant: string;
  readonly user: Caller;
  readonly correlation: string;
  /** Set once something of the request is on record: what the protocol refuses before us is recorded by the door. */
  recorded: boolean;
}
