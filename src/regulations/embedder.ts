import type { Language } from './act.ts';

/** A question looks for passages; many models prepare the two in different ways. */
export type EmbeddedAs = 'query' | 'passage';

/**
 * Turns texts into vectors whose nearness is nearness in meaning. Optional: without one, the ranking rests on words.
 *
 * Errors: `upstream_unavailable` or `rate_limited` where the service does not answer, `misconfigured` where it refuses
 * what was set (key, model, dimensions, folder). A text longer than the model reads is cut, never refused.
 */
export interface Embedder {
  /** Names the model, its dimensions and how texts are prepared: vectors made under different ids are never compared. */
  readonly id: string;
  readonly dimensions: number;
  /** The languages that the model was made for; texts in others get no vector. */
  readonly languages: readonly Language[];
  /** One vector of unit length for each text, in order. No text, no call. */
  embed(texts: readonly string[], as: EmbeddedAs, signal?: AbortSignal): Promise<readonly Float32Array[]>;
}
