import { z } from 'zod';
import { dayInput } from '../../src/tools/law-schemas.ts';

/** Arguments that several prompts take. */
export const actArgument = z
  .string()
  .trim()
  .min(2)
  .max(200)
  .describe('The act: its CELEX number, BOE identifier or name, such as 32022R2554 or DORA');

export const placeArgument = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .describe('The place in the act, such as art_19 or art_19/par_4');

/** A host sends an empty text for what a person left blank. */
export const dayArgument = z
  .union([z.literal(''), dayInput('The law as it stood on this day; by default the latest that is held')])
  .optional()
  .describe('The law as it stood on this day, YYYY-MM-DD; by default the latest that is held');

export function dayOf(asOf: string | undefined): { readonly asOf?: string } {
  return asOf === undefined || asOf === '' ? {} : { asOf };
}
