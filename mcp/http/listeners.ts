import type { Exchange } from '../exchange.ts';
import { onceSent } from './once-sent.ts';
import { idOf, type Message } from './read-message.ts';
import { errorReply, INVALID_PARAMS, REFUSED } from './replies.ts';
import { placesOf, type WatchedPlaces } from './watched-places.ts';

/** Who listens to what changes by `subscriptions/listen`, so that nobody takes the place of others. */
export interface Listeners {
  /** Lets a request to listen in, or refuses it; it counts until its stream has ended. Any other is none of ours. */
  serve(
    message: Message,
    exchange: Pick<Exchange, 'tenant' | 'user'>,
    answer: () => Promise<Response>,
  ): Promise<Response>;
}

/** Streams of one person at once: the protocol's server has 1,024 for all. */
const MOST_STREAMS = 20;
/** Places that one stream names, and characters of each: all of them are kept as long as somebody listens. */
const MOST_PLACES = 500;
const LONGEST_PLACE = 500;

export function createListeners(watched: WatchedPlaces): Listeners {
  const streams = new Map<string, number>();
  const count = (person: string, more: number): void => {
    const open = (streams.get(person) ?? 0) + more;
    if (open > 0) streams.set(person, open);
    else streams.delete(person);
  };
  return {
    serve: async (message, { tenant, user }, answer) => {
      if (message['method'] !== 'subscriptions/listen') return answer();
      const person = JSON.stringify([tenant, user.id]);
      if ((streams.get(person) ?? 0) >= MOST_STREAMS) return tooManyStreams(message);
      const places = placesOf(message);
      if (places.length > MOST_PLACES || places.some((place) => place.length > LONGEST_PLACE)) return tooMuch(message);
      count(person, 1);
      const unwatch = watched.watch(places);
      const over = () => {
        unwatch();
        count(person, -1);
      };
      try {
        return onceSent(await answer(), over);
      } catch (error) {
        over();
        throw error;
      }
    },
  };
}

function tooManyStreams(message: Message): Response {
  return errorReply({
    status: 429,
    code: REFUSED,
    message: `No more than ${MOST_STREAMS} streams can listen for one person. Close one of them first.`,
    id: idOf(message),
    data: { code: 'rate_limited' },
  });
}

function tooMuch(message: Message): Response {
  return errorReply({
    status: 400,
    code: INVALID_PARAMS,
    message: `One stream can listen to ${MOST_PLACES} places, each of at most ${LONGEST_PLACE} characters.`,
    id: idOf(message),
    data: { code: 'invalid_input' },
  });
}
