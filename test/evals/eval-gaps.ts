import { parseArgs } from 'node:util';
import { HAVE_CORPORA } from '../corpora.ts';
import { figuresOf, type GapFigures } from './gaps/figures.ts';
import { gapLaw } from './gaps/gap-law.ts';
import { type GapText, HALVES, type Half, halfFolder, readGapTexts } from './gaps/gap-text.ts';
import { type JudgedText, judgeTexts } from './gaps/judge-texts.ts';
import { markdownLines, mistakeLines, reportLines } from './gaps/print-figures.ts';

/** Detection without a model; less is a fault. */
const FLOOR: Readonly<Record<Half, number>> = { own: 0.9, paraphrased: 0.8 };
/** What is reached by now, less what chance may take: above the floor too it gets no worse unseen. */
const REACHED: Readonly<Record<Half, number>> = { own: 0.97, paraphrased: 0.82 };

const NAMES: Readonly<Record<Half | 'all', string>> = {
  own: 'Own wording, on which the scorer was tuned',
  paraphrased: 'Paraphrased by somebody who had not seen the scorer',
  all: 'Both halves',
};

const OPTIONS = {
  /** own, paraphrased, or all: each half and then both together. */
  half: { type: 'string', default: 'all' },
  /** Texts of one half from another folder. */
  folder: { type: 'string' },
  json: { type: 'boolean' },
  markdown: { type: 'boolean' },
  /** Names every variant that was taken for what it is not. */
  verbose: { type: 'boolean' },
  floor: { type: 'boolean' },
  /** Fails where less is found than was reached. */
  reached: { type: 'boolean' },
} as const;

interface Judged {
  readonly half: Half | 'all';
  readonly judged: readonly JudgedText[];
  readonly figures: GapFigures;
}

function halvesOf(asked: string, folder: string | undefined): readonly (readonly [Half, readonly GapText[]])[] {
  const chosen = HALVES.filter((half) => asked === 'all' || half === asked);
  return chosen.map((half) => [half, readGapTexts(folder ?? halfFolder(half))] as const);
}

/** Judges the texts of each half that has any, and where there are two, both together. */
export async function evaluateGaps(
  halves: readonly (readonly [Half, readonly GapText[]])[],
): Promise<readonly Judged[]> {
  const law = await gapLaw();
  const each = halves
    .filter(([, texts]) => texts.length > 0)
    .map(([half, texts]): Judged => {
      const judged = judgeTexts(texts, law);
      return { half, judged, figures: figuresOf(judged) };
    });
  if (each.length < 2) return each;
  const both = each.flatMap(({ judged }) => judged);
  return [...each, { half: 'all', judged: both, figures: figuresOf(both) }];
}

/** Why the command cannot run as it was given. */
function wrongUsage({ half, folder }: { half: string; folder?: string }): string | undefined {
  if (half !== 'all' && !HALVES.some((each) => each === half)) return `--half is one of ${HALVES.join(', ')}, all.`;
  if (folder !== undefined && half === 'all')
    return 'Say with --half which half the folder is: its floor depends on it.';
  return undefined;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  const wrong = wrongUsage(values);
  if (wrong !== undefined) {
    process.stderr.write(`${wrong}\n`);
    process.exitCode = 2;
    return;
  }
  if (!HAVE_CORPORA) {
    process.stderr.write('The corpora are not here: gap analysis cannot be evaluated.\n');
    return;
  }
  const results = await evaluateGaps(halvesOf(values.half, values.folder));
  if (results.length === 0) process.stderr.write('There are no texts to judge.\n');
  if (values.json)
    process.stdout.write(`${JSON.stringify(Object.fromEntries(results.map((each) => [each.half, each.figures])))}\n`);
  else {
    for (const { half, judged, figures } of results) {
      const print = values.markdown ? markdownLines : reportLines;
      const mistakes = values.verbose && half !== 'all' ? mistakeLines(judged) : [];
      process.stdout.write(`${[...print(NAMES[half], figures), ...mistakes, ''].join('\n')}\n`);
    }
  }
  const bounds = [...(values.floor ? [FLOOR] : []), ...(values.reached ? [REACHED] : [])];
  if (bounds.some((bound) => isBelow(results, bound, values))) process.exitCode = 1;
}

/** True, and said why, where a half that was asked for is missing or not found well enough. */
function isBelow(
  results: readonly Judged[],
  bound: Readonly<Record<Half, number>>,
  { half, folder }: { half: string; folder?: string },
): boolean {
  const wanted = folder === undefined ? HALVES.filter((each) => half === 'all' || half === each) : [];
  const absent = wanted.filter((each) => !results.some((result) => result.half === each));
  for (const each of absent) process.stderr.write(`There are no texts of the half "${each}".\n`);
  const below = results.filter((each) => each.half !== 'all' && !(each.figures.auc >= bound[each.half]));
  for (const { half: name, figures } of below)
    if (name !== 'all')
      process.stderr.write(`Too little: AUC ${bound[name]} is asked for "${name}", it is ${figures.auc.toFixed(3)}.\n`);
  return absent.length + below.length > 0 || results.length === 0;
}

if (process.argv[1] === import.meta.filename) await main();
