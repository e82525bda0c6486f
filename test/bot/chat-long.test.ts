import { afterEach, expect, it } from 'vitest';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

let desk: TeamsDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

const many = (most: number, each: (at: number) => string, between: string) =>
  Array.from({ length: 1_500 }, (_, at) => each(at))
    .join(between)
    .slice(0, most);

it.each([
  [
    'places that there are not',
    `What do ${many(7_800, (at) => `Art. ${at + 20}`, ', ')} of Regulation (EU) 2099/1 require?`,
  ],
  ['words', many(7_900, (at) => `word${at}`, ' ')],
  ['signs that are escaped', many(7_900, (at) => `w${at}*_[`, ' ')],
])('answers in a message that Teams takes where a question has a thousand %s', async (_what, question) => {
  desk = await teamsDesk();
  const { text } = await desk.teams.chat().ask(question);
  expect(text).toContain('Not found');
  expect(text).toContain('Receipt');
  expect(text.length).toBeLessThan(20_000);
  expect([desk.teams.violations, desk.failures]).toEqual([[], []]);
});

it('tells how many notes are left out, in whole notes', async () => {
  desk = await teamsDesk();
  const question = `What do ${many(3_000, (at) => `Art. ${at + 20}`, ', ')} of Regulation (EU) 2099/1 require?`;
  const { text } = await desk.teams.chat().ask(question);
  const notes = text.split('\n').filter((line) => line.startsWith('- '));
  expect(notes.at(-1)).toMatch(/^- \d+ more notes do not fit/);
  expect(notes.slice(0, -1).every((note) => note.endsWith('.'))).toBe(true);
});
