import { createHash } from 'node:crypto';
import { AppError } from '../core/errors.ts';
import type { ActId, IsoDate, VersionLabel } from './act.ts';
import { definedTerms } from './definitions.ts';
import type { LibraryStore, StoredVersion, VersionSummary } from './library-store.ts';
import { passagesOf } from './passages.ts';
import type { ImportedText, SourceFormat } from './provision.ts';
import { faultOf, type ProvisionTree, provisionHash, provisionTree } from './provision-tree.ts';
import type { IndexedVersion, RegulationIndex } from './regulation-index.ts';
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

export interface AddOptions {
  /** Says which act it is where the file does not, or is wrong. */
  readonly act?: ActId;
  /** The version's date where the file does not tell it: the document's own, or the day of consolidation. */
  readonly date?: IsoDate;
}

/** The law as held: versions, their texts, and the index that follows them. */
export interface Library {
  add(imported: ImportedText, options?: AddOptions): Promise<AddOutcome>;
  /** Removes every version of an act, or one; `not_found` where nothing fits. */
  remove(act: ActId, date?: IsoDate): Promise<readonly VersionSummary[]>;
  versions(): readonly VersionSummary[];
  /** The tree of one version; read once and kept while nothing changes. */
  tree(key: string): ProvisionTree;
  /** Makes the index hold exactly what the store holds; cheap where it already does. */
  reconcile(progress?: (done: number, total: number) => void): Promise<void>;
  readonly store: LibraryStore;
  readonly index: RegulationIndex;
}

const FORMAT_RANK: readonly SourceFormat[] = [
  'digest',
  'eu-json',
  'boe-markdown',
  'consolidated-xhtml',
  'oj-xhtml',
  'formex',
];

/** The library over a store and an index. The store is the truth; the index is brought to agree with it. */
export function createLibrary(options: { store: LibraryStore; index: RegulationIndex }): Library {
  const { store, index } = options;
  let cached: { revision: number; versions: readonly VersionSummary[]; trees: Map<string, ProvisionTree> } | undefined;

  const current = () => {
    const revision = store.revision();
    if (cached?.revision !== revision) cached = { revision, versions: store.versions(), trees: new Map() };
    return cached;
  };

  const tree = (key: string): ProvisionTree => {
    const { trees } = current();
    const known = trees.get(key);
    if (known) return known;
    const nodes = store.nodes(key);
    if (nodes === undefined) throw new AppError('not_found', `The library no longer holds the version ${key}.`);
    const fresh = provisionTree(nodes);
    trees.set(key, fresh);
    return fresh;
  };

  const reconcile = async (progress?: (done: number, total: number) => void): Promise<void> => {
    const described = describedVersions(current().versions);
    const keys = new Set(described.map(({ key }) => key));
    const held = await index.held();
    for (const key of held) if (!keys.has(key)) await index.drop(key);
    let missing = described.filter(({ key }) => !held.has(key));
    // A second round, and no third, for what the index finds damaged when it puts its parts together.
    for (let round = 0; round < 2; round += 1) {
      for (const [done, version] of missing.entries()) {
        await index.put(version, passagesOf(tree(version.key)));
        progress?.(done + 1, missing.length);
      }
      await index.describe(described);
      const damaged = new Set(await index.commit());
      if (damaged.size === 0) return;
      missing = described.filter(({ key }) => damaged.has(key));
    }
    throw new AppError(
      'internal',
      'The search index could not be made to agree with the library; run "compliance doctor".',
    );
  };

  return {
    store,
    index,
    tree,
    reconcile,
    versions: () => current().versions,
    add: async (imported, addOptions = {}) => addVersion(store, current().versions, imported, addOptions),
    remove: async (act, date) => {
      const gone = current().versions.filter((held) => held.act === act && (date === undefined || held.date === date));
      if (gone.length === 0) {
        const what = date === undefined ? act : `${act} of ${date}`;
        throw new AppError('not_found', `The library holds no ${what}. "compliance library list" shows what it holds.`);
      }
      store.remove(gone.map(({ key }) => key));
      return gone;
    },
  };
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

function addVersion(
  store: LibraryStore,
  held: readonly VersionSummary[],
  imported: ImportedText,
  options: AddOptions,
): AddOutcome {
  const version = versionOf(imported, options);
  const label = { date: version.date, source: version.source };
  const outcome = (change: AddOutcome['change'], provisions: number, more: readonly string[] = []): AddOutcome => ({
    act: version.act,
    version: label,
    provisions,
    change,
    warnings: [...imported.warnings, ...more],
  });
  const ofAct = held.filter(({ act }) => act === version.act);
  const same = ofAct.find(({ language, date }) => language === version.language && date === version.date);
  if (same?.key === version.key) return outcome('unchanged', same.provisions);
  if (version.source === 'digest' && ofAct.some(({ source }) => source === 'official')) {
    return outcome('kept', 0, ['The official text of this act is held already; the digest was not added.']);
  }
  if (same && richness(same) > richness(version)) {
    return outcome('kept', same.provisions, [
      `The library already holds a fuller text of this version (${same.format}, ${same.provisions} provisions); it was kept. ` +
        `To replace it all the same: compliance library remove ${version.act} --date ${version.date}, then add again.`,
    ]);
  }
  const replaced = ofAct.filter(
    ({ key, source }) => key === same?.key || (version.source === 'official' && source === 'digest'),
  );
  store.save(
    version,
    replaced.map(({ key }) => key),
  );
  return outcome(same ? 'replaced' : 'added', version.provisions);
}

/** Official before digest, then what lost less, then what holds more, then the format that carries more structure. */
function richness({ source, lost, provisions, format }: VersionSummary): number {
  const official = source === 'official' ? 1 : 0;
  return official * 1e12 - lost.length * 1e8 + provisions * 10 + FORMAT_RANK.indexOf(format);
}

function versionOf(imported: ImportedText, options: AddOptions): StoredVersion {
  const { nodes, language, source, format } = imported;
  const act = options.act ?? imported.act.id;
  if (act === '') {
    throw new AppError(
      'invalid_input',
      'The file does not say which act it is. Name it: --act 32022R2554 (its CELEX number).',
    );
  }
  const date = options.date ?? imported.consolidatedTo ?? imported.act.dates.document;
  if (date === undefined) {
    throw new AppError(
      'invalid_input',
      `The file does not say of which day this text of ${act} is. Give it: --date YYYY-MM-DD (the day of the act, or the day to which it is consolidated).`,
    );
  }
  const fault = faultOf(nodes);
  if (fault !== undefined) throw new AppError('internal', `The text of ${act} was not read correctly: ${fault}.`);
  const tree = provisionTree(nodes);
  const hashes = nodes.map(({ place, heading }) => provisionHash(`${heading}\n${tree.wholeText(place)}`));
  return {
    key: `${act}@${date}:${language}:${contentHash(imported)}`,
    act,
    language,
    date,
    about: { ...imported.act, id: act },
    source,
    format,
    consolidated: imported.consolidatedTo !== undefined,
    provisions: nodes.length,
    lost: nodes.filter(({ lost }) => lost).map(({ place }) => place),
    nodes,
    hashes,
    terms: definedTerms(nodes),
  };
}

/** Sixteen hexadecimal digits over everything that is stored of a text, its identity included. */
function contentHash({ nodes, act, source, format }: ImportedText): string {
  const hash = createHash('sha256').update(JSON.stringify([act, source, format]));
  for (const node of nodes) hash.update(JSON.stringify(node));
  return hash.digest('hex').slice(0, 16);
}
