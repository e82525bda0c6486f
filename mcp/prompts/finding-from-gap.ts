import { z } from 'zod';
import { actArgument, placeArgument } from './arguments.ts';
import { lawText } from './law-text.ts';
import { definePrompt, GROUND_RULES, words } from './prompt.ts';

export const findingFromGap = definePrompt({
  name: 'finding_from_gap',
  title: 'From a gap to a finding',
  description:
    'Drafts a finding from a gap that the analysis found at a provision, shows it whole, and has the person stand by it.',
  input: z.strictObject({ act: actArgument, place: placeArgument }),
  make: async ({ act, place }, deps, context) => [
    words(
      `Draft a finding from the gap at ${place} of ${act}. The provision follows behind it.`,
      '',
      '1. Call analyse_gaps for the act and find the obligations of this place. Show how each stands, with the words of the law and of the policy. Where none is a gap, say so and stop.',
      '2. Call list_findings, and say where somebody is at the same already.',
      '3. Ask the person who answers for putting it right, how, and by when. Do not make these up.',
      '4. Call draft_finding with the id of the obligation and what the person said. Show the whole draft: nothing is filed by that.',
      '5. Only if the person says that they stand by these very words, call file_finding with the id and the hash of the draft. They confirm what it then shows, themselves; never confirm in their stead.',
      '6. Say what happens next, as the result tells it. Where a second person has to approve, they do so in Microsoft Teams or at the terminal: you cannot.',
      'If the person wants it otherwise, draft it anew: a draft is never changed.',
      '',
      GROUND_RULES,
    ),
    await lawText(deps, { act, place }, context),
  ],
});
