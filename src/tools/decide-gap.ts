import { z } from 'zod';
import { shortened } from '../core/text.ts';
import { whySentences } from '../gaps/report/difference-sentences.ts';
import { confidenceSaid, stateName } from '../gaps/report/gap-sentences.ts';
import type { GapDecisions } from '../gaps/runs/decide.ts';
import { VERDICTS, type Verdict } from '../gaps/runs/gap-run.ts';
import { defineTool } from './define-tool.ts';

const LONGEST_REASON = 2_000;
/** Characters of a line of what is confirmed. */
const LONGEST_LINE = 480;

const SAID: Readonly<Record<Verdict, string>> = {
  accepted: 'It is a gap',
  rejected: 'It is no gap',
  not_applicable: 'It does not apply to us',
};

export const decideGapTool = defineTool({
  name: 'decide_gap',
  title: 'Decide on a gap',
  description:
    'Records what a person decides on one obligation of a gap analysis: that it is a gap, that it is none, or that it does not apply, with the reason. The decision stands in later analyses until one of the texts changes.',
  input: z.strictObject({
    obligation: z.string().trim().min(3).max(200).describe('Id of the obligation, as analyse_gaps gives it'),
    verdict: z.enum(VERDICTS).describe('accepted: it is a gap; rejected: it is none; not_applicable'),
    reason: z.string().trim().min(3).max(LONGEST_REASON).describe('Why, in the words of the person who decides'),
    run: z.string().trim().min(1).max(100).optional().describe('The analysis; by default the latest that has it'),
  }),
  output: z.strictObject({
    decision: z.string().describe('Names the decision'),
    obligation: z.string().describe('Id of the obligation'),
    verdict: z.enum(VERDICTS).describe('What was decided'),
    at: z.string().describe('When, ISO 8601, UTC'),
  }),
  access: { effect: 'write', permission: 'gaps:analyse' },
  confirmation: ({ run, ...input }, { decisions }: { readonly decisions: GapDecisions }, context) => {
    const request = { ...input, ...(run === undefined ? {} : { run }) };
    const { result } = decisions.subject(request, context);
    const { obligation, assessment } = result;
    return {
      title: shortened(`${SAID[input.verdict]}: ${obligation.label}`, 190),
      lines: [
        `The law: ${obligation.text}`,
        `The analysis said: ${stateName(assessment.state, 'en')}, ${confidenceSaid(assessment.confidence, 'en')}`,
        ...whySentences(result, 'en').slice(0, 5),
        ...assessment.evidence.slice(0, 3).map(({ policy, statement, quote }) => `${policy} ${statement}: ${quote}`),
        `Your reason: ${input.reason}`,
        'It stands until one of these texts changes.',
      ].map((line) => shortened(line, LONGEST_LINE)),
    };
  },
  run: async ({ run, ...input }, { decisions }, context) => {
    const request = { ...input, ...(run === undefined ? {} : { run }) };
    const { id, obligation, verdict, at } = decisions.decide(request, context);
    return { output: { decision: id, obligation, verdict, at } };
  },
});
