import { isOfActs } from '../acts-of-uri.ts';
import type { Message } from './read-message.ts';

/** Addresses of law that somebody listens to, so that a change of an act can be told by the very address. */
export interface WatchedPlaces {
  /** Keeps addresses until what is given back is called. */
  watch(uris: readonly string[]): () => void;
  /** Those that stand in one of the acts. */
  of(acts: readonly string[]): readonly string[];
  among(uris: Iterable<string>, acts: readonly string[]): readonly string[];
}

export function createWatchedPlaces(): WatchedPlaces {
  const kept = new Map<string, number>();
  const count = (uri: string, more: number): void => {
    const watching = (kept.get(uri) ?? 0) + more;
    if (watching > 0) kept.set(uri, watching);
    else kept.delete(uri);
  };
  const among: WatchedPlaces['among'] = (uris, acts) => [...uris].filter((uri) => isOfActs(uri, acts));
  return {
    watch: (uris) => {
      for (const uri of uris) count(uri, 1);
      return () => {
        for (const uri of uris) count(uri, -1);
      };
    },
    of: (acts) => among(kept.keys(), acts),
    among,
  };
}

/** What a `subscriptions/listen` names: `params.notifications.resourceSubscriptions`, whatever it holds. */
export function placesOf({ params }: Message): readonly string[] {
  const filter = (params as { notifications?: { resourceSubscriptions?: unknown } } | undefined)?.notifications;
  const uris = filter?.resourceSubscriptions;
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string') : [];
}
