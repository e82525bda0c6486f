import type { BoundTool } from '../../src/tools/bind-tools.ts';
import type { DoorParts } from '../door-parts.ts';
import type { Reply, Turn } from '../turn.ts';

/** What writes run on. */
export interface WriteParts extends Pick<DoorParts, 'chats' | 'clock' | 'newId' | 'audit'> {
  readonly toolbox: { readonly all: readonly BoundTool[] };
  /** Puts a message in the stead of one of ours, behind the turn in which that began. */
  updateLater(turn: Turn, message: string, reply: Reply): void;
  /** How long a press waits for the end of what it began, in milliseconds; by default somewhat less than Teams does. */
  readonly patience?: number;
}
