import { parsePlace } from '../../regulations/place.ts';
import type { Obligation } from '../obligations/obligation.ts';
import { SIMPLIFIED_ENTITIES } from './actor-terms.ts';
import type { EntityKind } from './profile.ts';

const DORA = '32022R2554';
/** Longer than any list of those who are excepted. */
const MOST_CHARACTERS = 300;
const NAMED = /\b(?:referred to in Article 16\(1\)|a que se refiere el artículo 16, apartado 1)/i;

/**
 * Whether a duty depends on being one of the firms with the simplified framework: Article 16(1) DORA takes small
 * investment firms, exempted payment and e-money institutions and small pension institutions out of Articles 5 to 15. No
 * profile tells whether a firm of these kinds is one of them.
 *
 * @param meant the kinds that the duty is for; `undefined`: any
 * @param kinds those of the firm that it binds
 */
export function dependsOnSimplifiedFramework(
  { act, place, actor, norm, text }: Obligation,
  meant: readonly EntityKind[] | undefined,
  kinds: readonly EntityKind[],
): boolean {
  if (!kinds.some(isSimplified)) return false;
  const behind = norm.actor === undefined ? '' : text.slice(norm.actor.end, norm.modal.start);
  const parts = [actor ?? '', behind, ...norm.exceptions.map((words) => words.text)];
  if (parts.some((part) => NAMED.test(part.slice(0, MOST_CHARACTERS)))) return true;
  if (meant?.length === SIMPLIFIED_ENTITIES.length && meant.every(isSimplified)) return true;
  const [top] = act === DORA ? (parsePlace(place) ?? []) : [];
  const article = top?.kind === 'art' ? Number.parseInt(top.number, 10) : 0;
  return article >= 5 && article <= 15;
}

function isSimplified(kind: EntityKind): boolean {
  return SIMPLIFIED_ENTITIES.includes(kind);
}
