import { fastClock } from '../bot/hosting-fast-clock.ts';
import { askAtOnce } from '../bot/load-traffic.ts';
import { startTeams } from '../fixtures/teams/fake-teams.ts';
import type { Conversation, FakeTeams, TeamsOptions } from '../fixtures/teams/teams-api.ts';
import { type BenchRow, p50 } from './bench-row.ts';
import { type Memory, startTeamsDesk, type TeamsDeskProcess } from './teams-process.ts';

const WARM_UP = 20;
const QUESTIONS = 100;
/** Each takes a second and more, which is Teams' rule and not ours. */
const PACED = 15;
const CONVERSATIONS = 200;
const EACH = 5;
/** Waits are a third as long, and no stream takes so long that it would be cut for it. */
const FASTER = 3;
const CHATS = 500;
const MARK = 1_000;
const TURNS = 5_000;
const AT_ONCE = 20;

async function served<T>(
  options: TeamsOptions,
  given: Parameters<typeof startTeamsDesk>[1],
  measure: (teams: FakeTeams, desk: TeamsDeskProcess) => Promise<T>,
): Promise<T> {
  const teams = await startTeams(options);
  const desk = await startTeamsDesk(teams, given);
  const measured = await measure(teams, desk);
  await desk.stop();
  await teams.close();
  return measured;
}

interface Times {
  readonly acknowledged: number;
  readonly first: number;
  readonly whole: number;
}

/** Milliseconds from the post to what is seen of its answer. */
async function timed(chat: Conversation, article: number): Promise<Times> {
  const started = performance.now();
  const passed = () => performance.now() - started;
  const first = chat.waitFor((each) => each.shown().some(({ from }) => from === 'bot') && passed());
  const whole = chat.waitFor(
    (each) => each.shown().some(({ from, state }) => from === 'bot' && state === 'whole') && passed(),
  );
  const { status, took } = await chat.say(`What does Article ${article} of Regulation (EU) 2099/1 require?`);
  if (status !== 200) throw new Error(`the desk answered with ${status}`);
  return { acknowledged: took, first: await first, whole: await whole };
}

async function times(teams: FakeTeams, questions: number): Promise<readonly Times[]> {
  const measured: Times[] = [];
  for (let question = 0; question < WARM_UP + questions; question += 1) {
    const one = await timed(teams.chat({ person: teams.person(`Person ${question}`) }), 1 + (question % 60));
    if (question >= WARM_UP) measured.push(one);
  }
  return measured;
}

async function latencyRows(): Promise<readonly BenchRow[]> {
  const free = await served({ limits: { streamInterval: 0 } }, { articles: 60 }, async (teams, desk) => {
    const seen = await times(teams, QUESTIONS);
    return { seen, alone: await desk.inProcess() };
  });
  const clock = { times: 1, begun: Date.now() };
  const paced = await served({}, { articles: 60, clock }, (teams) => times(teams, PACED));
  const of = (seen: readonly Times[], name: keyof Times) => p50(seen.map((each) => each[name]));
  const whole = of(free.seen, 'whole');
  return [
    { name: 'Teams: post to its acknowledgement p50', value: of(free.seen, 'acknowledged'), unit: 'ms' },
    { name: 'Teams: post to the first streamed p50', value: of(free.seen, 'first'), unit: 'ms' },
    { name: 'Teams: post to the whole answer p50', value: whole, unit: 'ms', note: "without Teams' pace of streams" },
    { name: 'the same answer in the process p50', value: free.alone, unit: 'ms', note: 'its rows flushed to disk' },
    { name: 'Teams: the whole beside it', value: whole / free.alone, unit: 'times' },
    { name: "Teams: the whole at Teams' pace p50", value: of(paced, 'whole'), unit: 'ms', note: '1 s of it is a rule' },
  ];
}

/** All of the rules of Teams, by one clock for both sides. */
async function togetherRows(): Promise<readonly BenchRow[]> {
  const begun = Date.now();
  const clock = { times: FASTER, begun };
  const options = { now: fastClock(FASTER, begun).now, answerWithin: 60_000 };
  return served(options, { articles: CONVERSATIONS * EACH, clock }, async (teams, desk) => {
    const started = performance.now();
    const { muddle, acknowledged } = await askAtOnce(
      { teams, door: { settled: () => everybodyAnswered(teams, desk, CONVERSATIONS * EACH) } },
      { conversations: CONVERSATIONS, questions: EACH },
    );
    const seconds = (performance.now() - started) / 1_000;
    const { failures } = await desk.memory();
    const sorted = [...acknowledged].sort((a, b) => a - b);
    return [
      {
        name: `Teams: answers to ${CONVERSATIONS} conversations at once`,
        value: (CONVERSATIONS * EACH) / seconds,
        unit: 'answers/s',
        note: Object.entries({ ...muddle, failures })
          .map(([what, count]) => `${count} ${what}`)
          .join(', '),
      },
      { name: 'Teams: acknowledgements of it p95', value: sorted[Math.floor(sorted.length * 0.95)] ?? 0, unit: 'ms' },
      {
        name: 'Teams: the slowest of them',
        value: sorted.at(-1) ?? 0,
        unit: 'ms',
        note: 'Teams sends again after 15,000',
      },
    ];
  });
}

async function everybodyAnswered(teams: FakeTeams, desk: TeamsDeskProcess, questions: number): Promise<void> {
  const finals = () =>
    teams.wire.filter(({ activity, status }) => activity['type'] === 'message' && status < 300).length;
  await teams.waitFor(() => finals() >= questions, 300_000);
  // It settles first: what comes twice would come by then.
  await desk.memory();
}

async function memoryRows(): Promise<readonly BenchRow[]> {
  return served({ limits: { streamInterval: 0 } }, { articles: 60 }, async (teams, desk) => {
    const chats = Array.from({ length: CHATS }, (_, at) => teams.chat({ person: teams.person(`Person ${at}`) }));
    const marks: Memory[] = [];
    for (let turn = 0; turn < TURNS; turn += AT_ONCE) {
      const now = Array.from({ length: AT_ONCE }, (_, at) => chats[(turn + at) % CHATS] as Conversation);
      await Promise.all(now.map((chat, at) => chat.ask(wordsOf(turn + at))));
      teams.forget();
      if ((turn + AT_ONCE) % MARK === 0) marks.push(await desk.memory());
    }
    return marks.map(({ heap, code, failures }, at) => {
      if (failures > 0) throw new Error(`the door failed inside ${failures} times`);
      return {
        name: `Teams: heap after ${((at + 1) * MARK).toLocaleString('en')} turns`,
        value: heap,
        unit: 'MB',
        note: `${code.toFixed(1)} of it compiled code${at + 1 < marks.length ? '' : `; ${growth(marks)}`}`,
      };
    });
  });
}

function wordsOf(turn: number): string {
  if (turn % 50 === 49) return 'new topic';
  if (turn % 7 === 6) return 'And Article 5?';
  return `What does Article ${1 + (turn % 60)} of Regulation (EU) 2099/1 require?`;
}

function growth(marks: readonly Memory[]): string {
  const [from, to] = [marks[0], marks.at(-1)];
  if (from === undefined || to === undefined) return '';
  const share = (before: number, after: number) => `${((after / before - 1) * 100).toFixed(1)} %`;
  return `from ${MARK.toLocaleString('en')} on ${share(from.heap, to.heap)} (ceiling 5), without code ${share(from.heap - from.code, to.heap - to.code)}`;
}

export async function teamsBench(): Promise<readonly BenchRow[]> {
  return [...(await latencyRows()), ...(await togetherRows()), ...(await memoryRows())];
}
