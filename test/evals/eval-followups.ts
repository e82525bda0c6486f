import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { namedIn } from '../../src/assistant/follow-up/named-places.ts';
import type { FollowUp, PastTurn } from '../../src/assistant/follow-up/past-turn.ts';
import { readFollowUp } from '../../src/assistant/follow-up/read-follow-up.ts';
import { type Desk, openDesk } from '../../src/compose.ts';
import { foldText } from '../../src/core/text.ts';
import type { LawView } from '../../src/regulations/law-view.ts';
import { asking } from '../asking.ts';
import { fixedClock } from '../fixed-clock.ts';

/** Share of the dialogues that must be read right throughout: what was measured when the rules stood, less three points. */
const BAR = 0.958;

const Expected = z.strictObject({
  /** Left exactly as asked, and nothing said about it. */
  alone: z.literal(true).optional(),
  /** Left as asked, with a sentence that names the choices. */
  ambiguous: z.literal(true).optional(),
  /** All places that the question as read names, by id. */
  places: z.array(z.string()).optional(),
  /** All acts that it names. */
  acts: z.array(z.string()).optional(),
  /** Words that it has, folded. */
  words: z.array(z.string()).optional(),
  /** Words that it must not have. */
  no: z.array(z.string()).optional(),
});
type Expected = z.infer<typeof Expected>;

const Dialogue = z.strictObject({
  id: z.string(),
  language: z.enum(['en', 'es']),
  turns: z.array(z.strictObject({ asked: z.string(), expected: Expected.optional() })).min(2),
});
type Dialogue = z.infer<typeof Dialogue>;

const HALVES = ['development', 'held-back'] as const;

interface Tally {
  dialogues: number;
  right: number;
  turns: number;
  rightTurns: number;
  alone: number;
  rightAlone: number;
  readonly misses: string[];
}

function dialoguesOf(half: string): readonly Dialogue[] {
  return z
    .array(Dialogue)
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'followups', `${half}.json`), 'utf8')));
}

/** What is wrong with how a question was read; `undefined` where nothing is. */
function faultOf(asked: string, read: FollowUp, expected: Expected, view: LawView): string | undefined {
  if (expected.ambiguous)
    return read.ambiguous !== undefined && read.text === asked ? undefined : 'should be ambiguous';
  if (read.ambiguous !== undefined) return `ambiguous: ${read.ambiguous}`;
  if (expected.alone) return read.text === asked && read.readAs === undefined ? undefined : 'should be left alone';
  const named = namedIn(read.text, view);
  const places = named.places.map(({ act, place }) => `${act}#${place}`);
  const folded = foldText(read.text);
  const same = (wanted: readonly string[] | undefined, got: readonly string[]): boolean =>
    wanted === undefined || [...wanted].sort().join() === [...got].sort().join();
  if (!same(expected.places, places)) return `places ${places.join()}`;
  if (!same(expected.acts, named.acts)) return `acts ${named.acts.join()}`;
  const missing = (expected.words ?? []).filter((word) => !folded.includes(foldText(word)));
  const wrong = (expected.no ?? []).filter((word) => folded.includes(foldText(word)));
  return missing.length + wrong.length === 0 ? undefined : `words lacking ${missing.join()}, unwanted ${wrong.join()}`;
}

/** Holds one dialogue with the desk: each question is read in the light of the answers really given before it. */
async function hold(desk: Desk, { id, turns }: Dialogue, tally: Tally): Promise<void> {
  const view = desk.reader.at({});
  const before: PastTurn[] = [];
  let right = true;
  for (const { asked, expected } of turns) {
    const read = readFollowUp(asked, before, view);
    const fault = expected && faultOf(asked, read, expected, view);
    if (expected !== undefined) {
      tally.turns += 1;
      tally.rightTurns += fault === undefined ? 1 : 0;
      tally.alone += expected.alone ? 1 : 0;
      tally.rightAlone += expected.alone && fault === undefined ? 1 : 0;
    }
    if (fault !== undefined) tally.misses.push(`${id} "${asked}" → "${read.text}" (${fault})`);
    right &&= fault === undefined;
    const { status, answer } = await asking(desk).ask({ text: read.text });
    const cited = [...new Set(answer.flatMap(({ citations }) => citations.map((citation) => citation.id)))];
    const acts = [...namedIn(read.text, view).acts, ...cited.map((each) => each.split('#')[0] ?? '')];
    before.push({ question: read.text, status, acts: [...new Set(acts)], cited });
  }
  tally.dialogues += 1;
  tally.right += right ? 1 : 0;
}

function share(part: number, whole: number): string {
  return `${part}/${whole} (${((100 * part) / whole).toFixed(1)} %)`;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-followups-'));
  const desk = await openDesk({ dataFolder: folder }, { clock: fixedClock('2026-11-25') });
  const only = process.argv.find((each) => each.startsWith('--only='))?.slice('--only='.length);
  const tallies = new Map<string, Tally>();
  for (const half of HALVES.filter((each) => only === undefined || each === only)) {
    const tally: Tally = { dialogues: 0, right: 0, turns: 0, rightTurns: 0, alone: 0, rightAlone: 0, misses: [] };
    for (const dialogue of dialoguesOf(half)) await hold(desk, dialogue, tally);
    tallies.set(half, tally);
  }
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
  for (const [half, tally] of tallies) {
    process.stdout.write(
      `${half.padEnd(12)} dialogues read right ${share(tally.right, tally.dialogues)}, questions ${share(tally.rightTurns, tally.turns)}, left alone ${share(tally.rightAlone, tally.alone)}\n`,
    );
    if (process.argv.includes('--misses')) for (const miss of tally.misses) process.stdout.write(`   ${miss}\n`);
  }
  const sum = (of: (tally: Tally) => number): number =>
    [...tallies.values()].reduce((total, each) => total + of(each), 0);
  const [right, all] = [sum((each) => each.right), sum((each) => each.dialogues)];
  const short = right / all < BAR;
  process.stdout.write(
    `total        dialogues read right ${share(right, all)}, questions ${share(
      sum((each) => each.rightTurns),
      sum((each) => each.turns),
    )}, left alone ${share(
      sum((each) => each.rightAlone),
      sum((each) => each.alone),
    )}; the bar of ${(100 * BAR).toFixed(1)} % is ${short ? 'not met' : 'met'}\n`,
  );
  process.exitCode = short ? 1 : 0;
}

if (process.argv[1] === import.meta.filename) await main();
