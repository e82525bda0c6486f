import type { ActId } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { findMentions } from '../../regulations/mentions/find-mentions.ts';
import type { PlaceMention, PlaceRequest } from '../../regulations/mentions/place-request.ts';
import type { Resolution } from '../../regulations/mentions/place-source.ts';
import { resolveMention } from '../../regulations/mentions/resolve-mentions.ts';
import type { Place } from '../../regulations/provision.ts';

/** A place as somebody named it, whether or not it exists: what is missing stays what it is. */
export interface NamedPlace {
  readonly act: ActId;
  readonly place: Place;
}

/** What a question names: acts, known or not, and places of them. */
export interface Named {
  readonly mentions: readonly PlaceMention[];
  /** Every act that is named, once, in the order of the question; several for a name that several bear. */
  readonly acts: readonly ActId[];
  /** Places of which the act is told. */
  readonly places: readonly NamedPlace[];
}

/** @param beside the acts asked for beside the question: a place without an act belongs to them */
export function namedIn(text: string, view: LawView, beside: readonly ActId[] = []): Named {
  const mentions = findMentions(text, view.names).mentions.map((mention) =>
    mention.actFrom === 'none' && mention.unknownAct === undefined ? { ...mention, acts: beside } : mention,
  );
  return {
    mentions,
    acts: [...new Set(mentions.flatMap(({ acts }) => acts))],
    places: mentions.flatMap((mention) => {
      const [act, ...more] = mention.acts;
      return act === undefined || more.length > 0
        ? []
        : mention.requests.map((request) => ({ act, place: placeMeant(request, act, view) }));
    }),
  };
}

/** The reading of a place that the act's text has; the likeliest one where it has none of them. */
export function placeMeant(request: PlaceRequest, act: ActId, view: LawView): Place {
  const found = resolved(request, act, view);
  return found?.kind === 'found' ? found.place : (request.candidates[0]?.place ?? '');
}

export function isFound(request: PlaceRequest, act: ActId, view: LawView): boolean {
  return resolved(request, act, view)?.kind === 'found';
}

function resolved(request: PlaceRequest, act: ActId, view: LawView): Resolution | undefined {
  const mention = {
    text: request.text,
    start: 0,
    end: 0,
    acts: [act],
    actFrom: 'beside' as const,
    requests: [request],
  };
  return resolveMention(mention, view)[0];
}
