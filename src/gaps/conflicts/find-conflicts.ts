import type { Language } from '../../regulations/act.ts';
import { guessLanguage } from '../../regulations/search/language.ts';
import { createTermReader } from '../coverage/terms.ts';
import type { PolicyStatement, PolicyVersion } from '../policies/policy.ts';
import { casesIn } from './cases.ts';
import type { Claim } from './claim.ts';
import type { PolicyConflict } from './conflict.ts';
import { groupConflicts } from './group-conflicts.ts';
import { matterTerms } from './matter.ts';
import type { Place } from './place.ts';
import { labelledClaims, rowClaims } from './row-claims.ts';
import { claimsOf } from './statement-claims.ts';
import { worthReading } from './worth-reading.ts';

/**
 * Where the bank's own policies disagree: statements on one matter that set different times, owners or recipients for it, or
 * of which one demands or allows what the other forbids. Read without a model. What might be a different matter, a rule for
 * a special case or a bound that fits is left out: a false conflict costs more than one that is not found. The order of the
 * policies does not matter; of several versions of one policy the last one counts. Matters are compared through an index of
 * their rarest words, never each with each. Quotes are the statements' own text.
 */
export function findConflicts(policies: readonly PolicyVersion[]): readonly PolicyConflict[] {
  return groupConflicts(claimsIn(policies));
}

function claimsIn(policies: readonly PolicyVersion[]): readonly Claim[] {
  const reader = createTermReader();
  const claims: Claim[] = [];
  const worth = worthReading(policies, reader);
  let at = 0;
  for (const { policy, facts, statements } of ordered(policies)) {
    const sections = new Map<string, Pick<Place, 'section' | 'sectionCases'>>();
    for (const statement of statements) {
      const language = languageOf(statement, facts.language);
      const above = statement.section.join('\n');
      const known = sections.get(above) ?? {
        section: matterTerms(`${facts.title}\n${above}`, facts.language, reader),
        sectionCases: casesIn(statement.section.at(-1) ?? ''),
      };
      sections.set(above, known);
      const place: Place = { at, policy, statement, language, title: facts.title, reader, worth, ...known };
      if (statement.row === undefined) claims.push(...claimsOf(place), ...labelledClaims(place));
      else claims.push(...rowClaims({ ...place, language: facts.language }, statement.row));
      at += 1;
    }
  }
  return claims;
}

/** Names of authorities stand in their own language. */
const NAMES = /\p{Lu}\p{L}{1,30}(?:\s(?:de|del|de la|la|los|y|of)(?=\s\p{Lu}))?/gu;

function languageOf({ leadIn = '', text }: PolicyStatement, language: Language): Language {
  const guess = guessLanguage(`${leadIn} ${text}`.slice(0, 2_000));
  if (guess === undefined || guess === language) return language;
  return guessLanguage(`${leadIn} ${text}`.slice(0, 2_000).replace(NAMES, ' ')) ?? language;
}

/** One version of each policy, the last, by the policies' names. */
function ordered(policies: readonly PolicyVersion[]): readonly PolicyVersion[] {
  const last = new Map<string, PolicyVersion>();
  for (const each of policies) {
    const known = last.get(each.policy);
    if (known === undefined || known.number < each.number) last.set(each.policy, each);
  }
  return [...last.values()].sort((a, b) => (a.policy < b.policy ? -1 : 1));
}
