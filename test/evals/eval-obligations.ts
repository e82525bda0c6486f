import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MODALITIES } from '../../src/gaps/norms/norm.ts';
import type { Obligation } from '../../src/gaps/obligations/obligation.ts';
import { obligationsOf } from '../../src/gaps/obligations/obligations-of.ts';
import { importLaw } from '../../src/regulations/importers/import-law.ts';
import { isWithin } from '../../src/regulations/place.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { provisionTree } from '../../src/regulations/provision-tree.ts';
import { corpus, HAVE_CORPORA } from '../corpora.ts';
import { lawViewOf } from '../gaps/law-view-of.ts';

/**
 * Obligations in provisions of five acts, labelled by hand from the texts by somebody who had not seen the program; one
 * half for tuning, one held back. A place is positive where any obligation lies within it or among the points that it
 * introduces; actor, deadline, modality and recipient are those of the first one in the order of the text, and count
 * where the label states them.
 */
const Label = z.object({
  act: z.string(),
  place: z.string(),
  obligation: z.boolean(),
  actor: z.string().nullable(),
  modality: z.enum(MODALITIES).nullable(),
  deadline: z.object({ iso: z.string().nullable(), words: z.string() }).nullable(),
  recipient: z.string().nullable().default(null),
  half: z.enum(['dev', 'held']),
});
type Label = z.infer<typeof Label>;

const FILES: Readonly<Record<string, readonly string[]>> = {
  '32022R2554': ['eu', 'json', 'dora.json'],
  '32016R0679': ['eu', 'json', 'gdpr.json'],
  '32023R1114': ['eu', 'json', 'mica.json'],
  '32015L2366': ['eu', 'json', 'psd2.json'],
  'BOE-A-2010-6737': ['es', 'BOE-A-2010-6737.md'],
};
const FLOOR = { f1: 0.85, actor: 0.9, deadline: 0.9 } as const;

/** Hits of all that were asked for. */
interface Share {
  readonly hit: number;
  readonly of: number;
}

interface Row {
  readonly name: string;
  readonly labels: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly actor: Share;
  readonly deadline: Share;
  readonly modality: Share;
  readonly recipient: Share;
}

interface Judged {
  readonly label: Label;
  readonly found: readonly Obligation[];
}

async function main(): Promise<void> {
  if (!HAVE_CORPORA) {
    process.stderr.write('The corpora are not here: obligations cannot be evaluated.\n');
    return;
  }
  const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const files = named.length > 0 ? named : [join(import.meta.dirname, 'obligations', 'labels.json')];
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) {
    process.stderr.write(`There is no file of labels "${missing}": obligations cannot be evaluated.\n`);
    process.exitCode = 1;
    return;
  }
  const labels = files.flatMap((file) => z.array(Label).parse(JSON.parse(readFileSync(file, 'utf8'))));
  const judged = await judge(labels);
  const rows: Row[] = [];
  for (const half of ['dev', 'held'] as const) {
    const of = judged.filter(({ label }) => label.half === half);
    if (of.length === 0) continue;
    for (const act of Object.keys(FILES))
      rows.push(
        rowOf(
          `${half} ${act}`,
          of.filter(({ label }) => label.act === act),
        ),
      );
    rows.push(rowOf(half, of));
  }
  for (const row of rows) process.stdout.write(`${line(row)}\n`);
  if (process.argv.includes('--verbose'))
    for (const each of judged) for (const fault of faultsOf(each)) process.stdout.write(`${fault}\n`);
  const failing = rows.filter(({ name }) => !name.includes(' ')).filter((row) => !standsFloor(row));
  if (process.argv.includes('--floor') && failing.length > 0) {
    process.stderr.write(`Below the floor: ${failing.map(({ name }) => name).join(', ')}.\n`);
    process.exitCode = 1;
  }
}

async function judge(labels: readonly Label[]): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const [act, file] of Object.entries(FILES)) {
    const imported = await importedFrom(file);
    const { view, versions } = lawViewOf([imported]);
    const [version] = versions;
    if (version === undefined) continue;
    const began = performance.now();
    const obligations = obligationsOf(view, version);
    process.stdout.write(`${act}: ${obligations.length} obligations in ${Math.round(performance.now() - began)} ms\n`);
    const tree = provisionTree(imported.nodes);
    for (const label of labels.filter((each) => each.act === act)) {
      const introduced = tree.introducedBy(label.place).map(({ place }) => place);
      const found = obligations.filter(({ place }) =>
        [label.place, ...introduced].some((around) => isWithin(place, around)),
      );
      if (!tree.has(label.place)) process.stdout.write(`${act} has no ${label.place}\n`);
      judged.push({ label, found });
    }
  }
  return judged;
}

async function importedFrom(file: readonly string[]): Promise<ImportedText> {
  const name = file.at(-1) ?? '';
  const [result] = await importLaw([{ name, text: readFileSync(corpus(...file), 'utf8') }], name);
  if (result === undefined || 'failure' in result) throw new Error(`${name} was not read`);
  return result.imported;
}

