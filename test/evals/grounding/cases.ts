import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A drafted sentence with its citations: pairs of a handle and a quote. All of it is invented. */
const Case = z.object({ text: z.string(), citations: z.array(z.tuple([z.string(), z.string()])) });
export type Case = z.infer<typeof Case>;

/** A way in which a model fabricates, the kinds of fault that catch it rightly, and examples. */
const Way = z.object({ way: z.string(), kinds: z.array(z.string()), cases: z.array(Case) });
const Group = z.object({ group: z.string(), cases: z.array(Case) });

function read<T>(name: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')));
}

export const WAYS = read('fabrications.json', z.array(Way));
/** Fabrications that are expected to be hard: no number and no negation tells on them. */
export const HARD = read('hard.json', z.array(Case));
/** Honest answers, by when they were first held against the rules. */
export const HONEST = read('honest.json', z.array(Group));
