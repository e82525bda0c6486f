import type { CallContext } from '../core/call-context.ts';
import { AppError } from '../core/errors.ts';
import type { ActId, IsoDate, Language, TextSource, VersionLabel } from './act.ts';
import type { LibraryDecision, LibraryStore, StoredVersion, VersionSummary } from './library-store.ts';
import { passagesOf } from './passages.ts';
import type { ImportedText, SourceFormat } from './provision.ts';
import { type ProvisionTree, provisionTree } from './provision-tree.ts';
import { LINKS_VERSION, type Link } from './references/link.ts';
import type { IndexedVersion, RegulationIndex } from './regulation-index.ts';
import { type AddOptions, versionOf } from './stored-version.ts';
import { validityOf } from './validity.ts';

/** What adding a text did. */
export interface AddOutcome {
  readonly act: ActId;
  readonly version: VersionLabel;
  /** Provisions that the library now holds of this version. */
  readonly provisions: number;
  readonly change: 'added' | 'replaced' | 'unchanged' | 'kept';
  readonly warnings: readonly string[];
}

/** The law as held: versions, their texts, and the index that follows them. */
export interface Library {
  add(imported: ImportedText, options?: AddOptions, by?: CallContext): Promise<AddOutcome>;
  /**
   * Removes every version of an act, or those of one day; `not_found` where nothing fits. That a digest was removed is
   * noted, and it is never brought back; one that merely gave way to an official text is, once that text is removed.
   */
  remove(act: ActId, date?: IsoDate, by?: CallContext): Promise<readonly VersionSummary[]>;
  versions(): readonly VersionSummary[];
  /** The tree of one version; read once and kept while nothing changes. */
  tree(key: string): ProvisionTree;
  /** Makes the index hold exactly what the store holds, whoever else changes either; cheap where it already does. */
  reconcile(progress?: (done: number, total: number) => void): Promise<void>;
  readonly store: LibraryStore;
  readonly index: RegulationIndex;
}

/** How often the index is brought to agree with a library that others keep changing, before it is given up. */
const RECONCILE_ROUNDS = 5;

/** The note under which a person's removal of an act's digest is kept. */
export function removedDigestNote(act: ActId): string {
  return `digest removed: ${act}`;
}

const FORMAT_RANK: readonly SourceFormat[] = [
  'digest',
  'eu-json',
  'boe-markdown',
  'consolidated-xhtml',
  'oj-xhtml',
  'formex',
];

/** A change of what is held, as it is made. */
export interface LibraryChange {
  readonly change: 'added' | 'replaced' | 'removed';
  readonly act: ActId;
  readonly language: Language;
  readonly date: IsoDate;
  readonly source: TextSource;
  readonly versionKey: string;
  /** Keys of versions that gave way to it. */
  readonly gaveWay: readonly string[];
}

export interface LibraryOptions {
  readonly store: LibraryStore;
  /** Told of each change within its transaction: what it writes there is undone with it, and where it throws, both are. */
  readonly changed?: (change: LibraryChange, by: CallContext | undefined) => void;
  readonly index: RegulationIndex;
  /** Reads the links of a text; without it none are kept, and nobody learns who refers to a place. */
  readonly links?: (act: ActId, tree: ProvisionTree) => readonly Link[];
}

/** The library over a store and an index. The store is the truth; the index is brought to agree with it. */
export function createLibrary(options: LibraryOptions): Library {
  const { store, index, links, changed } = options;
  let cached: { revision: number; versions: readonly VersionSummary[]; trees: Map<string, ProvisionTree> } | undefined;

  const current = () => {
    const revision = store.revision();
    if (cached?.revision !== revision) cached = { revision, versions: store.versions(), trees: new Map() };
    return cached;
  };

  const treeIfHeld = (key: string): ProvisionTree | undefined => {
    const { trees } = current();
    const known = trees.get(key);
    if (known) return known;
    const nodes = store.nodes(key);
    const fresh = nodes && provisionTree(nodes);
    if (fresh) trees.set(key, fresh);
    return fresh;
  };

  /** Links follow from the text, so that they are made where they are missing and never decide anything. */
  const link = (): void => {
    if (links === undefined) return;
    for (const key of store.withoutLinks(LINKS_VERSION)) {
      const version = current().versions.find((each) => each.key === key);
      const tree = version && treeIfHeld(key);
      if (version && tree) store.saveLinks(key, LINKS_VERSION, links(version.act, tree));
    }
  };

  const reconcile = async (progress?: (done: number, total: number) => void): Promise<void> => {
    let settled = false;
    let moved = false;
    // What another process changes meanwhile is taken in by another round, and so is what the index finds damaged.
    for (let round = 0; round < RECONCILE_ROUNDS; round += 1) {
      link();
      const { revision, versions } = current();
      settled = await bringToAgree(index, versions, treeIfHeld, progress);
      moved = store.revision() !== revision;
      if (settled && !moved) return;
    }
    // In agreement with what was held a moment ago: others write faster than can be followed, and the next call goes on.
    if (settled) return;
    if (moved)
      throw new AppError('conflict', 'The library is being changed by other processes all the time; try again.');
    throw new AppError(
      'internal',
      'The search index could not be made to agree with the library; run "compliance doctor".',
    );
  };

  return {
    store,
    index,
    reconcile,
    tree: (key) => {
      const tree = treeIfHeld(key);
      if (tree === undefined)
        throw new AppError('conflict', 'The library was changed by somebody else while it was read; try again.', {
          detail: `${key} is no longer held`,
        });
      return tree;
    },
    versions: () => current().versions,
    add: async (imported, addOptions = {}, by = undefined) => {
      // Read and hashed before the write lock is taken, so that others do not wait for it.
      const version = versionOf(imported, addOptions);
      return store.change((held) => {
        const decision = decideAdding(version, imported.warnings, held, store);
        const { change } = decision.outcome;
        if (change === 'added' || change === 'replaced')
          changed?.({ change, ...changeOf(version), gaveWay: decision.remove ?? [] }, by);
        return decision;
      });
    },
    remove: async (act, date, by = undefined) =>
      store.change((held) => {
        const decision = decideRemoving(act, date, held);
        for (const gone of decision.outcome) changed?.({ change: 'removed', ...changeOf(gone), gaveWay: [] }, by);
        return decision;
      }),
  };
}

