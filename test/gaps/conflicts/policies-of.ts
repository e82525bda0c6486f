import type { PolicyVersion } from '../../../src/gaps/policies/policy.ts';
import type { Language } from '../../../src/regulations/act.ts';
import { policyOf } from '../coverage/synthetic-texts.ts';

/** Two policies of one statement each. */
export function twoPolicies({
  one,
  other,
  language = 'en',
  otherLanguage = language,
}: {
  readonly one: string;
  readonly other: string;
  readonly language?: Language;
  readonly otherLanguage?: Language;
}): readonly PolicyVersion[] {
  return [
    { ...policyOf([['1. Rules', one]], { policy: 'first', language }), facts: { title: 'Lanterns', language } },
    {
      ...policyOf([['4. Duties', other]], { policy: 'second', language: otherLanguage }),
      facts: { title: 'Towers', language: otherLanguage },
    },
  ];
}

/** A policy of one table, each row a statement as the readers write it. */
export function tableOf(
  policy: string,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): PolicyVersion {
  const texts = rows.map((cells) => cells.map((cell, at) => `${headers[at] ?? ''}: ${cell}`).join('; '));
  const made = policyOf([['1. Table', ...texts]], { policy });
  const statements = made.statements.map((each, at) => ({ ...each, row: { headers, cells: rows[at] ?? [] } }));
  return { ...made, statements };
}
