import type { Citation } from '../../../src/assistant/answer.ts';
import type { Desk } from '../../../src/compose.ts';
import { officialUrl } from '../../../src/regulations/mentions/official-url.ts';
import { provisionId } from '../../../src/regulations/place.ts';
import type { Held } from './measuring.ts';
import { skeleton } from './recognising.ts';

/** The library asked directly: the desk's own checks have no part in it. */
export function heldLaw({ library, reader }: Pick<Desk, 'library' | 'reader'>): Held {
  const versions = library.versions();
  const view = reader.at({});
  const trees = versions.map((version) => ({ version, tree: view.tree(version) }));
  const words = skeleton(
    trees.flatMap(({ tree }) => tree.nodes.map(({ place }) => tree.readableText(place))).join(' '),
  );
  const names = trees.flatMap(({ version, tree }) => [
    version.about.title,
    ...tree.nodes.flatMap(({ heading, divisions = [] }) => [heading, ...divisions]),
  ]);
  return {
    citationHolds: ({ id, act, place, label, url, quote, version }: Citation) => {
      const held = versions.find(
        (each) => each.act === act && each.date === version.date && each.source === version.source,
      );
      if (held === undefined || view.tree(held).node(place) === undefined) return false;
      return (
        id === provisionId(act, place) &&
        label === view.label(held, place) &&
        url === officialUrl(held, place) &&
        quote.trim() !== '' &&
        view.tree(held).readableText(place).includes(quote)
      );
    },
    isStored: (text) => words.includes(skeleton(text)),
    // Longest first: a title may begin with a heading.
    names: [...new Set(names)].filter((name) => name.length > 20).sort((one, other) => other.length - one.length),
  };
}
