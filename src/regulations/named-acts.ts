import { AppError } from '../core/errors.ts';
import type { ActId } from './act.ts';
import { baseCelex } from './importers/eu-identity.ts';
import type { LawView } from './law-view.ts';

/** A CELEX number (a consolidated one stands for its act) or a BOE identifier; `undefined` for anything else. */
export function actNumber(text: string): ActId | undefined {
  const given = text.trim();
  const celex = baseCelex(given.toUpperCase());
  if (celex) return celex.act;
  return /^BOE-[A-Z]-\d{4}-\d{1,6}$/i.test(given) ? given.toUpperCase() : undefined;
}

/**
 * The acts that somebody names by number or name, held or not.
 *
 * @throws AppError `invalid_input` for words that name no one act, with names that are near
 */
export function namedActs(view: LawView, words: readonly string[]): readonly ActId[] {
  return [...new Set(words.map((each) => namedAct(view, each)))];
}

/** @throws AppError `invalid_input`, as `namedActs` */
export function namedAct(view: LawView, words: string): ActId {
  const number = actNumber(words);
  if (number !== undefined) return number;
  const named = view.names.find(words).flatMap(({ acts, doubtful }) => (doubtful ? [] : acts));
  const [act] = named;
  if (act !== undefined && new Set(named).size === 1) return act;
  const near = view.near(words);
  throw new AppError(
    'invalid_input',
    `"${words.slice(0, 80)}" names no one act. Give a CELEX number (32022R2554), a BOE identifier (BOE-A-2010-6737) or a name such as DORA${near.length === 0 ? '' : `; did you mean ${near.join(', ')}?`}`,
    { suggestions: near },
  );
}
