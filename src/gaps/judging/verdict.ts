import { z } from 'zod';
import { LACKS } from '../coverage/assessment.ts';
import { replyForm } from './read-reply.ts';

/** What a model says of one obligation. Nothing of it is trusted: `groundVerdict` holds it against the texts. */
export const Verdict = z.strictObject({
  obligation: z.string(),
  state: z.enum(['covered', 'partial', 'contradicted', 'missing']),
  differences: z.array(
    z.strictObject({
      kind: z.enum(LACKS),
      against: z.boolean(),
      law: z.string().nullable(),
      policy: z.string().nullable(),
    }),
  ),
  evidence: z.array(z.strictObject({ statement: z.string(), quote: z.string() })),
});
export type Verdict = z.output<typeof Verdict>;

/** The form in which a model replies. */
export const VERDICTS_FORM = replyForm('coverage_verdicts', 'verdicts', Verdict);
