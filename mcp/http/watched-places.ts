import { isOfActs } from '../acts-of-uri.ts';
import type { Message } from './read-message.ts';

/** Addresses of law that somebody listens to, so that a change of an act can be told by the very address. */
export interface WatchedPlaces {
  /** Keeps what a request to listen names. */
  note(message: Message): void;
  /** Those that stand in one of the acts. */
  of(acts: readonly string[]): readonly string[];
  among(uris: Iterable<string>, acts: readonly string[]): readonly string[];
}

/** Addresses kept; of more the oldest go, and their listeners still learn that the list changed. */
const MOST = 10_000;
const LONGEST = 2_000;

export function createWatchedPlaces(): WatchedPlaces {
  const kept = new Set<string>();
  const among: WatchedPlaces['among'] = (uris, acts) => [...uris].filter((uri) => isOfActs(uri, acts));
  return {
    note: (message) => {
      for (const uri of subscribedTo(message)) {
        kept.delete(uri);
        kept.add(uri);
      }
      for (const uri of [...kept].slice(0, Math.max(0, kept.size - MOST))) kept.delete(uri);
    },
    of: (acts) => among(kept, acts),
    among,
  };
}

/** Of `subscriptions/listen`: `params.notifications.resourceSubscriptions`, whatever it holds. */
function subscribedTo({ params }: Message): readonly string[] {
  const filter = (params as { notifications?: { resourceSubscriptions?: unknown } } | undefined)?.notifications;
  const uris = filter?.resourceSubscriptions;
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string' && uri.length <= LONGEST) : [];
}
