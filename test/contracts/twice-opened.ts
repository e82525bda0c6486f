/** A store, and the same one as another process sees it. */
export interface TwiceOpened<S> {
  readonly store: S;
  readonly reopen: () => S;
  readonly close: () => void;
}
