import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eraseUser } from '../../src/audit/erasure.ts';
import { type RecalledAnswer, recallAnswers } from '../../src/audit/recall.ts';
import { type Desk, openDesk } from '../../src/compose.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { callContext } from '../asking.ts';
import { type InventedOptions, inventedAct } from '../fixtures/invented-act.ts';
import { by, settableClock, temporaryFolder } from './sample-audit.ts';

const ACT = '32099R0001';
const OTHER = '32099R0002';
const QUESTION = 'Within how many days must guilds record their vaults?';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let folder: string;
let remove: () => void;
let desk: Desk;
let clock: ReturnType<typeof settableClock>;
beforeEach(async () => {
  ({ folder, remove } = temporaryFolder());
  clock = settableClock();
  clock.time = Date.parse('2101-01-01T00:00:00Z');
  desk = await openDesk({ dataFolder: folder }, { starter: false, clock });
  await add();
});
afterEach(async () => {
  await desk.close();
  remove();
});

async function add(options: InventedOptions = {}, change: (text: ImportedText) => ImportedText = (text) => text) {
  const { change: what } = await desk.library.add(change(inventedAct({ act: ACT, date: '2099-01-01', ...options })));
  await desk.follow();
  return what;
}

/** A later version of the act, in other words. */
const amend = (date: string, edition = 'second', more: InventedOptions = {}) =>
  add({ date, edition, consolidated: true, ...more });

async function ask(
  more: { asOf?: string; acts?: string[]; user?: string; tenant?: string; conversation?: string } = {},
): Promise<string> {
  const { asOf, acts = [ACT], user = 'u-1', tenant = 't-1', conversation = `c-${tenant}-${user}` } = more;
  const { output } = await desk.toolbox.tools.ask_compliance.call(
    { question: QUESTION, acts, ...(asOf === undefined ? {} : { asOf }) },
    callContext({ user, tenant, conversation }),
  );
  expect(output.status).toBe('answered');
  clock.time += HOUR;
  return output.receipt;
}

const recalled = (options: Parameters<typeof recallAnswers>[2] = {}): readonly RecalledAnswer[] =>
  recallAnswers(desk.audit.store, desk.reader, options);
const reasons = (answers: readonly RecalledAnswer[]): readonly string[] => [
  ...new Set(answers.flatMap(({ passages }) => passages.map(({ reason }) => reason))),
];

