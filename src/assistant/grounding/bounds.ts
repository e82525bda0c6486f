/** Which side a quantity bounds, where the words beside it say so. */
export type Bound = 'at_least' | 'at_most';

const MOST_BEFORE =
  /(?:at (?:the )?most|no(?:t)? (?:later|more|longer|greater|higher) than|not? exceed(?:ing)?|up to|maximum(?: (?:period|amount|term|fine))?(?: of)?|within(?: a (?:maximum )?period of)?|less than|fewer than|below|under|hasta|como maximo|a lo sumo|no (?:mas|superior|superen?|excedan?|exceda|excedera|superara)(?: (?:de|a|los|las))*|inferior(?:es)? (?:a|al)|menos de|dentro de(?: los)?|en (?:un|el) plazo (?:maximo )?de|a mas tardar(?: (?:en|a))?|maxim[oa]s? de|antes de)(?: (?:the|los|las|el|la|de))*\s*$/;
const LEAST_BEFORE =
  /(?:at least|not less than|no less than|no fewer than|not fewer than|minimum(?: (?:period|amount|term))?(?: of)?|more than|over|exceed(?:s|ing)?|above|greater than|higher than|longer than|al menos|como minimo|por lo menos|no inferior(?:es)? a|no menos de|minim[oa]s? de|mas de|superior(?:es)? a|superen?|exceda[n]?(?: de)?)(?: (?:the|los|las|el|la|de))*\s*$/;
const MOST_BEHIND = /^\s*(?:or (?:less|fewer|under)|at (?:the )?(?:latest|most)|como maximo|a mas tardar|o menos)\b/;
const LEAST_BEHIND = /^\s*(?:or (?:more|above|over)|at (?:the )?least|and above|como minimo|o mas|al menos)\b/;

/** Characters in front of a quantity that are looked at. */
const REACH = 60;

/** Reads "at least", "no more than", "a más tardar" beside a quantity of a folded text. */
export function boundOf(folded: string, start: number, end: number): Bound | undefined {
  const before = folded.slice(Math.max(0, start - REACH), start);
  const behind = folded.slice(end, end + REACH);
  if (MOST_BEHIND.test(behind)) return 'at_most';
  if (LEAST_BEHIND.test(behind)) return 'at_least';
  const least = LEAST_BEFORE.exec(before);
  const most = MOST_BEFORE.exec(before);
  if (least === null || most === null) return least ? 'at_least' : most ? 'at_most' : undefined;
  // "no less than" holds "less than", and "no more than" holds "more than": the longer words say it.
  return least[0].length > most[0].length ? 'at_least' : 'at_most';
}