function rowOf(name: string, judged: readonly Judged[]): Row {
  const positive = judged.filter(({ label }) => label.obligation);
  const found = judged.filter((each) => each.found.length > 0);
  const hits = positive.filter((each) => each.found.length > 0);
  const [precision, recall] = [ratio(hits.length, found.length), ratio(hits.length, positive.length)];
  const share = (stated: (label: Label) => boolean, right: (each: Judged) => boolean): Share => {
    const asked = positive.filter(({ label }) => stated(label));
    return { hit: asked.filter(right).length, of: asked.length };
  };
  return {
    name,
    labels: judged.length,
    precision,
    recall,
    f1: ratio(2 * precision * recall, precision + recall),
    actor: share(({ actor }) => actor !== null, isActorRight),
    deadline: share(({ deadline }) => deadline !== null, isDeadlineRight),
    modality: share(({ modality }) => modality !== null, isModalityRight),
    recipient: share(({ recipient }) => recipient !== null, isRecipientRight),
  };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function isActorRight({ label, found }: Judged): boolean {
  const first = found.find(({ actor }) => actor !== null) ?? found[0];
  return label.actor !== null && first?.actor != null && sameActor(label.actor, first.actor);
}

/** Any of the place's obligations may carry the time that the label gives: which is meant the words tell. */
function isDeadlineRight({ label, found }: Judged): boolean {
  const stated = label.deadline;
  if (stated === null) return false;
  return found.some(({ deadline, norm }) =>
    (stated.iso === null ? norm.deadlines : deadline === null ? [] : [deadline]).some((each) =>
      stated.iso === null ? overlap(each.text, stated.words) : each.iso === stated.iso,
    ),
  );
}

function isModalityRight({ label, found }: Judged): boolean {
  return found[0]?.modality === label.modality;
}

function isRecipientRight({ label, found }: Judged): boolean {
  return found.some(
    ({ norm }) => norm.recipient !== undefined && sameActor(label.recipient ?? '', norm.recipient.text),
  );
}

/** Case, articles and number aside the same, or one holds the other's head phrase: what stands before what describes it. */
function sameActor(a: string, b: string): boolean {
  const [one, other] = [plain(a), plain(b)];
  const head = (words: string): string =>
    words.split(/ (?:of|that|which|who|que|de|del|in|for|to|and|or|y|o)(?= )/)[0]?.trim() ?? '';
  return one === other || ` ${one} `.includes(` ${head(other)} `) || ` ${other} `.includes(` ${head(one)} `);
}

function plain(words: string): string {
  return words
    .toLowerCase()
    .replace(/[’']/g, "'")
    .replace(
      /\b(?:the|a|an|any|each|every|all|el|la|los|las|un|una|todas?|todos?|cada|its|their|such|that|those)\b/g,
      ' ',
    )
    .replace(/[.,;:]/g, ' ')
    .replace(/\b([\p{L}]{3,}?)(?:ies|y)\b/gu, '$1y')
    .replace(/\b([\p{L}]{3,}[^s\s])s\b/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function overlap(a: string, b: string): boolean {
  const [one, other] = [plain(a), plain(b)];
  return one.includes(other) || other.includes(one);
}

function standsFloor({ f1, actor, deadline }: Row): boolean {
  return (
    f1 >= FLOOR.f1 && ratio(actor.hit, actor.of) >= FLOOR.actor && ratio(deadline.hit, deadline.of) >= FLOOR.deadline
  );
}

function line({ name, labels, precision, recall, f1, ...shares }: Row): string {
  const share = ({ hit, of }: Share): string => `${hit}/${of}`;
  return (
    `${name}: ${labels} places, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}; ` +
    `actor ${share(shares.actor)}, deadline ${share(shares.deadline)}, modality ${share(shares.modality)}, ` +
    `recipient ${share(shares.recipient)}`
  );
}

function faultsOf(each: Judged): readonly string[] {
  const { label, found } = each;
  const at = `${label.act}#${label.place}`;
  const shown = found
    .slice(0, 4)
    .map(
      ({ id, modality, actor, deadline, norm }) =>
        `${id} ${modality} ${actor} ${deadline?.text} → ${norm.recipient?.text}`,
    )
    .join(' | ');
  if (label.obligation !== found.length > 0) return [`${label.obligation ? 'missed' : 'wrong '} ${at}: ${shown}`];
  if (!label.obligation) return [];
  return [
    ...(label.actor !== null && !isActorRight(each) ? [`actor ${at}: "${label.actor}", read ${shown}`] : []),
    ...(label.deadline !== null && !isDeadlineRight(each)
      ? [`deadline ${at}: "${label.deadline.words}", read ${shown}`]
      : []),
    ...(label.modality !== null && !isModalityRight(each) ? [`modality ${at}: ${label.modality}, read ${shown}`] : []),
    ...(label.recipient !== null && !isRecipientRight(each)
      ? [`recipient ${at}: "${label.recipient}", read ${shown}`]
      : []),
  ];
}

if (process.argv[1] === import.meta.filename) await main();
