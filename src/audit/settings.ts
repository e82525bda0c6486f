import { canonicalJson, type JsonObject } from '../core/canonical-json.ts';
import { sha256 } from '../core/digests.ts';
import { type Audit, systemContext } from './audit.ts';

/** Where the digest of the settings that were recorded last is kept. */
export interface SettingsMemory {
  note(name: string): string | undefined;
  setNote(name: string, value: string): void;
}

const NOTE = 'settings recorded';

/**
 * Records how the program is set up, where that is not how it was: who may sign in, what roles grant, where texts go.
 *
 * @param settings without secrets; of those only that they are set
 */
export function recordSettings(audit: Audit, memory: SettingsMemory, settings: JsonObject, correlation: string): void {
  const digest = sha256(canonicalJson(settings));
  if (memory.note(NOTE) === digest) return;
  audit.within(() => {
    audit.record({ type: 'configuration', body: { what: 'settings', settings } }, systemContext(correlation));
    memory.setNote(NOTE, digest);
  });
}
