import { afterEach, describe, expect, it } from 'vitest';
import { readTrail } from '../../src/audit/trail.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { byOneClock, fastClock } from './hosting-fast-clock.ts';
import { watchProcess } from './hosting-requests.ts';
import { askAtOnce } from './load-traffic.ts';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

const NOTHING_WRONG = { lost: 0, doubled: 0, crossed: 0, violations: 0 };

let running: TeamsDesk | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function open(articles: number, faster: number): Promise<TeamsDesk> {
  running = await teamsDesk({ texts: [inventedAct({ articles })], ...byOneClock(fastClock(faster)) });
  return running;
}

describe('many at once, by all of the rules of Teams', () => {
  it('loses, doubles and mixes up nothing in 40 conversations of five questions', async () => {
    const watched = watchProcess();
    const desk = await open(200, 3);
    const kinds = ['personal', 'personal', 'personal', 'groupChat', 'channel'] as const;
    const { muddle } = await askAtOnce(desk, {
      conversations: 40,
      questions: 5,
      kindOf: (at) => kinds[at % kinds.length] ?? 'personal',
      again: (at, question) => (at + question) % 3 === 0,
    });
    expect(desk.teams.violations).toEqual([]);
    expect(muddle).toEqual(NOTHING_WRONG);
    expect(desk.failures).toEqual([]);
    expect(readTrail(desk.desk.audit.store, { types: ['answer'] }, 1_000)).toHaveLength(200);
    watched.stop();
    expect(watched.uncaught).toEqual([]);
  }, 60_000);

  it.each(['groupChat', 'channel', 'personal'] as const)(
    'keeps to the pace where 24 are asked in one %s',
    async (kind) => {
      const desk = await open(24, 8);
      const { muddle } = await askAtOnce(desk, { conversations: 1, questions: 24, kindOf: () => kind });
      expect(muddle).toEqual(NOTHING_WRONG);
    },
    60_000,
  );
});
