import { z } from 'zod';
import type { Language } from '../regulations/act.ts';
import type { Reading } from '../regulations/law-view.ts';

/** Parts of the tools' schemas that say the same wherever they stand. Only forms that every host reads; see the law test. */

const A_DAY = /^\d{4}-\d{2}-\d{2}$/;

export const dayInput = (meaning: string) =>
  z
    .string()
    .regex(A_DAY, 'a day is written YYYY-MM-DD')
    .refine((text) => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && isReal(text), 'there is no such day')
    .describe(`${meaning}, YYYY-MM-DD`);

function isReal(text: string): boolean {
  return new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;
}

export const readingInput = {
  asOf: dayInput('The law as it stood on this day; by default the latest that is held').optional(),
  language: z.enum(['en', 'es']).optional().describe('Only texts in this language'),
};

/** The day and language of a call's reading, as far as they are given. */
export function readingOf({
  asOf,
  language,
}: {
  readonly asOf?: string | undefined;
  readonly language?: Language | undefined;
}): Reading {
  return { ...(asOf === undefined ? {} : { asOf }), ...(language === undefined ? {} : { language }) };
}

export const actsInput = z
  .array(z.string().trim().min(2).max(200))
  .min(1)
  .max(20)
  .optional()
  .describe('Only these acts: CELEX numbers, BOE identifiers or names, such as 32022R2554 or DORA');

/** How results name an act and a provision. */
export const actOutput = z.string().describe('CELEX number or BOE identifier of the act');
export const idOutput = z.string().describe('Stable id, act#place; get_provision reads it');
export const labelOutput = z.string().describe('How a lawyer cites it');
export const urlOutput = z.string().describe('Where the publisher shows the text');
export const provisionOutput = {
  id: idOutput,
  act: actOutput,
  place: z.string().describe('Place within the act, such as art_19/par_4'),
  label: labelOutput,
  url: urlOutput,
};

export const versionOutput = z
  .strictObject({
    date: z.string().describe('Day of the text: of its adoption, or up to which it is consolidated'),
    source: z.enum(['official', 'digest']).describe("digest: a summary of the product's own, not the official text"),
  })
  .describe('The version that was read');

export const wordsOutput = z
  .array(
    z.strictObject({
      kind: z.enum(['same', 'gone', 'new']).describe('Whether the words stayed, went or came'),
      text: z.string().describe('The words'),
    }),
  )
  .describe('The difference word by word; empty where the whole came or went');

export const notesOutput = z.array(z.string()).describe('What must be known before relying on it');

export const cutOutput = z
  .string()
  .optional()
  .describe('Set where the result was cut: what is left out, and how to get it');

/** What tools that read law run on. */
export interface PageSize {
  /** Characters that one result has, about; what is left comes with the next call. */
  readonly pageCharacters: number;
}

/** So many characters are readable for a model beside what else it reads: about 10,000 tokens. */
export const DEFAULT_PAGE_CHARACTERS = 40_000;

/** Of a result that the desk's own model reads beside others: less than what it is shown of passages. */
export const MODEL_PAGE_CHARACTERS = 24_000;
