import type { IsoDate } from '../../regulations/act.ts';
import type { Finding, RemediationState, Severity } from '../finding.ts';
import type { RemediationStep } from '../remediation/workflow.ts';
import type { GrcPlatformName } from './finding-filing.ts';

/** A finding that is about to be filed. */
export interface Filing {
  /** Goes into a field of the record: by it a record that was made is found again. At most 60 characters of [A-Za-z0-9-]. */
  readonly key: string;
  readonly finding: Finding;
}

/** A record as the platform has it now, in our words. */
export interface PlatformRecord {
  readonly id: string;
  /** What people there call it; the id where it has no other name. */
  readonly number: string;
  /** Where people open it. */
  readonly url?: string;
  /** The key that it carries. */
  readonly key: string;
  /** The platform's own word for its state. */
  readonly state: string;
  /** What that means here; absent for a state that the settings do not map. */
  readonly status?: RemediationState;
  /** What it says in fields of ours that the settings map one to one; what is not mapped so is absent. */
  readonly says: {
    readonly title?: string;
    readonly severity?: Severity;
    readonly due?: IsoDate;
    readonly owner?: string;
  };
}

/** How one attempt to create a record ended. */
export type CreateOutcome =
  | { readonly kind: 'created'; readonly record: PlatformRecord }
  /** Not now; it is certain that no record was made. `afterMs`: how long the platform wants to be left alone. */
  | { readonly kind: 'later'; readonly why: string; readonly afterMs?: number }
  /**
   * It is not known whether a record was made: the connection broke, an answer was no answer.
   *
   * @param leave one was made, and by its key it may never be found: only a person has it tried again
   */
  | { readonly kind: 'unknown'; readonly why: string; readonly leave?: true }
  /** The platform will never take it as it is; it is certain that no record was made. */
  | { readonly kind: 'refused'; readonly why: string };

/** One thing that `check` looked at. */
export interface PlatformCheck {
  /** What was looked at: "sign-in", "table sn_grc_issue", "field u_law", "state 3". */
  readonly what: string;
  readonly state: 'ok' | 'wrong' | 'unknown';
  /** Why, and what to set; for people. */
  readonly says: string;
}

/**
 * A GRC platform as one tenant has it set up. An adapter knows one vendor and makes single attempts: when one is made
 * again is for the outbox.
 *
 * What does not create throws AppError: `upstream_unavailable` (try later), `rate_limited`, `not_permitted` and
 * `misconfigured` (settings or rights, with what to do), or the signal's reason. No message holds a secret, an address with
 * a query, or the platform's own words unshortened.
 */
export interface GrcPlatform {
  readonly name: GrcPlatformName;
  /** Host that everything goes to, for the audit. */
  readonly host: string;
  /** True where it runs the steps of putting right itself (`startWorkflow`). */
  readonly tracksWorkflow: boolean;
  /** True where `read` is not there at all: what records say comes by webhook alone. */
  readonly unread?: boolean;
  /** Signs in, reads the platform's metadata where it has any, and holds the settings against it. Writes nothing. */
  check(signal?: AbortSignal): Promise<readonly PlatformCheck[]>;
  /**
   * The record that carries the key, found by a question for it and checked to be ours: a row without that key in its
   * field is never returned. `undefined` is said only where the platform said so for sure,
   * or where it takes a key that it has as a change: then making it again makes no second.
   */
  lookUp(key: string, signal?: AbortSignal): Promise<PlatformRecord | undefined>;
  /** Makes a record. Never throws but for the signal's reason. */
  create(filing: Filing, signal?: AbortSignal): Promise<CreateOutcome>;
  /** Records by their ids, as they are now; what is not there, or not to be seen, is absent. Each checked to carry a key. */
  read(ids: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, PlatformRecord>>;
  /** Sets the state of a record to what the settings name for it. Doing it twice does no harm. */
  setStatus(id: string, status: RemediationState, signal?: AbortSignal): Promise<void>;
  /** Has the platform run the steps, where it does. Doing it twice (same key) does no harm. */
  startWorkflow?(filing: Filing, steps: readonly RemediationStep[], signal?: AbortSignal): Promise<void>;
  /** Lets go of sessions and connections. */
  close(): Promise<void>;
}
