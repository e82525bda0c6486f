/** Who did something, and when. */
export interface FindingSignature {
  /** Object id; `erased` once they were. */
  readonly by: string;
  /** For display alone. */
  readonly name?: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}
