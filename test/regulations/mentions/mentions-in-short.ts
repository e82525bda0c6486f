import { createActNames } from '../../../src/regulations/mentions/act-names.ts';
import { findMentions } from '../../../src/regulations/mentions/find-mentions.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';

/** The names that the register knows. */
export const names = createActNames(ACT_REGISTER, []);

/** Each mention in short: the acts, then the likeliest reading of each place. */
export function short(text: string): readonly string[] {
  return findMentions(text, names).mentions.map(({ acts, unknownAct, requests }) => {
    const act =
      unknownAct === undefined
        ? acts.map((each) => ACT_REGISTER.find((entry) => entry.act === each)?.shortName ?? each).join('|')
        : `?${unknownAct}`;
    return [act, requests.map(({ candidates }) => candidates[0]?.place).join(' ')].join(' ').trim();
  });
}
