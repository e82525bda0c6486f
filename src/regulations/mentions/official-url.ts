import type { Language } from '../act.ts';
import { celexOf } from '../importers/eu-identity.ts';
import type { VersionSummary } from '../library-store.ts';
import { topPlace } from '../place.ts';
import type { Place } from '../provision.ts';

/** Where the publisher shows the version that was read, at the article where its page can be addressed so; without a place, the act. */
export function officialUrl(
  version: Pick<VersionSummary, 'act' | 'date' | 'consolidated' | 'language'>,
  place?: Place,
): string {
  const { act, language } = version;
  if (act.startsWith('BOE-'))
    return `https://www.boe.es/buscar/act.php?id=${act}${place === undefined ? '' : boeAnchor(place)}`;
  const celex = celexOf(act, version.consolidated ? version.date : undefined);
  return `https://eur-lex.europa.eu/legal-content/${urlLanguage(language)}/TXT/?uri=CELEX:${celex}${place === undefined ? '' : `#${topPlace(place)}`}`;
}

function urlLanguage(language: Language): string {
  return language === 'es' ? 'ES' : 'EN';
}

/** The BOE's pages anchor articles as `#a42`; other anchors are not regular enough to be built. */
function boeAnchor(place: Place): string {
  const number = /^art_(\d+)$/.exec(topPlace(place))?.[1];
  return number === undefined ? '' : `#a${number}`;
}
