import { z } from 'zod';
import { dayInput } from '../../src/tools/law-schemas.ts';
import { actArgument } from './arguments.ts';
import { definePrompt, GROUND_RULES, words } from './prompt.ts';

export const whatChanged = definePrompt({
  name: 'what_changed',
  title: 'What changed since a day',
  description: 'What changed in an act since a day, and what it means for a bank that complied with it before.',
  input: z.strictObject({
    act: actArgument,
    since: dayInput('The day from which on changes are wanted').describe(
      'The day from which on changes are wanted, YYYY-MM-DD',
    ),
  }),
  make: async ({ act, since }, { tools }, context) => {
    const { output } = await tools.list_regulations.call({ name: act }, context);
    return [
      words(
        `What changed in ${act} since ${since}, and what does it mean for a bank that complied with it on that day?`,
        '',
        `1. Compare the law of ${since} with the latest that is held: compare_provisions with "provision": "${act}" and the days of the versions below. Where only one version is held, say that no change can be shown, and which version it is.`,
        '2. For each provision that came, went or was reworded, say what the difference is: duties that became stricter or weaker, time limits, recipients, scope. Leave typography out.',
        '3. Say for each what a bank has to do now that it did not have to do before, with citations of the old and of the new words.',
        '4. Close with what did not change although one might expect it, if you read it, and with what could not be compared.',
        '',
        GROUND_RULES,
        '',
        `Versions that are held (from list_regulations): ${JSON.stringify(output.versions)}`,
      ),
    ];
  },
});
