import type { Permission } from './permissions.ts';

/** The doors, for the audit alone: nothing decides by it. */
export type Channel = 'terminal' | 'mcp' | 'teams' | 'system';

export interface Caller {
  /** The object id within the tenant; both together name a person. */
  readonly id: string;
  /** For display alone. */
  readonly name?: string;
  readonly permissions: ReadonlySet<Permission>;
  /** Permissions that were taken away since they signed in, with when that was noticed (ISO 8601): told when it matters. */
  readonly withdrawn?: ReadonlyMap<Permission, string>;
  /**
   * Object ids of the groups that they are in, for what is kept to groups; `all` for whoever keeps the file. Absent where
   * nobody told them: then they are in none.
   */
  readonly groups?: ReadonlySet<string> | 'all';
  /** The department that what they use is charged to, by their groups or by configuration; organisational, not personal. */
  readonly department?: string;
}

/**
 * In whose name and in which conversation something is done. Built by a door from what it has verified, never from what
 * a model or a message says; always the last argument.
 */
export interface CallContext {
  readonly tenant: string;
  readonly user: Caller;
  readonly conversation: string;
  readonly channel: Channel;
  /** The channel's own id of where this was asked, for telling people there later; nothing decides by it. */
  readonly address?: string;
  /** Ties the rows of one request together. */
  readonly correlation: string;
  readonly signal?: AbortSignal;
}
