import type { Receipt } from './receipt.ts';
import type { TrailRow } from './trail.ts';

/** Files by their path in the pack. */
export type PackFiles = ReadonlyMap<string, string | Uint8Array>;

/** What a pack says of itself. */
export interface PackManifest {
  readonly format: 1;
  readonly chain: string;
  readonly conversation: string;
  readonly exportedAt: string;
  /** The hash that the first line of `chain.tsv` follows, and that line's position. */
  readonly previous: string;
  readonly from: number;
  readonly to: number;
  /** Positions of the conversation's own rows. */
  readonly rows: readonly number[];
  /** People of the conversation, by pseudonym; without a name where they were erased. */
  readonly people: readonly { readonly actor: string; readonly user?: string; readonly name?: string }[];
}

/** A conversation as the pack tells of it. */
export interface PackedConversation {
  readonly rows: readonly TrailRow[];
  readonly receipts: readonly Receipt[];
  readonly passages: ReadonlyMap<string, string>;
}

/** The file of a row, as it was hashed. */
export function rowFile(position: number): string {
  return `rows/${String(position).padStart(10, '0')}.txt`;
}
