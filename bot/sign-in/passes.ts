import type { SignInRecorder } from '../../src/audit/sign-ins.ts';
import type { Access, SignedIn } from '../../src/core/access.ts';
import type { Caller } from '../../src/core/call-context.ts';
import { AppError } from '../../src/core/errors.ts';
import type { Person } from '../turn.ts';

/** Whoever may use the desk, as what they may do is known now. */
export interface Pass {
  /** The tenant that all they do is recorded in. */
  readonly tenant: string;
  readonly caller: Caller;
  /** Sorted. */
  readonly roles: readonly string[];
}

/** Who people are, by the tokens that Teams exchanged for them. */
export interface Passes {
  /** False where nobody signs in, since one person alone is served. */
  readonly signIn: boolean;
  /** Whoever that one person is, whatever their client calls them. */
  readonly alone?: Person;
  /**
   * What they may do now, worked out anew each time; `undefined` where they have to sign in first.
   *
   * @param tenant of the conversation, as the channel vouches for it
   * @throws AppError as `Access.admit`, such as `not_permitted`; recorded
   */
  of(tenant: string, person: Person, correlation: string, signal?: AbortSignal): Promise<Pass | undefined>;
  /**
   * Takes a token that Teams sent for somebody.
   *
   * @throws AppError as `Access.admit`; `not_permitted` where it is somebody else's. Recorded
   */
  take(token: string, tenant: string, person: Person, correlation: string, signal?: AbortSignal): Promise<Pass>;
  /** Forgets what they signed in with. */
  drop(tenant: string, person: Person): void;
}

export interface TokenPassesOptions {
  readonly access: Access;
  readonly recorder: SignInRecorder;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** People signed in at once; who came first goes first, and is signed in again unseen. */
const MOST_KEPT = 10_000;
/** A token is not used in its last minute: it would end on the way. */
const SPARE = 60_000;

/**
 * Passes by token. Tokens stay in this process: after a restart Teams exchanges anew, which nobody notices. A token is
 * taken only for the very person that the channel says it is from.
 */
export function createTokenPasses({ access, recorder, now }: TokenPassesOptions): Passes {
  const held = new Map<string, { readonly token: string; readonly until: number }>();
  const keyOf = (tenant: string, { id }: Person): string => `${tenant}/${id}`;

  const admit = async (
    token: string,
    tenant: string,
    person: Person,
    correlation: string,
    signal: AbortSignal | undefined,
  ): Promise<SignedIn> => {
    try {
      const who = await access.admit(token, signal);
      if (who.tenant !== tenant || who.caller.id !== person.id || who.kind !== 'user')
        throw new AppError('not_permitted', 'The sign-in is another person’s than the one who writes.', {
          detail: 'teams: the token is of another person',
        });
      recorder.signedIn(who, 'teams', correlation);
      return who;
    } catch (error) {
      recorder.refused(error, 'teams', correlation);
      throw error;
    }
  };

  return {
    signIn: true,
    of: async (tenant, person, correlation, signal) => {
      const key = keyOf(tenant, person);
      const known = held.get(key);
      if (known === undefined) return undefined;
      if (now() >= known.until) {
        held.delete(key);
        return undefined;
      }
      try {
        return passOf(await admit(known.token, tenant, person, correlation, signal));
      } catch (error) {
        // What does not hold any more is signed in for anew; what is refused is told.
        if (!(error instanceof AppError) || error.code !== 'not_signed_in') throw error;
        held.delete(key);
        return undefined;
      }
    },
    take: async (token, tenant, person, correlation, signal) => {
      const who = await admit(token, tenant, person, correlation, signal);
      const key = keyOf(tenant, person);
      held.delete(key);
      held.set(key, { token, until: who.expires * 1_000 - SPARE });
      const [oldest] = held.keys();
      if (held.size > MOST_KEPT && oldest !== undefined) held.delete(oldest);
      return passOf(who);
    },
    drop: (tenant, person) => void held.delete(keyOf(tenant, person)),
  };
}

/** One person on this machine, who does not sign in; whatever the local client calls them. */
export function createLocalPasses(who: Pass): Passes {
  return {
    signIn: false,
    alone: personOf(who.caller),
    of: async () => who,
    take: async () => who,
    drop: () => undefined,
  };
}

function passOf({ tenant, caller, roles }: SignedIn): Pass {
  return { tenant, caller, roles };
}

function personOf({ id, name }: Caller): Person {
  return { id, ...(name === undefined ? {} : { name }) };
}
