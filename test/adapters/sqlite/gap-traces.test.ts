import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemContext } from '../../../src/audit/audit.ts';
import { eraseUser } from '../../../src/audit/erasure.ts';
import type { CallContext } from '../../../src/core/call-context.ts';
import { callContext } from '../../asking.ts';
import { gapDesk, LANTERN_ACT, lanternPolicy, markdownDocument } from '../../gaps/gap-desk.ts';
import type { ToolDesk } from '../../tools/invented-law.ts';

const ANA = 'ana "the \\ careful" ñ';
const LUIS = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
const REGISTER = `${LANTERN_ACT}#art_3/par_2`;
const REVIEW = `${LANTERN_ACT}#art_4/par_1`;

let held: ToolDesk;
beforeEach(async () => {
  held = await gapDesk();
});
afterEach(() => held.close());

const contextOf = (user: string, tenant = 't-1'): CallContext => {
  const context = callContext({ tenant, user, conversation: `c-${tenant}-${user}` });
  return { ...context, user: { ...context.user, name: `Person-${user.slice(0, 3)}`, groups: 'all' } };
};
const run = (user: string, tenant?: string) => held.desk.gaps.run({ acts: [LANTERN_ACT] }, contextOf(user, tenant));
const decide = (user: string, obligation: string, reason: string, tenant?: string) =>
  held.desk.decisions.decide({ obligation, verdict: 'rejected', reason }, contextOf(user, tenant));
const erase = () => eraseUser(held.desk.audit, ANA, 't-1', systemContext('erasing'), held.desk.forgetPerson);
const inFiles = (words: string) =>
  readdirSync(held.folder).filter((name) => readFileSync(join(held.folder, name)).includes(Buffer.from(words)));

it('what an erased person decided goes on, and neither they nor their words are in any copy of it', async () => {
  const tea = markdownDocument('tea.md', '# Tea\n\nThe Bank serves tea at four.');
  for (const tenant of ['t-1', 't-2']) held.desk.policies.add(tea, {}, contextOf(LUIS, tenant));
  await run(ANA);
  await run(ANA, 't-2');
  decide(ANA, REGISTER, 'Words-of-Ana: the harbour keeps it.');
  decide(LUIS, REVIEW, 'Words-of-Luis: oil is bought.');
  decide(ANA, REGISTER, 'Words-of-Ana in another bank.', 't-2');
  const before = await run(LUIS);
  const theirs = await run(ANA, 't-2');
  expect(inFiles('Words-of-Ana: the harbour')).not.toEqual([]);
  erase();
  const of = (id: string) => {
    const { results } = held.desk.gaps.find(id, contextOf(LUIS));
    return (obligation: string) => results.find((each) => each.obligation.id === obligation);
  };
  for (const after of [before, await run(LUIS)]) {
    const found = of(after.id)(REGISTER);
    expect(found).toMatchObject({
      assessment: { state: 'covered', by: 'person', reason: 'erased' },
      decision: { verdict: 'rejected', by: 'erased', reason: 'erased' },
    });
    expect(found?.decision).not.toHaveProperty('name');
    expect(of(after.id)(REVIEW)?.decision).toMatchObject({ by: LUIS, reason: 'Words-of-Luis: oil is bought.' });
  }
  const others = ({ results, ...rest }: typeof before) => [
    rest,
    results.filter(({ obligation: { id } }) => id !== REGISTER),
  ];
  expect(others(held.desk.gaps.find(before.id, contextOf(LUIS)))).toEqual(others(before));
  // Another bank has not erased its own.
  expect(held.desk.gaps.find(theirs.id, contextOf(LUIS, 't-2'))).toEqual(theirs);
  expect(inFiles('Words-of-Ana: the harbour')).toEqual([]);
  expect(inFiles('Words-of-Luis')).not.toEqual([]);
});

it('is erased as well where it had lapsed, and where it is decided while an analysis runs', async () => {
  held.desk.policies.add(
    lanternPolicy({ keep: 'The Bank keeps the lantern register for a period of two years.' }),
    {},
    contextOf(LUIS),
  );
  await run(ANA);
  decide(ANA, REGISTER, 'Words-of-Ana: two years are enough.');
  held.desk.policies.add(
    lanternPolicy({ keep: 'The Bank keeps the lantern register for a period of three years.' }),
    {},
    contextOf(LUIS),
  );
  const lapsed = await run(LUIS);
  expect(JSON.stringify(lapsed.results)).toContain('Words-of-Ana');
  const running = run(LUIS);
  erase();
  expect(JSON.stringify(await running)).not.toContain('Words-of-Ana');
  const after = held.desk.gaps.find(lapsed.id, contextOf(LUIS));
  expect(after.results.find(({ obligation: { id } }) => id === REGISTER)?.lapsed).toMatchObject({
    by: 'erased',
    reason: 'erased',
  });
  expect(inFiles('Words-of-Ana')).toEqual([]);
});
