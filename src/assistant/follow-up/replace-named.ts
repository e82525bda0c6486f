import type { LawView } from '../../regulations/law-view.ts';
import type { Antecedent } from './antecedent.ts';
import { routeQuestion } from './route-question.ts';

/**
 * A place in the stead of the one asked for before. What was asked about the place is left away, so that all of it is
 * shown; but who asked what changed there asks what changed here.
 */
export function inPlaceOf({ question, named }: Antecedent, label: string, view: LawView): string {
  const [mention, ...more] = named.mentions;
  if (mention === undefined || more.length > 0 || routeQuestion(question, view).kind !== 'changes') return label;
  const act = view.names.find(question).find(({ start }) => start >= mention.end && start - mention.end <= 12);
  return question.slice(0, mention.start) + label + question.slice(act?.end ?? mention.end);
}
