import { getHeapCodeStatistics } from 'node:v8';
import { z } from 'zod';
import { PAGE_CHARACTERS } from '../../mcp/desk-door.ts';
import { searchRegulations } from '../../src/regulations/search-regulations.ts';
import { type BoundTool, bindTool, type Seam } from '../../src/tools/bind-tools.ts';
import { defineTool } from '../../src/tools/define-tool.ts';
import { searchRegulationsTool } from '../../src/tools/search-regulations.ts';
import { callContext } from '../asking.ts';
import { fixedClock } from '../fixed-clock.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { p50 } from './bench-row.ts';
import { PEOPLE, QUERIES, type Told } from './mcp-process.ts';
import { serveMcp } from './mcp-serving.ts';

/** How long a call lasts from which somebody goes away in the middle, in milliseconds. */
const MOMENT = 40;

const nothing = {
  input: z.strictObject({}),
  output: z.strictObject({ done: z.boolean() }),
  access: { effect: 'read', permission: 'regulations:read' },
} as const;

const doNothing = defineTool({
  ...nothing,
  name: 'do_nothing',
  title: 'Do nothing',
  description: 'Does nothing.',
  run: async () => ({ output: { done: true } }),
});

const waitAMoment = defineTool({
  ...nothing,
  name: 'wait_a_moment',
  title: 'Wait a moment',
  description: 'Tells that it has begun, and waits a moment.',
  run: async (_given, _deps, { signal }, watch) => {
    watch?.({ kind: 'step', tool: 'wait_a_moment' });
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, MOMENT);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    });
    return { output: { done: true } };
  },
});

const tools = (seam: Seam): readonly BoundTool[] => [bindTool(doNothing, {}, seam), bindTool(waitAMoment, {}, seam)];

/**
 * The desk behind its door, in a process of its own whose memory nobody else's clients are in. It says where it listens
 * and to whose tokens; asked for it, what its heap holds after a collection, and how long searches take in the process.
 */
const articles = Number(process.argv[2]);
const serving = await serveMcp({ texts: [inventedAct({ articles })], people: PEOPLE, tools });
const tell = (told: Told): void => void process.send?.(told);

/** The same tool with nothing around it: neither the door nor a row. */
const unrecorded = bindTool(
  searchRegulationsTool,
  {
    reader: serving.desk.reader,
    clock: fixedClock('2099-06-15'),
    behind: serving.desk.behind,
    pageCharacters: PAGE_CHARACTERS,
  },
  {
    audit: {
      admit: () => undefined,
      record: () => ({ position: 1 }) as never,
      intend: (_, by) => ({ position: 1, by }),
      settle: () => ({ position: 1 }) as never,
    },
    now: () => performance.now(),
  },
);

async function searchTimes(): Promise<Told> {
  const [tool, ranking]: [number[], number[]] = [[], []];
  for (let round = 0; round < 30; round += 1)
    for (const query of QUERIES) {
      let started = performance.now();
      await unrecorded.call({ query }, callContext());
      tool.push(performance.now() - started);
      started = performance.now();
      await searchRegulations(serving.desk.reader, { text: query, limit: 11 });
      ranking.push(performance.now() - started);
    }
  return { tool: p50(tool), ranking: p50(ranking) };
}

/** What is left once nothing more can be let go of: finalisers and what they free need turns of their own. */
async function memory(): Promise<Told> {
  for (let turn = 0; turn < 5; turn += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { code_and_metadata_size: compiled, bytecode_and_metadata_size: bytecode } = getHeapCodeStatistics();
  return {
    heap: process.memoryUsage().heapUsed / 1e6,
    code: (compiled + bytecode) / 1e6,
    sessions: serving.door.sessions,
    rows: serving.desk.audit.store.head()?.position ?? 0,
    failures: serving.failures.length,
  };
}

process.on('message', async (asked: 'memory' | 'search' | 'stop') => {
  if (asked === 'memory') return tell(await memory());
  if (asked === 'search') return tell(await searchTimes());
  await serving.close();
  process.disconnect();
});
tell({ url: serving.url.href, tokens: serving.people.map(({ token }) => token) });
