import { z } from 'zod';

/** An id as Microsoft Entra gives it, lower case. */
export const guid = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'expected an id such as 11111111-2222-3333-4444-555555555555',
  );

/**
 * A setting that is JSON of a form.
 *
 * @param example for whoever wrote something else
 */
export function json<T extends z.ZodType>(form: T, example?: string) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue(`expected JSON${example === undefined ? '' : ` such as ${example}`}`);
        return z.NEVER;
      }
    })
    .pipe(form);
}
