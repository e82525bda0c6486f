import { z } from 'zod';
import type { JsonObject } from '../../core/canonical-json.ts';

/**
 * The entries of a reply, each still to be checked: one that is broken does not take the others with it.
 *
 * @param list the one member that the reply has
 * @returns `undefined` where it is no JSON of that form
 */
export function entriesOf(reply: string, list: string): readonly unknown[] | undefined {
  // Services that do not hold to the form put the JSON into a fence, or a word in front of it.
  const [from, to] = [reply.indexOf('{'), reply.lastIndexOf('}')];
  if (from < 0 || to < from) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(reply.slice(from, to + 1));
  } catch {
    return undefined;
  }
  const parsed = z.strictObject({ [list]: z.array(z.unknown()) }).safeParse(value);
  return parsed.success ? parsed.data[list] : undefined;
}

/** The form of such a reply, as JSON schema of the strict subset. */
export function replyForm(name: string, list: string, entry: z.ZodType): { name: string; schema: JsonObject } {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(z.strictObject({ [list]: z.array(entry) }));
  return { name, schema: schema as JsonObject };
}
