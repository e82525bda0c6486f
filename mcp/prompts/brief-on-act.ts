import { z } from 'zod';
import { actArgument, dayArgument, dayOf } from './arguments.ts';
import { lawText } from './law-text.ts';
import { definePrompt, GROUND_RULES, words } from './prompt.ts';

export const briefOnAct = definePrompt({
  name: 'brief_on_act',
  title: 'Brief me on an act',
  description: 'A briefing on an act for a bank: whom it binds, what it demands, by when, with citations.',
  input: z.strictObject({ act: actArgument, asOf: dayArgument }),
  make: async ({ act, asOf }, deps, context) => [
    words(
      `Brief me on ${act} as a compliance officer of a bank would want it. Its table of contents follows.`,
      '',
      '1. Read the scope and the definitions with get_provision. Say whom the act binds, and whether it binds a credit institution.',
      '2. Go through the chapters. For each that holds duties, read its main provisions (get_provision; search_regulations with "acts" where you look for a matter) and say what must be done, by whom, and by when.',
      '3. List the time limits, the reports and their recipients, and the penalties in a table, a citation in each row.',
      '4. Close with the dates from which it applies, and with what you could not find.',
      ...(asOf === undefined || asOf === '' ? [] : ['', `Read everything as of ${asOf}: pass "asOf" to each tool.`]),
      '',
      GROUND_RULES,
    ),
    await lawText(deps, { act, ...dayOf(asOf) }, context),
  ],
});
