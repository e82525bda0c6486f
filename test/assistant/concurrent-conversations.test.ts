import { afterAll, expect, it } from 'vitest';
import type { Watched } from '../../src/assistant/watch.ts';
import { readTrail } from '../../src/audit/trail.ts';
import { callContext } from '../asking.ts';
import { seeded } from '../seeded.ts';
import { actOf } from '../tools/invented-law.ts';
import { paragraph, text } from './blocks.ts';
import { closeDesks, deskWith } from './lantern-desk.ts';
import { draft, passagesSeen, scriptedModel, search } from './scripted-model.ts';

afterAll(closeDesks);

const CONVERSATIONS = 20;
const TURNS = 3;
const bell = (number: number): string =>
  `The warden of bell ${number} shall ring it within ${number + 2} days of a fog.`;
const ACT = actOf(
  '32031R0088',
  'Regulation on bells',
  Array.from({ length: CONVERSATIONS * TURNS }, (_, at) => [
    String(at + 1),
    `Bell ${at + 1}`,
    paragraph('1', text(bell(at + 1))),
  ]),
  { shortName: 'Bell Act' },
);

/** Reads the bell of the question, and says when it must be rung; earlier turns must all be of the same person. */
function bellModel(random: () => number) {
  return scriptedModel((request) => {
    const asked = request.messages.find(({ role }) => role === 'user')?.text ?? '';
    const number = Number(/ring bell (\d+)\?$/.exec(asked)?.[1]);
    const pause = () => new Promise<void>((resolve) => setTimeout(resolve, random() * 8));
    if (!request.messages.some(({ role }) => role === 'tool'))
      return {
        calls: [
          { name: 'get_provision', arguments: JSON.stringify({ provision: `Article ${number}(1) Bell Act` }) },
          search(`bell ${number} fog`),
        ],
      };
    const handle = passagesSeen(request).find((each) => each.text.includes(bell(number)))?.passage ?? '';
    const written = draft([
      [`The warden of bell ${number} must ring it within ${number + 2} days of a fog.`, [handle, bell(number)]],
    ]);
    return { text: [written.slice(0, 30), written.slice(30, 90), written.slice(90)], pause };
  });
}

it('keeps twenty conversations at once apart: answers, what is shown, what is remembered, what is recorded', async () => {
  const model = bellModel(seeded(20261126));
  const { desk, tools } = await deskWith(model, [ACT]);
  const converse = async (who: number): Promise<void> => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const number = who * TURNS + turn + 1;
      const watched: Watched[] = [];
      const context = callContext({
        user: `u-${who}`,
        conversation: `c-${who}`,
        tenant: `t-${who % 3}`,
        correlation: `r-${number}`,
      });
      const { output } = await tools.ask_compliance.call(
        { question: `When must the warden ring bell ${number}?` },
        context,
        (seen) => watched.push(seen),
      );
      expect(output.answer.map(({ citations }) => citations[0]?.id)).toEqual([`32031R0088#art_${number}/par_1`]);
      expect(output.conversation).toBe(`c-${who}`);
      expect(watched.flatMap((seen) => (seen.kind === 'sentence' ? [seen.sentence.text] : []))).toEqual(
        output.answer.map(({ text: said }) => said),
      );
    }
  };
  await Promise.all(Array.from({ length: CONVERSATIONS }, (_, who) => converse(who)));

  for (const request of model.requests) {
    const asked = request.messages.find(({ role }) => role === 'user')?.text ?? '';
    const numbers = [...asked.matchAll(/bell (\d+)/g)].map(([, number]) => Math.floor((Number(number) - 1) / TURNS));
    expect(new Set(numbers).size).toBe(1);
  }
  for (let who = 0; who < CONVERSATIONS; who += 1) {
    const rows = readTrail(desk.audit.store, { conversation: `c-${who}` }, 1_000);
    expect(new Set(rows.map(({ user }) => user))).toEqual(new Set([`u-${who}`]));
    expect(rows.filter(({ type }) => type === 'answer')).toHaveLength(TURNS);
    expect(rows.filter(({ type }) => type === 'shown')).toHaveLength(TURNS);
    expect(rows.filter(({ type }) => type === 'intent')).toHaveLength(2 * TURNS);
    expect(rows.filter(({ type, body }) => type === 'outcome' && body['outcome'] === 'ok')).toHaveLength(2 * TURNS);
  }
});
