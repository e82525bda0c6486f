/** Work of one conversation, one after the other, in the order in which it came. */
export interface TurnQueue {
  /** Begins once all that was put in for that conversation before has ended. */
  add<T>(conversation: string, work: () => Promise<T>): Promise<T>;
  /** Conversations in which something runs or waits. */
  readonly size: number;
}

export function createTurnQueue(): TurnQueue {
  const last = new Map<string, Promise<unknown>>();
  return {
    add: (conversation, work) => {
      const mine = (last.get(conversation) ?? Promise.resolve()).then(work, work);
      const settled = mine.catch(() => undefined);
      last.set(conversation, settled);
      void settled.then(() => {
        if (last.get(conversation) === settled) last.delete(conversation);
      });
      return mine;
    },
    get size() {
      return last.size;
    },
  };
}
