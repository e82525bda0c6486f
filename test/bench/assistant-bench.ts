import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createExtractiveAnswer } from '../../src/assistant/extractive/extractive-answer.ts';
import { type Desk, openDesk } from '../../src/compose.ts';
import { systemClock } from '../../src/core/clock.ts';
import { callContext } from '../asking.ts';
import { draft, firstSentence, passagesSeen, scriptedModel, search } from '../assistant/scripted-model.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { type BenchRow, p50 } from './bench-row.ts';

const TURNS = 200;
const STREAMED = 40;
const CONVERSATIONS = 10_000;
const QUESTION = 'When may the warden exempt small guilds?';

/** A turn as doors have it (memory, seam, record and receipt on disk) beside the answer alone. */
async function turnRows(desk: Desk): Promise<readonly BenchRow[]> {
  const answers = createExtractiveAnswer(desk.reader, systemClock);
  const [whole, alone]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    let started = performance.now();
    await answers.ask({ text: QUESTION });
    alone.push(performance.now() - started);
    started = performance.now();
    const context = callContext({ conversation: `c-${Math.floor(turn / 5)}` });
    await desk.toolbox.tools.ask_compliance.call({ question: QUESTION }, context);
    whole.push(performance.now() - started);
  }
  return [
    { name: 'a turn without the model p50', value: p50(whole), unit: 'ms' },
    {
      name: 'of it beside the answer alone',
      value: p50(whole) - p50(alone),
      unit: 'ms',
      note: 'memory, seam, record and receipt on disk; ceiling 10',
    },
  ];
}

/** From a question to the first sentence that somebody sees, beside the time that the fake model takes for itself. */
async function streamRows(folder: string): Promise<readonly BenchRow[]> {
  const written: number[] = [];
  let own = 0;
  const model = scriptedModel((request) => {
    const [first] = passagesSeen(request);
    if (first === undefined) return { calls: [search('warden exempt small guilds')] };
    const quote = firstSentence(first.text);
    const reply = draft([
      [quote, [first.passage, quote]],
      [`Also: ${quote}`, [first.passage, quote]],
    ]);
    const end = reply.indexOf('},{"text"') + 1;
    return {
      text: [reply.slice(0, 40), reply.slice(40, end), reply.slice(end)],
      pause: async () => {
        const begun = performance.now();
        await new Promise((resolve) => setTimeout(resolve, 2));
        written.push(performance.now());
        own += performance.now() - begun;
      },
    };
  });
  const desk = await openDesk({ dataFolder: folder }, { starter: false, model });
  const [waits, wholes, owns]: [number[], number[], number[]] = [[], [], []];
  for (let turn = 0; turn < STREAMED; turn += 1) {
    written.length = 0;
    own = 0;
    let [seen, ownThen] = [0, 0];
    const asked = performance.now();
    await desk.toolbox.tools.ask_compliance.call(
      { question: QUESTION },
      callContext({ conversation: `s-${turn}` }),
      ({ kind }) => {
        if (kind === 'sentence' && seen === 0) [seen, ownThen] = [performance.now(), own];
      },
    );
    waits.push(seen - (written[1] ?? Number.NaN));
    wholes.push(seen - asked);
    owns.push(ownThen);
  }
  await desk.close();
  return [
    { name: 'to the first streamed sentence p50', value: p50(wholes), unit: 'ms' },
    { name: "of it the fake model's own", value: p50(owns), unit: 'ms' },
    {
      name: 'first sentence shown after the model wrote it',
      value: p50(waits),
      unit: 'ms',
      note: 'held against what it cites and recorded on disk before',
    },
  ];
}

const Memory = z.object({ first: z.number(), last: z.number() });

function memoryRows(): readonly BenchRow[] {
  const child = join(import.meta.dirname, 'assistant-child.ts');
  const words = ['--expose-gc', '--import', 'tsx', child, String(CONVERSATIONS)];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  const { first, last } = Memory.parse(JSON.parse(stdout));
  return [
    { name: 'heap after 1,000 conversations', value: first, unit: 'MB' },
    {
      name: 'heap after 10,000 conversations',
      value: last,
      unit: 'MB',
      note: 'flat is what is wanted',
    },
  ];
}

export async function assistantBench(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-bench-'));
  const desk = await openDesk({ dataFolder: folder }, { starter: false });
  await desk.library.add(inventedAct({ articles: 400 }));
  const rows = await turnRows(desk);
  await desk.close();
  const all = [...rows, ...(await streamRows(folder)), ...memoryRows()];
  rmSync(folder, { recursive: true, force: true });
  return all;
}
