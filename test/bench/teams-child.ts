import { getHeapCodeStatistics } from 'node:v8';
import { callContext } from '../asking.ts';
import { byOneClock, fastClock } from '../bot/hosting-fast-clock.ts';
import { teamsDesk } from '../bot/teams-desk.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import type { FakeTeams } from '../fixtures/teams/teams-api.ts';
import { p50 } from './bench-row.ts';
import { Started, type Told } from './teams-process.ts';

/**
 * The desk behind its Teams door, in a process of its own whose memory nobody else is in. It says where it listens; asked
 * for it, what its heap holds after a collection, and how long an answer takes without the door.
 */
const { token, articles, clock, ...registration } = Started.parse(JSON.parse(process.argv[2] ?? ''));
/** As much of the other process's Teams as a desk needs to know. */
const teams = { ...registration, appPassword: 'x', bot: '', botToken: () => token };
const running = await teamsDesk({
  texts: [inventedAct({ articles })],
  before: teams as unknown as FakeTeams,
  ...(clock === undefined ? {} : { door: byOneClock(fastClock(clock.times, clock.begun)).door }),
});
const tell = (told: Told): void => void process.send?.(told);

async function answer(): Promise<Told> {
  const times: number[] = [];
  for (let article = 1; article <= 60; article += 1) {
    const question = `What does Article ${article} of Regulation (EU) 2099/1 require?`;
    const started = performance.now();
    const context = callContext({ conversation: `in process ${article}` });
    await running.desk.toolbox.tools.ask_compliance.call({ question }, context, () => undefined);
    times.push(performance.now() - started);
  }
  return { answer: p50(times) };
}

/** What is left once nothing more can be let go of: finalisers and what they free need turns of their own. */
async function memory(): Promise<Told> {
  await running.door.settled();
  for (let turn = 0; turn < 5; turn += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { code_and_metadata_size: compiled, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics();
  return {
    heap: process.memoryUsage().heapUsed / 1e6,
    code: (compiled + bytecode) / 1e6,
    answers: running.desk.audit.store.rows({ types: ['answer'] }, 1_000_000).length,
    failures: running.failures.length,
  };
}

process.on('message', async (asked: 'memory' | 'answer' | 'stop') => {
  if (asked === 'memory') return tell(await memory());
  if (asked === 'answer') return tell(await answer());
  await running.close();
  process.disconnect();
});
tell({ url: teams.bot });
