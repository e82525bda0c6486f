import type { JsonObject } from '../core/canonical-json.ts';

/** What a door keeps about a conversation, or about something in it, with its revision. */
export interface Kept {
  readonly value: JsonObject;
  /** Grows with each change, and is never given again, whatever was taken away between; 0 for what is not there. */
  readonly revision: number;
}

/** Names something kept: of which tenant and conversation, and what it is. */
export interface KeptName {
  readonly tenant: string;
  readonly conversation: string;
  /** What it is, and which: `chat`, `write/<id>`, `answer/<message id>`. */
  readonly name: string;
}

/**
 * Small things that a door keeps about its conversations, each under a name. No update is lost: a change names the
 * revision that it was made from, and is refused where that is not the latest.
 */
export interface ChatStore {
  /** Runs work in one write transaction. */
  transaction<T>(work: () => T): T;
  read(name: KeptName): Kept | undefined;
  /**
   * Keeps the value; `undefined` takes it away.
   *
   * @param from the revision it was made from; 0 where it must not be there yet
   * @returns the new revision (0 for what was taken away); undefined where somebody else was faster, and nothing was done
   */
  write(name: KeptName, value: JsonObject | undefined, from: number, at: string): number | undefined;
  /** Takes away all that is kept of a conversation. Returns how many. */
  forget(tenant: string, conversation: string): number;
  /** Takes away what was last changed before that time. Returns how many. */
  sweep(before: string): number;
}

/**
 * Changes a value by what it is now, anew where somebody else was faster. The change must depend on nothing else.
 *
 * @param change `undefined` takes it away
 */
export function change(
  store: ChatStore,
  name: KeptName,
  at: string,
  change: (value: JsonObject | undefined) => JsonObject | undefined,
): void {
  store.transaction(() => {
    const { value, revision } = store.read(name) ?? { value: undefined, revision: 0 };
    const changed = change(value);
    if (changed !== value) store.write(name, changed, revision, at);
  });
}
