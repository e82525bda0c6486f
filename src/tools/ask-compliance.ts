import { z } from 'zod';
import type { Answer } from '../assistant/answer.ts';
import type { Assistant } from '../assistant/assistant.ts';
import type { LawReader } from '../regulations/law-reader.ts';
import { namedActs } from '../regulations/named-acts.ts';
import { type Departure, defineTool } from './define-tool.ts';
import { actsInput, notesOutput, provisionOutput, readingInput, readingOf, versionOutput } from './law-schemas.ts';

export interface AskDeps {
  readonly assistant: Assistant;
  readonly reader: LawReader;
  /** Where the words of a question go when vectors are made elsewhere. */
  readonly embedding?: Departure;
}

const Citation = z.strictObject({
  ...provisionOutput,
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
    status: z.enum(['answered', 'not_found', 'refused']).describe('not_found: the law that is held does not answer it'),
    answer: z
      .array(
        z.strictObject({
          text: z.string().describe('One sentence of the answer'),
          citations: z.array(Citation).describe('What the sentence rests on'),
          role: z
            .enum(['definition', 'condition'])
            .optional()
            .describe('Set on what is brought along behind the answer itself'),
        }),
      )
      .describe('Sentence by sentence; empty where nothing was found'),
    searched: z
      .strictObject({
        acts: z.array(z.string()).describe('Acts that were looked through'),
        terms: z.array(z.string()).describe('Words that were looked for'),
      })
      .describe('What was searched'),
    notes: notesOutput,
    receipt: z.string().describe('Id of the answer’s receipt'),
    conversation: z.string().describe('Id of the conversation that it was recorded in'),
    model: z
      .strictObject({
        name: z.string().describe('As the service names it'),
        deployment: z.string().describe('Which deployment replied'),
        host: z.string().describe('Where it is'),
        prompt: z.string().describe('SHA-256 of the prompts'),
        promptVersion: z.string().describe('Their versions'),
      })
      .optional()
      .describe('Which model formulated it; absent where the sentences are the words of the texts they cite'),
  }),
  access: { effect: 'read', permission: 'regulations:read' },
  departures: ({ embedding }: AskDeps) => (embedding === undefined ? [] : [embedding]),
  run: async ({ question, acts, asOf, language }, { assistant, reader }, context, watch) => {
    const reading = readingOf({ asOf, language });
    const answer = await assistant.ask(
      {
        text: question,
        ...reading,
        ...(acts === undefined ? {} : { acts: namedActs(reader.at(reading), acts) }),
      },
      context,
      watch,
    );
    const { receipt, conversation, model, ...rest } = answer;
    return {
      output: { ...mutable(rest), receipt, conversation, ...(model === null ? {} : { model: { ...model } }) },
      receipt,
    };
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
