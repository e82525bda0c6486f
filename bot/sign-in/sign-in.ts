import type { Hono } from 'hono';
import type { InvokeReply, Turn } from '../turn.ts';
import type { Pass } from './passes.ts';

/** What answers an invoke of one name. */
export type InvokeRoom = (turn: Turn) => Promise<InvokeReply>;

/** Whoever an invoke is from, or what it is answered with so that Teams signs them in and calls again. */
export type PassFor = (turn: Turn) => Promise<Pass | InvokeReply>;

/** How people who are not signed in yet come to be; Microsoft Teams, "Single sign-on for bots". */
export interface SignIn {
  /** Asks Teams to sign the person in; what they wrote waits, and is answered once they are. */
  begin(turn: Turn): Promise<void>;
  /** Does what somebody wrote where it is about signing in or out; false where it is about something else. */
  hears(turn: Turn): Promise<boolean>;
  /** Forgets what the person signed in with, and tells them. */
  signOut(turn: Turn): Promise<void>;
  /** For the action of a card; Microsoft Teams, "SSO for Adaptive Cards Universal Actions". */
  readonly signInForCard: PassFor;
  /** For a message extension; Microsoft Teams, "SSO for message extensions". */
  readonly signInForExtension: PassFor;
  /** What Teams calls on the way, by the names of the invokes. */
  readonly invokes: Readonly<Record<string, InvokeRoom>>;
  /** Pages that a person consents on. */
  readonly routes?: Hono;
}

export function isReply(passOrReply: Pass | InvokeReply): passOrReply is InvokeReply {
  return 'status' in passOrReply;
}
