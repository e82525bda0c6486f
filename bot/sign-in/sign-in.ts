import type { Hono } from 'hono';
import type { InvokeReply, Turn } from '../turn.ts';

/** What answers an invoke of one name. */
export type InvokeRoom = (turn: Turn) => Promise<InvokeReply>;

/** How people who are not signed in yet come to be; Microsoft Teams, "Single sign-on for bots". */
export interface SignIn {
  /** Asks Teams to sign the person in; what they wrote waits, and is answered once they are. */
  begin(turn: Turn): Promise<void>;
  /** What Teams calls on the way, by the names of the invokes. */
  readonly invokes: Readonly<Record<string, InvokeRoom>>;
  /** Pages that a person consents on. */
  readonly routes?: Hono;
}
