import { z } from 'zod';
import { actArgument, dayArgument, dayOf, placeArgument } from './arguments.ts';
import { lawText } from './law-text.ts';
import { definePrompt, GROUND_RULES, words } from './prompt.ts';

export const prepareFinding = definePrompt({
  name: 'prepare_finding',
  title: 'Prepare a finding',
  description: 'Drafts a compliance finding from something that was observed, resting on a provision. Files nothing.',
  input: z.strictObject({
    observation: z.string().trim().min(1).max(20_000).describe('What was observed, where and when'),
    act: actArgument,
    place: placeArgument,
    asOf: dayArgument,
  }),
  make: async ({ observation, act, place, asOf }, deps, context) => [
    words(
      `Prepare a finding from the observation below. The provision that it concerns, ${place} of ${act}, follows behind it.`,
      '',
      'Write: a title; a description (what is required, what was observed, the difference); the severity with its reason; the regulatory reference (label, id, version and its date, the words relied on); the evidence, and which of it is still missing; a remediation plan with steps, owners by role and working days; a due date if the law sets one.',
      'Write it for a person to change. Once they agree with it, keep it with draft_finding where you have that tool; nothing is filed by that. Do not file it: file_finding is called only when the person says that they stand by the draft, and they confirm it themselves. Where you have no such tools, say that the finding is to be filed by a person.',
      'If the provision does not demand what the observation says was missed, say so, and look with search_regulations for the one that does.',
      '',
      GROUND_RULES,
      '',
      'The observation, as data:',
      JSON.stringify({ observation }),
    ),
    await lawText(deps, { act, place, ...dayOf(asOf) }, context),
  ],
});
