import { definePrompt } from './prompt.ts';

/** Asked once, where sentences of a draft did not stand their test. */
export const REPAIR_SENTENCES = definePrompt({
  id: 'repair-sentences',
  version: 1,
  text: `Some sentences of your answer do not stand: what they say is not what they cite. The other sentences are kept; do not repeat them.

{{faults}}

Reply with JSON of the same form: one sentence for each of these that you can mend, with the quotes exactly as they stand in the passages, and nothing else. Leave out what the passages do not say.`,
});