function changeOf({ act, language, date, source, key }: VersionSummary): Omit<LibraryChange, 'change' | 'gaveWay'> {
  return { act, language, date, source, versionKey: key };
}

/**
 * One round of reconciling. A version that is gone when its text is to be read is left out: then the store has changed,
 * and another round follows.
 *
 * @returns false where the index found parts missing or damaged, which the next round puts again
 */
async function bringToAgree(
  index: RegulationIndex,
  versions: readonly VersionSummary[],
  treeIfHeld: (key: string) => ProvisionTree | undefined,
  progress?: (done: number, total: number) => void,
): Promise<boolean> {
  const described = describedVersions(versions);
  const keys = new Set(described.map(({ key }) => key));
  const held = await index.held();
  for (const key of held) if (!keys.has(key)) await index.drop(key);
  const missing = described.filter(({ key }) => !held.has(key));
  for (const [done, version] of missing.entries()) {
    const tree = treeIfHeld(version.key);
    if (tree) await index.put(version, passagesOf(tree));
    else keys.delete(version.key);
    progress?.(done + 1, missing.length);
  }
  await index.describe(described.filter(({ key }) => keys.has(key)));
  return (await index.commit()).length === 0;
}

/** The versions as the index must know them: each holds until the next one of the same act and language begins. */
export function describedVersions(versions: readonly VersionSummary[]): readonly IndexedVersion[] {
  return versions.map((version) => {
    const { until } = validityOf(version, versions);
    return {
      key: version.key,
      act: version.act,
      kind: version.about.kind,
      authority: version.about.authority,
      language: version.language,
      from: version.date,
      ...(until === undefined ? {} : { until }),
    };
  });
}

/** What becomes of a text, given all that is held: the one place where that is decided, inside the write transaction. */
function decideAdding(
  version: StoredVersion,
  imported: readonly string[],
  held: readonly VersionSummary[],
  store: Pick<LibraryStore, 'note'>,
): LibraryDecision<AddOutcome> {
  const { act, key, language, date, source } = version;
  const outcome = (change: AddOutcome['change'], provisions: number, more: readonly string[] = []): AddOutcome => ({
    act,
    version: { date, source },
    provisions,
    change,
    warnings: [...imported, ...more],
  });
  const kept = (provisions: number, why: string) => ({ outcome: outcome('kept', provisions, [why]) });
  // A text in another language stands beside this one and never for it.
  const beside = held.filter((other) => other.act === act && other.language === language);
  const same = beside.find((other) => other.date === date);
  if (same?.key === key) return { outcome: outcome('unchanged', same.provisions) };
  if (source === 'digest') {
    if (beside.some((other) => other.source === 'official'))
      return kept(0, 'The official text of this act is held already; the digest was not added.');
    if (store.note(removedDigestNote(act)) !== undefined)
      return kept(0, 'The digest of this act was removed from the library; it was not added again.');
  }
  if (same?.source === 'official' && richness(same) > richness(version)) {
    return kept(
      same.provisions,
      `The library already holds a fuller text of this version (${same.format}, ${same.provisions} provisions); it was kept. ` +
        `To replace it all the same: compliance library remove ${act} --date ${date}, then add again.`,
    );
  }
  // A digest gives way to every official text, and to a later edition of itself however much shorter that is.
  const replaced = beside.filter((other) => other.key === same?.key || other.source === 'digest');
  const instead = same !== undefined || (source === 'digest' && replaced.length > 0);
  return {
    outcome: outcome(instead ? 'replaced' : 'added', version.provisions),
    remove: replaced.map((other) => other.key),
    save: version,
  };
}

function decideRemoving(
  act: ActId,
  date: IsoDate | undefined,
  held: readonly VersionSummary[],
): LibraryDecision<readonly VersionSummary[]> {
  const gone = held.filter((version) => version.act === act && (date === undefined || version.date === date));
  if (gone.length === 0) {
    const what = date === undefined ? act : `${act} of ${date}`;
    throw new AppError('not_found', `The library holds no ${what}. "compliance library list" shows what it holds.`);
  }
  return {
    outcome: gone,
    remove: gone.map(({ key }) => key),
    notes: gone.some(({ source }) => source === 'digest') ? { [removedDigestNote(act)]: 'by a person' } : {},
  };
}

/** What lost less, then what holds more, then the format that carries more structure; for official texts alone. */
function richness({ lost, provisions, format }: VersionSummary): number {
  return -lost.length * 1e8 + provisions * 10 + FORMAT_RANK.indexOf(format);
}
