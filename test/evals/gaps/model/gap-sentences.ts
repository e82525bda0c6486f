import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SEEDED_KINDS } from '../gap-text.ts';

/** Sentences of policies, by several people, for duties of an act: such as meet the duty, and such as fall short of it. */
export const GapSentences = z.strictObject({
  act: z.string(),
  language: z.enum(['en', 'es']),
  duties: z
    .array(
      z.strictObject({
        provision: z.string(),
        covering: z.array(z.string().min(1)).min(1),
        seeded: z.partialRecord(z.enum(SEEDED_KINDS), z.array(z.string().min(1)).min(1)),
      }),
    )
    .min(1),
});
export type GapSentences = z.infer<typeof GapSentences>;

const SENTENCES = join(import.meta.dirname, '..', 'sentences');

/** The files of sentences, in the order of their names. */
export function readGapSentences(folder = SENTENCES): readonly GapSentences[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const read = GapSentences.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      if (!read.success) throw new Error(`${name} has not the form of sentences: ${z.prettifyError(read.error)}`);
      return read.data;
    });
}
