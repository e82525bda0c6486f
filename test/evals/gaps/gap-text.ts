import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What is wrong with a policy that should cover a provision. The first two are made by the program, the others written. */
export const GAP_KINDS = [
  'removed',
  'title_only',
  'weakened_modality',
  'longer_deadline',
  'wrong_recipient',
  'narrower_scope',
  'added_exception',
  'contradicted',
] as const;
export type GapKind = (typeof GAP_KINDS)[number];

/** Kinds whose statements are written out in the text's file. */
export const SEEDED_KINDS = GAP_KINDS.filter((kind) => kind !== 'removed' && kind !== 'title_only');

/** Section and statement, counted from 0. */
const Position = z.tuple([z.int().min(0), z.int().min(0)]);
const Replacement = z.tuple([z.int().min(0), z.int().min(0), z.string().min(1)]);

/** A policy of an invented firm that covers one provision, and what its statements become where a gap is seeded. */
export const GapText = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+-\d{2}$/),
  act: z.string(),
  provision: z.string(),
  language: z.enum(['en', 'es']),
  title: z.string().min(1),
  sections: z
    .array(z.strictObject({ heading: z.string().min(1), statements: z.array(z.string().min(1)).min(1) }))
    .min(1),
  /** The statements that cover the provision. */
  covering: z.array(Position).min(1),
  /** By kind, the statements that stand in the stead of others. */
  seeded: z.partialRecord(z.enum(SEEDED_KINDS), z.array(Replacement).min(1)),
});
export type GapText = z.infer<typeof GapText>;

/** `own`: by whoever knows how texts are compared. `paraphrased`: by somebody who had not seen it. */
export const HALVES = ['own', 'paraphrased'] as const;
export type Half = (typeof HALVES)[number];

export function halfFolder(half: Half): string {
  return join(import.meta.dirname, half);
}

/** Texts on which the scorer may be tuned and its model is fitted. */
export const TUNING = join(import.meta.dirname, 'tuning');
/** The texts of a folder, a file each, in the order of their names; none where there is no such folder. */
export function readGapTexts(folder: string): readonly GapText[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const read = GapText.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      if (!read.success) throw new Error(`${name} has not the form of a text: ${z.prettifyError(read.error)}`);
      return read.data;
    });
}
