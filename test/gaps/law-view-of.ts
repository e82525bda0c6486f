import { createLawReader } from '../../src/regulations/law-reader.ts';
import type { LawView } from '../../src/regulations/law-view.ts';
import type { Library } from '../../src/regulations/library.ts';
import type { VersionSummary } from '../../src/regulations/library-store.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { provisionTree } from '../../src/regulations/provision-tree.ts';
import { ACT_REGISTER } from '../../src/regulations/register/act-register.ts';
import { versionOf } from '../../src/regulations/stored-version.ts';

/** Texts as a reader of obligations sees them, without a library on disk. */
export function lawViewOf(texts: readonly ImportedText[]): {
  readonly view: LawView;
  readonly versions: readonly VersionSummary[];
} {
  const versions = texts.map((text) => versionOf(text, {}));
  const trees = new Map(versions.map(({ key, nodes }) => [key, provisionTree(nodes)]));
  const byKey = (key: string) => versions.find((version) => version.key === key);
  const library = {
    versions: () => versions,
    tree: (key: string) => trees.get(key),
    store: {
      terms: (key: string) => byKey(key)?.terms ?? [],
      hash: (key: string, place: string) => {
        const version = byKey(key);
        return version?.hashes[version.nodes.findIndex((node) => node.place === place)];
      },
      definitions: () => [],
      linksTo: () => [],
    },
  } as unknown as Library;
  return { view: createLawReader(library, ACT_REGISTER).at({}), versions };
}
