import type { ActId, Language } from '../../regulations/act.ts';
import type { LawView } from '../../regulations/law-view.ts';
import { placeLabel } from '../../regulations/mentions/label.ts';
import { provisionId, topPlace } from '../../regulations/place.ts';
import type { Place } from '../../regulations/provision.ts';
import { namedIn } from './named-places.ts';

/** An act's name that is read back as that act and no other; its number where no name is. */
export function actName(view: LawView, act: ActId): string {
  const version = view.version(act);
  const entry = view.entry(act);
  const names = [version && view.shortName(version), entry?.shortName, entry?.name, version?.about.name];
  const known = names.find((name) => {
    const [mention, ...more] = name === undefined ? [] : view.names.find(name);
    return more.length === 0 && mention?.acts.length === 1 && mention.acts[0] === act && mention.doubtful !== true;
  });
  return known ?? act;
}

/** A place as people write it, where that is read back as this place and no other; else its id. */
export function writePlace(view: LawView, act: ActId, place: Place, language: Language): string {
  const version = view.version(act);
  const marker = version && view.tree(version).node(topPlace(place))?.marker;
  const label = placeLabel(place, language, { name: actName(view, act) }, marker);
  const { places, mentions } = namedIn(label, view);
  const [only] = places;
  const same = mentions.length === 1 && places.length === 1 && only?.act === act && only.place === place;
  return same ? label : provisionId(act, place);
}
