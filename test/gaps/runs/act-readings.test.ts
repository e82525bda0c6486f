import { describe, expect, it } from 'vitest';
import type { ObligationRefiner, Refinement } from '../../../src/gaps/judging/obligation-refiner.ts';
import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import { createActReadings } from '../../../src/gaps/runs/act-readings.ts';
import { callContext } from '../../asking.ts';
import { createPlainGapStore, plainGaps } from '../../contracts/plain-gaps.ts';
import { toolDesk } from '../../tools/invented-law.ts';
import { lanternAct } from '../gap-desk.ts';

/** Finds the whole text of each duty as its condition, and remembers what it was asked. */
function finding(asked: string[], version = 'm-1'): ObligationRefiner {
  const found = ({ text, hash }: Obligation): Refinement => ({
    hash,
    conditions: [{ text, start: 0, end: text.length }],
  });
  return {
    version,
    refine: async (obligations) => {
      asked.push(...obligations.map(({ id }) => id));
      const refinements = new Map(obligations.map((each) => [each.id, found(each)]));
      return { obligations, refinements, changed: [...refinements.keys()], notes: ['The model was asked.'] };
    },
  };
}

describe('the duties of an act as a model reads them', () => {
  it('are those that are wanted, asked about once, and told apart from what is read without it', async () => {
    const { desk, close } = await toolDesk([lanternAct()]);
    const view = desk.reader.at({});
    const version = view.version('32031R0007');
    if (version === undefined) throw new Error('the act is held');
    const held = plainGaps();
    const asked: string[] = [];
    const open = (refiner?: ObligationRefiner) =>
      createActReadings({
        store: createPlainGapStore(() => [], held),
        ledger: { within: (work) => work() },
        ...(refiner === undefined ? {} : { refiner }),
      });
    const plain = open();
    const all = plain.obligationsOf(view, version);
    const wanted = new Set(all.slice(0, 2).map(({ id }) => id));
    const without = await plain.read(view, version, wanted, callContext());
    expect([without.act.law, without.notes]).toEqual([version.key, []]);
    expect(without.act.obligations).toEqual(all);

    const first = await open(finding(asked)).read(view, version, wanted, callContext());
    expect(asked).toEqual([...wanted]);
    expect(first.notes).toEqual(['The model was asked.']);
    expect(first.act.law).not.toBe(version.key);
    expect(first.act.obligations.map(({ norm }) => norm.conditions.length)).toEqual(
      all.map(({ id, norm }) => (wanted.has(id) ? 1 : norm.conditions.length)),
    );

    const again = await open(finding(asked)).read(view, version, wanted, callContext());
    expect([again.act.law, again.notes]).toEqual([first.act.law, []]);
    expect(asked).toHaveLength(2);
    await open(finding(asked, 'm-2')).read(view, version, wanted, callContext());
    await open(finding(asked)).read(view, version, wanted, callContext({ tenant: 't-2' }));
    expect(asked).toHaveLength(6);
    await close();
  });
});
