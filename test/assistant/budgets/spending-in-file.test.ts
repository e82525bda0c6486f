import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqliteUsageStore } from '../../../src/adapters/sqlite/usage-store.ts';
import { createSpending } from '../../../src/assistant/budgets/create-spending.ts';
import type { Spending } from '../../../src/assistant/budgets/spending.ts';
import { recordedAs } from '../../../src/audit/audit.ts';
import { type OpenAudit, openAudit, temporaryFolder } from '../../audit/sample-audit.ts';
import { limit, pricesOf, spender, took } from './spending-desk.ts';

const LIMITS = [limit({ most: 1_000n }), limit({ of: 'user', measure: 'cost', most: 600_000n })];
const APRIL = { tenant: 't-1', of: 'tenant', name: 't-1', period: '2031-04' } as const;

let folder: string;
let remove: () => void;
const open: OpenAudit[] = [];
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => {
  for (const { close } of open.splice(0)) close();
  remove();
});

/** Spending as a process has it: over the file of the audit, by its pseudonyms. */
function process(ids: string): { readonly spending: Spending; readonly opened: OpenAudit } {
  const opened = openAudit(join(folder, 'library.sqlite'), { owner: `host|${ids}|0`, ids });
  open.push(opened);
  let made = 0;
  const spending = createSpending({
    store: createSqliteUsageStore(opened.database),
    prices: pricesOf({ lamp: 1 }),
    limits: LIMITS,
    clock: opened.clock,
    newId: () => {
      made += 1;
      return `${ids}-use-${made}`;
    },
    actorOf: (context) => opened.audit.actorOf(recordedAs(context)),
  });
  return { spending, opened };
}

describe('spending in the file of the audit', () => {
  it('is held by one limit for all processes', () => {
    const both = [process('a'), process('b')] as const;
    const held = Array.from({ length: 20 }, (_, at) => {
      const { spending } = both[at % 2 === 0 ? 0 : 1];
      const reservation = spending.reserve(spender({ user: `u-${at % 3}` }), { input: 90, output: 10 }, ['lamp']);
      return { spending, reservation };
    });
    expect(held.filter(({ reservation }) => reservation !== undefined)).toHaveLength(10);
    const store = createSqliteUsageStore(both[0].opened.database);
    expect(store.totals(APRIL, 'EUR')).toEqual({ requests: 10, tokens: 1_000, counted: 1_000_000n });
    for (const { spending, reservation } of held)
      if (reservation !== undefined) spending.settle(reservation, took(10, 5));
    expect(store.totals(APRIL, 'EUR')).toEqual({ requests: 10, tokens: 150, counted: 150_000n });
  });

  it('knows people by the pseudonym of their rows, from the first call on', () => {
    const { spending, opened } = process('a');
    const by = spender({ user: 'u-quill' });
    expect(spending.standing(by, 'en')).toEqual({ warnings: [] });
    opened.audit.within(() => {
      spending.reserve(by, { input: 600, output: 0 }, ['lamp']);
      opened.audit.record({ type: 'tool_call', body: {} }, recordedAs(by.context));
    });
    const actor = opened.audit.store.people('u-quill')[0]?.actor;
    const store = createSqliteUsageStore(opened.database);
    expect(store.grouped('user', { month: '2031-04' })).toMatchObject([{ key: actor, calls: 1 }]);
    expect(opened.audit.store.rows({ types: ['tool_call'] }, 9)).toMatchObject([{ actor }]);
    expect(spending.standing(by, 'en').exhausted).toBe(
      'The monthly limit of 0.0006 EUR for you is used up. It is free again on 2031-05-01 at 00:00 UTC; until then answers go on without the model.',
    );
    expect(JSON.stringify(opened.database.prepare('SELECT * FROM usage_entries').lists())).not.toContain('quill');
  });

  it('leaves nothing where the transaction of its row comes to nothing', () => {
    const { spending, opened } = process('a');
    const failing = () =>
      opened.audit.within(() => {
        spending.question(spender());
        spending.reserve(spender(), { input: 600, output: 0 }, ['lamp']);
        throw new Error('after all');
      });
    expect(failing).toThrow('after all');
    expect(opened.audit.store.head()).toBeUndefined();
    expect(opened.database.prepare('SELECT * FROM usage_entries').lists()).toEqual([]);
    expect(opened.database.prepare('SELECT * FROM usage_totals').lists()).toEqual([]);
  });

  it('can settle again what a settlement that failed left', () => {
    const { spending, opened } = process('a');
    const held = spending.reserve(spender(), { input: 600, output: 0 }, ['lamp']) ?? { id: '' };
    expect(() =>
      opened.audit.within(() => {
        spending.settle(held, took(10, 0));
        throw new Error('the row could not be written');
      }),
    ).toThrow('the row');
    spending.settle(held, took(20, 0));
    expect(createSqliteUsageStore(opened.database).totals(APRIL, 'EUR').tokens).toBe(20);
  });
});
