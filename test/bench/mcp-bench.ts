import { type BenchRow, p50 } from './bench-row.ts';
import { CALLERS, type Caller, type Connect } from './mcp-callers.ts';
import { type DeskProcess, type Memory, QUERIES, startDeskProcess } from './mcp-process.ts';
import { ARTICLES, startTraffic } from './mcp-traffic.ts';

const WARM_UP = 100;
const CALLS = 600;
const CLIENTS = 50;
const TOGETHER = 3_000;
const MARK = 5_000;
const LAST = 50_000;
/** Calls after which everybody has all the sessions that one may have. */
const SETTLED = 20_000;

/** One client, one call after the other, by turns: what else the machine does hits both alike. */
async function latencyRows(desk: DeskProcess): Promise<readonly BenchRow[]> {
  const caller = await CALLERS['no client library, 2026-07-28'](desk.url, desk.tokens[0] ?? '');
  const [nothing, searched]: [number[], number[]] = [[], []];
  for (let call = 0; call < WARM_UP + CALLS; call += 1) {
    const times = [
      await timed(caller, 'do_nothing', {}),
      await timed(caller, 'search_regulations', queryOf(call)),
    ] as const;
    if (call < WARM_UP) continue;
    nothing.push(times[0]);
    searched.push(times[1]);
  }
  const { tool, ranking } = await desk.searchTimes();
  return [
    {
      name: 'MCP: a tool that does nothing p50',
      value: p50(nothing),
      unit: 'ms',
      note: 'its row flushed to disk is in it',
    },
    { name: 'MCP: a tool that does nothing p95', value: p95(nothing), unit: 'ms' },
    { name: 'MCP: search_regulations p50', value: p50(searched), unit: 'ms', note: 'its row flushed to disk is in it' },
    { name: 'MCP: search_regulations p95', value: p95(searched), unit: 'ms' },
    { name: 'the same tool in the process p50', value: tool, unit: 'ms', note: 'neither door nor row' },
    { name: 'of it finding and ranking', value: ranking, unit: 'ms' },
    {
      name: 'MCP: search beside nothing and the search',
      value: p50(searched) / (p50(nothing) + tool),
      unit: 'times',
      note: 'ceiling 1.3',
    },
  ];
}

function queryOf(call: number): Readonly<Record<string, unknown>> {
  return { query: QUERIES[call % QUERIES.length] ?? QUERIES[0] };
}

async function timed(caller: Caller, tool: string, given: Readonly<Record<string, unknown>>): Promise<number> {
  const started = performance.now();
  const { isError, text } = await caller.call(tool, given);
  if (isError) throw new Error(text);
  return performance.now() - started;
}

function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

/** Clients of every kind at once. */
async function togetherRows(desk: DeskProcess): Promise<readonly BenchRow[]> {
  const kinds = Object.values(CALLERS);
  const callers = await Promise.all(
    Array.from({ length: CLIENTS }, (_, client) => {
      const connect: Connect | undefined = kinds[client % kinds.length];
      if (connect === undefined) throw new Error('there are no clients');
      return connect(desk.url, desk.tokens[client % desk.tokens.length] ?? '');
    }),
  );
  let [left, call] = [TOGETHER, 0];
  const started = performance.now();
  const times = await Promise.all(
    callers.map(async (caller) => {
      const own: number[] = [];
      while (left-- > 0) own.push(await timed(caller, 'search_regulations', queryOf(call++)));
      return own;
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  await Promise.all(callers.map((caller) => caller.leave()));
  return [
    {
      name: `MCP: searches of ${CLIENTS} clients at once`,
      value: TOGETHER / seconds,
      unit: 'calls/s',
      note: 'both eras; clients and desk share the machine',
    },
    { name: `MCP: each of them p95`, value: p95(times.flat()), unit: 'ms' },
  ];
}

/** What the heap holds after so many calls of a mixed traffic, sessions left open and streams left in the middle. */
async function memoryRows(): Promise<readonly BenchRow[]> {
  const desk = await startDeskProcess(ARTICLES);
  const traffic = await startTraffic(desk);
  const marks: Memory[] = [];
  for (let calls = MARK; calls <= LAST; calls += MARK) {
    await traffic.until(calls);
    marks.push(await desk.memory());
  }
  await traffic.stop();
  await desk.stop();
  return marks.map(({ heap, code, sessions, failures }, at) => {
    if (failures > 0) throw new Error(`the door failed inside ${failures} times`);
    return {
      name: `MCP: heap after ${((at + 1) * MARK).toLocaleString('en')} calls`,
      value: heap,
      unit: 'MB',
      note: `${code.toFixed(1)} of it compiled code; ${sessions} sessions open${at + 1 < marks.length ? '' : `; ${growth(marks)}`}`,
    };
  });
}

/** Compared from where everybody has as many sessions as one may have: those before are kept, as they should be. */
function growth(marks: readonly Memory[]): string {
  const [from, to] = [marks[SETTLED / MARK - 1], marks.at(-1)];
  if (from === undefined || to === undefined) return '';
  const share = (before: number, after: number) => `${((after / before - 1) * 100).toFixed(1)} %`;
  const perThousand = ((to.heap - from.heap) / (LAST - SETTLED)) * 1e6;
  return `from ${SETTLED.toLocaleString('en')} on ${share(from.heap, to.heap)} (ceiling 5), without code ${share(from.heap - from.code, to.heap - to.code)}; ${perThousand.toFixed(0)} kB a 1,000 calls`;
}

export async function mcpBench(): Promise<readonly BenchRow[]> {
  const desk = await startDeskProcess(400);
  const rows = [...(await latencyRows(desk)), ...(await togetherRows(desk))];
  await desk.stop();
  return [...rows, ...(await memoryRows())];
}
