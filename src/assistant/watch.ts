import type { AnswerSentence } from './answer.ts';

/** What whoever asked sees while an answer is being made. */
export type Watched =
  /** A tool is being called. */
  | { readonly kind: 'step'; readonly tool: string }
  /** A sentence of the answer: it stood its test, is recorded, and is never taken back. */
  | { readonly kind: 'sentence'; readonly sentence: AnswerSentence };

/** Told of it as it happens; must not throw. */
export type Watch = (seen: Watched) => void;

/** For those who wait for the whole. */
export const unwatched: Watch = () => undefined;
