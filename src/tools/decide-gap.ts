import { z } from 'zod';
import { beginningOf, cleanText, shortened } from '../core/text.ts';
import { whySentences } from '../gaps/report/difference-sentences.ts';
import { confidenceSaid, stateName, verdictName } from '../gaps/report/gap-sentences.ts';
import type { GapDecisions } from '../gaps/runs/decide.ts';
import { type GapResult, VERDICTS, type Verdict } from '../gaps/runs/gap-run.ts';
import { defineTool } from './define-tool.ts';

const LONGEST_REASON = 2_000;
/** Characters of a line of what is confirmed. */
const LONGEST_LINE = 480;
/** Of the reason in a line. */
const LONGEST_PIECE = 450;

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
        said(result),
        ...whySentences(result, 'en')
          .slice(0, 5)
          .map((sentence) => `It found: ${sentence}`),
        ...assessment.evidence
          .slice(0, 3)
          .map(({ policy, statement, quote }) => `The policy ${policy} ${statement}: ${quote}`),
        ...reasonLines(input.reason),
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

/** Who said so last: a person's word is none of the analysis's. */
function said({ assessment, decision }: GapResult): string {
  const { state, confidence } = assessment;
  if (decision === undefined)
    return `The analysis said: ${stateName(state, 'en')}, ${confidenceSaid(confidence, 'en')}`;
  return `Decided before, on ${decision.at.slice(0, 10)}: ${verdictName(decision.verdict, 'en')}. The analysis had said: ${stateName(decision.state, 'en')}`;
}

/**
 * The reason whole, whatever its length: it is recorded as the person's own words, so that none of it may be hidden from
 * them. Each line says what it is, since a text that is quoted above could say it as well.
 */
function reasonLines(reason: string): readonly string[] {
  const lines: string[] = [];
  for (let rest = cleanText(reason); rest !== ''; ) {
    const piece = beginningOf(rest, LONGEST_PIECE);
    lines.push(`${lines.length === 0 ? 'Your reason' : 'Your reason, going on'}: ${piece}`);
    rest = rest.slice(piece.length);
  }
  return lines;
}
