import type { Finding } from './finding.ts';
import type { FindingStore } from './finding-store.ts';

/** A finding of which a message to a conversation tells. */
export interface ToldFinding {
  readonly finding: Finding;
  /**
   * Whether everybody of the tenant may see all that it quotes. Where not, nothing of its words that may repeat a policy's
   * is shown where several people read.
   */
  readonly isOpen: boolean;
}

/** Gives a finding as it is kept now, for what the program itself sends; `undefined` where there is none. */
export type ReadToldFinding = (tenant: string, id: string) => ToldFinding | undefined;

export function createToldFindings(store: Pick<FindingStore, 'find' | 'own'>): ReadToldFinding {
  return (tenant, id) => {
    const finding = store.own.find(tenant, id);
    if (finding === undefined) return undefined;
    // Seen by somebody who is in no group.
    return { finding, isOpen: store.find(id, { tenant, groups: new Set() }) !== undefined };
  };
}
