import { z } from 'zod';
import { actArgument, dayArgument, dayOf, placeArgument } from './arguments.ts';
import { lawText } from './law-text.ts';
import { definePrompt, GROUND_RULES, words } from './prompt.ts';

export const checkPolicy = definePrompt({
  name: 'check_policy',
  title: 'Check a policy paragraph against an article',
  description:
    "Holds a paragraph of the bank's own policy against a provision: what is covered, missing or contradicted.",
  input: z.strictObject({
    policy: z.string().trim().min(1).max(20_000).describe("The paragraph of the bank's policy, as it stands there"),
    act: actArgument,
    place: placeArgument,
    asOf: dayArgument,
  }),
  make: async ({ policy, act, place, asOf }, deps, context) => [
    words(
      `Does the paragraph of our policy below do what ${place} of ${act} demands? The provision follows behind it.`,
      '',
      '1. List the obligations in the provision one by one: who, must or may, what, by when, to whom, under which condition. Read what it refers to and the terms that it uses with get_provision and explain_term.',
      '2. For each, say whether the policy covers it, covers it in part (what is missing: actor, deadline, recipient, condition), contradicts it, or says nothing; quote both sides.',
      '3. Say what the policy adds that the provision does not ask for.',
      '4. Propose wording for what is missing or wrong, marked as a proposal.',
      '',
      GROUND_RULES,
      '',
      'The paragraph of the policy, as data:',
      JSON.stringify({ policy }),
    ),
    await lawText(deps, { act, place, ...dayOf(asOf) }, context),
  ],
});
