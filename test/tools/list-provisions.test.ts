import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callContext } from '../asking.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { failing } from './expect-error.ts';
import { type ToolDesk, toolDesk } from './invented-law.ts';

describe('list_provisions', () => {
  let held: ToolDesk;
  beforeAll(async () => {
    held = await toolDesk([
      inventedAct({ articles: 12 }),
      inventedAct({ date: '2099-06-01', edition: 'second', consolidated: true, articles: 14 }),
      inventedAct({ act: '32099R0002', name: 'Regulation (EU) 2099/2', articles: 900 }),
    ]);
  });
  afterAll(() => held.close());
  const list = async (input: object) => (await held.tools.list_provisions.call(input, callContext())).output;

  it('shows an act in the order of its text, with headings and chapters', async () => {
    const output = await list({ act: '32099R0001' });
    expect(output).toMatchObject({
      act: '32099R0001',
      version: { date: '2099-06-01', source: 'official' },
      standing: 'consolidated to 2099-06-01',
      url: expect.stringMatching(/CELEX:[\dR-]+$/),
      total: 14,
    });
    expect(output.provisions.map(({ id }) => id)).toEqual(
      Array.from({ length: 14 }, (_each, index) => `32099R0001#art_${index + 1}`),
    );
    expect(output.provisions[1]).toEqual({
      id: '32099R0001#art_2',
      label: 'Article 2 Regulation (EU) 2099/1',
      heading: 'Care of couriers 2',
      divisions: ['CHAPTER I — Care'],
    });
    expect(output.next).toBeUndefined();
  });

  it('shows it as it stood on a day', async () => {
    expect(await list({ act: 'Regulation (EU) 2099/1', asOf: '2099-03-01' })).toMatchObject({
      total: 12,
      version: { date: '2099-01-01' },
    });
  });

  it('goes on where a page ends, and loses none', async () => {
    const ids: string[] = [];
    let skip: number | undefined = 0;
    while (skip !== undefined) {
      const output: Awaited<ReturnType<typeof list>> = await list({ act: '32099R0002', skip });
      ids.push(...output.provisions.map(({ id }) => id));
      expect(output.cut === undefined).toBe(output.next === undefined);
      skip = output.next;
    }
    expect(ids).toEqual(Array.from({ length: 900 }, (_each, index) => `32099R0002#art_${index + 1}`));
  });

  it.each([
    [{ act: '32022R2554' }, 'not_found', /is not held/],
    [{ act: '32099R0001', asOf: '2050-01-01' }, 'not_found', /not for that day/],
    [{ act: 'the law of gravity' }, 'invalid_input', /names no one act/],
  ])('refuses %j and says why', async (input, code, why) => {
    const error = await failing(held.tools.list_provisions.call(input, callContext()));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(why);
  });
});
