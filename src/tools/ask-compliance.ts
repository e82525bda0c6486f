import { z } from 'zod';
import type { Answer } from '../assistant/answer.ts';
import type { Assistant } from '../assistant/assistant.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import { namedActs } from '../regulations/named-acts.ts';
import { recordedAs } from './bind-tools.ts';
import { type Departure, defineTool } from './define-tool.ts';
import { actsInput, notesOutput, readingInput, readingOf, versionOutput } from './law-schemas.ts';

export interface AskDeps {
  readonly assistant: Assistant;
  readonly reader: LawReader;
  /** Where the words of a question go when vectors are made elsewhere. */
  readonly embedding?: Departure;
}

const Citation = z.strictObject({
  id: z.string().describe('Stable id, act#place'),
  act: z.string(),
  place: z.string(),
  label: z.string().describe('How a lawyer cites it'),
  url: z.string().describe('Where the publisher shows the text'),
  quote: z.string().describe('The words relied on, exactly as stored'),
  version: versionOutput,
});

export const askComplianceTool = defineTool({
  name: 'ask_compliance',
  title: 'Ask the compliance desk',
  description:
    'Answers a question about financial regulation; every sentence cites the exact provision it rests on, or the answer is "not found" with what was searched. Comes with a receipt that can be verified later.',
  input: z.strictObject({
    question: z.string().min(1).max(20_000).describe('In English or Spanish, at most 8,000 characters'),
    acts: actsInput,
    ...readingInput,
  }),
  output: z.strictObject({
    status: z.enum(['answered', 'not_found', 'refused']),
    answer: z.array(
      z.strictObject({
        text: z.string(),
        citations: z.array(Citation),
        role: z
          .enum(['definition', 'condition'])
          .optional()
          .describe('Set on what is brought along behind the answer itself'),
      }),
    ),
    searched: z.strictObject({ acts: z.array(z.string()), terms: z.array(z.string()) }).describe('What was searched'),
    notes: notesOutput,
    receipt: z.string().describe('Id of the answer’s receipt'),
    conversation: z.string(),
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  departures: ({ embedding }: AskDeps) => (embedding === undefined ? [] : [embedding]),
  run: async ({ question, acts, asOf, language }, { assistant, reader }, context) => {
    const reading = readingOf({ asOf, language });
    const answer = await assistant.ask(
      {
        text: question,
        ...reading,
        ...(acts === undefined ? {} : { acts: namedActs(reader.at(reading), acts) }),
      },
      recordedAs(context),
    );
    const { receipt, conversation, ...rest } = answer;
    return { output: { ...mutable(rest), receipt, conversation }, receipt };
  },
});

/** The same answer in the lists that the schema speaks of. */
function mutable({ status, answer, searched, notes }: Answer) {
  return {
    status,
    answer: answer.map(({ text, citations, role }) => ({
      text,
      citations: citations.map((citation) => ({ ...citation, version: { ...citation.version } })),
      ...(role === undefined ? {} : { role }),
    })),
    searched: { acts: [...searched.acts], terms: [...searched.terms] },
    notes: [...notes],
  };
}
