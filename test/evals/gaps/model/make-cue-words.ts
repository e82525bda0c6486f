/**
 * Makes `src/gaps/coverage/cues/cue-words.json`, the signs by which a statement is known to fall short:
 *
 *     npx tsx test/evals/gaps/model/make-cue-words.ts
 *
 * out of the author's own texts, those for tuning and the sentences (`own`, `tuning`, `sentences`), and the corpora. The
 * paraphrased half is not used.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gapLaw } from '../gap-law.ts';
import { halfFolder, readGapTexts, TUNING } from '../gap-text.ts';
import { cueRows } from './cue-rows.ts';
import { type CueModel, fitCues } from './fit-cues.ts';
import { readGapSentences } from './gap-sentences.ts';

const KEPT = 12_000;
const SCALE = 100;
const FILE = join(import.meta.dirname, '..', '..', '..', '..', 'src', 'gaps', 'coverage', 'cues', 'cue-words.json');

/** As it is stored: whole hundredths, a line for each cue that weighs anything. */
export function tableOf({ names, constants, weights }: CueModel): { constants: number[]; lines: string[] } {
  const whole = (weight: number | undefined): number => Math.round((weight ?? 0) * SCALE) || 0;
  const lines = names.flatMap((name, at) => {
    const numbers = weights.map((each) => whole(each[at]));
    return numbers.some((number) => number !== 0) ? [`${numbers.join(',')} ${name}`] : [];
  });
  return { constants: constants.map(whole), lines };
}

if (process.argv[1] === import.meta.filename) {
  const texts = [halfFolder('own'), TUNING].flatMap((folder) => readGapTexts(folder));
  const rows = cueRows(texts, readGapSentences(), await gapLaw());
  const table = tableOf(fitCues(rows, KEPT));
  const lines = table.lines.map((line) => `    ${JSON.stringify(line)}`).join(',\n');
  writeFileSync(FILE, `{\n  "constants": [${table.constants.join(', ')}],\n  "lines": [\n${lines}\n  ]\n}\n`);
  process.stdout.write(`${rows.length} statements, ${table.lines.length} cues\n`);
}
