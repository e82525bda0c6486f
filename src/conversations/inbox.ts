/** Something that a channel delivered: it is the same thing however often it is delivered. */
export interface Delivery {
  readonly tenant: string;
  /** The channel's own id of the conversation, its thread included. */
  readonly conversation: string;
  /** The channel's id of what was delivered; unique in the conversation alone. */
  readonly id: string;
  /** The channel's name of its kind. */
  readonly kind: string;
  /** When it came, ISO 8601, UTC. */
  readonly at: string;
  /** Which process took it on, as `processOwner` names it. */
  readonly owner: string;
  /** What is needed to tell the person that it was not finished, as JSON; absent where nobody waits for an answer. */
  readonly waiting?: string;
}

export type Accepted =
  | { readonly kind: 'new' }
  /** It was delivered before. `reply` is what was answered to it then, where it has ended with a reply. */
  | { readonly kind: 'known'; readonly ended: boolean; readonly reply?: string };

/**
 * What channels delivered, each once. A channel delivers anew what is not acknowledged in time, and after a restart of
 * ours: what was taken on is not taken on a second time.
 */
export interface InboxStore {
  /** Takes it on, or tells that it was taken on before: of two at once exactly one is told `new`. */
  accept(delivery: Delivery): Accepted;
  /**
   * It was done; `reply` is what the channel was told, to be told again where it asks again. What has ended stays as it
   * is.
   */
  finish(delivery: Pick<Delivery, 'tenant' | 'conversation' | 'id'>, reply?: string): void;
  /**
   * What was taken on by a process that is gone, and not finished; each is given once, and counts as finished then.
   *
   * @param before whatever came before that time and is not finished counts as left, whoever took it on: whether a
   *   process of another machine lives cannot be seen from here
   */
  takeOrphans(lives: (owner: string) => boolean, before?: string): readonly Delivery[];
  /** Forgets what came before that time, but for what runs. Returns how many. */
  sweep(before: string): number;
}
