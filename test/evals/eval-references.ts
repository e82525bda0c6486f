import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { importLaw } from '../../src/regulations/importers/import-law.ts';
import { createActNames } from '../../src/regulations/mentions/act-names.ts';
import { provisionTree } from '../../src/regulations/provision-tree.ts';
import { linksIn } from '../../src/regulations/references/links-in.ts';
import { ACT_REGISTER } from '../../src/regulations/register/act-register.ts';
import { corpus, HAVE_CORPORA } from '../corpora.ts';

/**
 * References in passages of three acts, labelled by hand from the texts by somebody who had not seen the program. A
 * reference may have several targets ("Articles 8 to 10"); alternatives are other lists that are also right. Stratum A
 * is a fair draw, one random passage of a random article; B are passages that are dense with references. A target that
 * begins with "?" is in an act whose number is not known.
 */
const Passage = z.object({
  act: z.string(),
  passage: z.string(),
  stratum: z.string(),
  references: z.array(
    z.object({ targets: z.array(z.string()), alternatives: z.array(z.array(z.string())).optional() }),
  ),
  neutral: z.array(z.string()).default([]),
});
type Passage = z.infer<typeof Passage>;

const FILES: Readonly<Record<string, readonly string[]>> = {
  '32023R1114': ['eu', 'json', 'mica.json'],
  '32016R0679': ['eu', 'json', 'gdpr.json'],
  'BOE-A-2010-6737': ['es', 'BOE-A-2010-6737.md'],
};

export interface ReferencesReport {
  readonly references: number;
  readonly targets: number;
  /** Targets labelled that were linked. */
  readonly recall: number;
  /** Targets linked that are labelled. */
  readonly precision: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** Links are compared by passage and target: the same target twice in one passage counts once. */
export async function evaluateReferences(stratum?: string): Promise<ReferencesReport> {
  const all = z.array(Passage).parse(JSON.parse(readFileSync(join(import.meta.dirname, 'references.json'), 'utf8')));
  const passages = all.filter((each) => stratum === undefined || each.stratum === stratum);
  const names = createActNames(ACT_REGISTER, []);
  const missed: string[] = [];
  const wrong: string[] = [];
  let hits = 0;
  let linked = 0;
  let targets = 0;
  for (const [act, file] of Object.entries(FILES)) {
    const name = file.at(-1) ?? '';
    const [result] = await importLaw([{ name, text: readFileSync(corpus(...file), 'utf8') }], name);
    if (result === undefined || 'failure' in result) throw new Error(`${name} was not read`);
    const tree = provisionTree(result.imported.nodes);
    for (const passage of passages.filter((each) => each.act === act)) {
      const links = linksIn(act, tree, names, passage.passage);
      const found = new Set(
        links.flatMap((link) =>
          link.act === undefined || link.candidates[0] === undefined ? [] : [`${link.act}#${link.candidates[0].place}`],
        ),
      );
      const wanted = goldOf(passage, found);
      targets += wanted.size;
      for (const target of wanted) {
        if (found.has(target)) hits += 1;
        else missed.push(`${act} ${passage.passage} → ${target}`);
      }
      const extra = [...found].filter((id) => !wanted.has(id) && !passage.neutral.includes(id));
      linked += [...found].filter((id) => wanted.has(id)).length + extra.length;
      wrong.push(...extra.map((id) => `${act} ${passage.passage} → ${id}`));
    }
  }
  return {
    references: passages.reduce((sum, { references }) => sum + references.length, 0),
    targets,
    recall: hits / Math.max(targets, 1),
    precision: (linked - wrong.length) / Math.max(linked, 1),
    missed,
    wrong,
  };
}

/** Of each reference the list of targets that was met best. */
function goldOf({ references }: Passage, found: ReadonlySet<string>): ReadonlySet<string> {
  const met = (list: readonly string[]): number =>
    list.filter((target) => found.has(target)).length / Math.max(list.length, 1);
  return new Set(
    references.flatMap(({ targets, alternatives = [] }) =>
      [targets, ...alternatives].reduce((best, list) => (met(list) > met(best) ? list : best)),
    ),
  );
}

async function main(): Promise<void> {
  if (!HAVE_CORPORA) {
    process.stderr.write('The corpora are not here: references cannot be evaluated.\n');
    return;
  }
  for (const stratum of ['A', 'B', undefined]) {
    const report = await evaluateReferences(stratum);
    process.stdout.write(
      `${stratum ?? 'all'}: ${report.references} references, ${report.targets} targets: recall ${report.recall.toFixed(3)}, precision ${report.precision.toFixed(3)}\n`,
    );
    if (stratum !== undefined || !process.argv.includes('--verbose')) continue;
    for (const each of report.missed) process.stdout.write(`missed ${each}\n`);
    for (const each of report.wrong) process.stdout.write(`wrong  ${each}\n`);
  }
}

if (process.argv[1] === import.meta.filename) await main();