describe('why an answer is recalled', () => {
  it('is nothing while the text stays as it was', async () => {
    await ask();
    expect(recalled()).toEqual([]);
    expect(await add()).toBe('unchanged');
    await add({ act: OTHER, name: 'Regulation (EU) 2099/2', edition: 'second' });
    expect(recalled()).toEqual([]);
  });

  it('is a version that took effect after it was given; who received it is told', async () => {
    const receipt = await ask();
    await amend('2101-06-01');
    const [answer, ...more] = recalled();
    expect(more).toEqual([]);
    expect(answer).toMatchObject({
      receipt,
      conversation: 'c-t-1-u-1',
      at: expect.stringMatching(/^2101-01-01T/),
      user: { tenant: 't-1', id: 'u-1', name: 'User u-1' },
      question: QUESTION,
    });
    for (const passage of answer?.passages ?? [])
      expect(passage).toMatchObject({
        id: expect.stringMatching(/^32099R0001#art_/),
        label: expect.stringMatching(/^Article /),
        reason: 'changed_since',
        was: '2099-01-01',
        now: '2101-06-01',
      });
  });

  it('is a version that had taken effect already', async () => {
    await ask();
    await amend('2100-06-01');
    expect(reasons(recalled())).toEqual(['outdated_when_given']);
  });

  it('is a text of the same version that was corrected', async () => {
    await ask();
    expect(await add({ edition: 'corrected' })).toBe('replaced');
    const answers = recalled();
    expect(reasons(answers)).toEqual(['text_replaced']);
    expect(answers[0]?.passages[0]).toMatchObject({ was: '2099-01-01', now: '2099-01-01' });
  });

  it('is a digest that gave way to the official text, in other words', async () => {
    await desk.library.remove(ACT);
    await add({}, (text) => ({ ...text, format: 'digest', source: 'digest' }));
    await ask();
    expect(await add({ edition: 'official' })).toBe('replaced');
    expect(reasons(recalled())).toEqual(['digest_replaced']);
  });

  it('is no digest that gave way to an official text which says the same', async () => {
    await desk.library.remove(ACT);
    await add({}, (text) => ({ ...text, format: 'digest', source: 'digest' }));
    await ask();
    await add();
    expect(recalled()).toEqual([]);
  });

  it('is a provision that is gone', async () => {
    await ask();
    await amend('2101-06-01', 'first', { articles: 1 });
    expect(reasons(recalled())).toEqual(['no_longer_there']);
  });

  it('is an act that is held no more, and nothing once it is held again', async () => {
    await ask();
    await desk.library.remove(ACT);
    const [answer] = recalled();
    expect(reasons(recalled())).toEqual(['act_not_held']);
    expect(answer?.passages[0]).not.toHaveProperty('now');
    await add();
    expect(recalled()).toEqual([]);
  });

  it('is no change of another provision than those cited', async () => {
    await ask();
    const cited = new Set(
      desk.audit.store.receipts(1, 1_000).flatMap(({ body }) => {
        const { sentences } = JSON.parse(body) as { sentences: { citations: { id: string }[] }[] };
        return sentences.flatMap(({ citations }) => citations.map(({ id }) => id.split(/[#/]/)[1] ?? ''));
      }),
    );
    await add({ date: '2101-06-01', consolidated: true }, (text) => ({
      ...text,
      nodes: text.nodes.map((node) =>
        cited.has(node.place.split('/')[0] ?? '') || !node.text.includes('Each guild')
          ? node
          : { ...node, text: node.text.replace('Each guild', 'Every guild') },
      ),
    }));
    expect(recalled()).toEqual([]);
  });
});

describe('which answers are recalled', () => {
  it('are all those that rest on the old words, whoever received them, in the order in which they were given', async () => {
    const receipts = [
      await ask(),
      await ask({ user: 'u-2' }),
      await ask({ tenant: 't-2', user: 'u-3' }),
      await ask({ conversation: 'c-again' }),
    ];
    await amend('2101-06-01');
    expect(recalled().map(({ receipt }) => receipt)).toEqual(receipts);
    expect(recalled({ tenant: 't-2' }).map(({ receipt }) => receipt)).toEqual([receipts[2]]);
    expect(recalled({ tenant: 't-9' })).toEqual([]);
    expect(recalled({ tenant: 't-2' })[0]?.user).toMatchObject({ id: 'u-3', tenant: 't-2' });
  });

  it('are not those that were given after the change', async () => {
    const before = await ask();
    await amend('2101-06-01');
    const after = await ask();
    expect(recalled().map(({ receipt }) => receipt)).toEqual([before]);
    await amend('2101-09-01', 'third');
    expect(recalled().map(({ receipt }) => receipt)).toEqual([before, after]);
  });

  it('are not those that asked for the law of a day, while the law of that day stays', async () => {
    await ask({ asOf: '2100-01-01' });
    await amend('2101-06-01');
    expect(recalled()).toEqual([]);
    await add({ edition: 'corrected' });
    expect(reasons(recalled())).toEqual(['text_replaced']);
  });

  it('are not those that found nothing', async () => {
    const { output } = await desk.toolbox.tools.ask_compliance.call(
      { question: 'How is sourdough baked?', acts: [ACT] },
      callContext(),
    );
    expect(output.status).toBe('not_found');
    await amend('2101-06-01');
    expect(recalled()).toEqual([]);
  });

  it('are told without a name and without the question once the person was erased', async () => {
    const receipt = await ask();
    await amend('2101-06-01');
    eraseUser(desk.audit, 'u-1', undefined, by('u-9', 'c-9'));
    const [answer] = recalled();
    expect(answer).toMatchObject({ receipt });
    expect(answer).not.toHaveProperty('user');
    expect(answer).not.toHaveProperty('question');
  });
});

describe('since a day', () => {
  it('counts changes that came into the library on it or later, and answers given before them', async () => {
    const first = await ask();
    clock.time = Date.parse('2101-02-10T09:00:00Z');
    await amend('2101-06-01');
    const second = await ask();
    clock.time = Date.parse('2101-03-10T09:00:00Z');
    await amend('2101-09-01', 'third');
    const since = (day: string) => recalled({ since: day }).map(({ receipt }) => receipt);
    expect(since('2101-01-01')).toEqual([first, second]);
    expect(since('2101-02-10')).toEqual([first, second]);
    expect(since('2101-03-10')).toEqual([first, second]);
    expect(since('2101-03-11')).toEqual([]);
    expect(since('2201-01-01')).toEqual([]);
  });

  it('leaves out what changed before, though it is still out of date', async () => {
    await ask();
    await amend('2101-06-01');
    clock.time += 30 * DAY;
    const day = new Date(clock.time).toISOString().slice(0, 10);
    await add({ act: OTHER, name: 'Regulation (EU) 2099/2' });
    expect(recalled({ since: day })).toEqual([]);
    expect(recalled()).toHaveLength(1);
  });

  it('counts a removal as a change', async () => {
    const receipt = await ask();
    clock.time += 30 * DAY;
    const day = new Date(clock.time).toISOString().slice(0, 10);
    await desk.library.remove(ACT);
    expect(recalled({ since: day }).map((answer) => answer.receipt)).toEqual([receipt]);
  });
});

it('reads on when there are more answers than one page', async () => {
  for (let asked = 0; asked < 3; asked += 1) await ask({ conversation: `c-${asked}` });
  const [row] = desk.audit.store.rows({ types: ['answer'] }, 1);
  expect(row).toBeDefined();
  await amend('2101-06-01');
  // The same pages, one answer long.
  const narrow = {
    ...desk.audit.store,
    rows: (filter: Parameters<typeof desk.audit.store.rows>[0]) => desk.audit.store.rows(filter, 1),
  };
  expect(recallAnswers(narrow, desk.reader, {})).toHaveLength(3);
  expect(recallAnswers(narrow, desk.reader, { since: '2101-01-01' })).toHaveLength(3);
});
