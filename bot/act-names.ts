import type { ActId } from '../src/regulations/act.ts';
import type { LawReader } from '../src/regulations/law-reader.ts';

/** Acts as people name them; by number where nothing better is known. */
export function actNamesOf(acts: readonly ActId[], reader: LawReader): readonly string[] {
  const view = reader.at({});
  return acts.map((act) => {
    const version = view.version(act);
    return version === undefined ? (view.entry(act)?.shortName ?? act) : view.shortName(version);
  });
}
