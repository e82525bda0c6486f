import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteUsageStore } from '../../src/adapters/sqlite/usage-store.ts';
import { libraryFile } from '../../src/compose.ts';
import { systemClock } from '../../src/core/clock.ts';
import { call, question } from '../contracts/usage-store-contract.ts';
import { FailureContract, UsageContract } from './contract.ts';
import { temporaryTerminal } from './run.ts';

const APRIL = ['--month', '2031-04'] as const;
const desk = temporaryTerminal({
  COMPLIANCE_DEPARTMENT: 'Treasury',
  COMPLIANCE_PRICES: '{"currency":"EUR","models":{"lamp":{"input":1,"output":1}}}',
  COMPLIANCE_BUDGETS:
    '[{"of":"department","name":"Treasury","measure":"tokens","period":"month","limit":1000,"hard":true},{"of":"tenant","measure":"cost","period":"month","limit":0.5,"hard":false}]',
});

beforeAll(async () => {
  await desk.run('library', 'list', '--json');
  const database = openDatabase(libraryFile({ dataFolder: desk.folder }));
  const store = createSqliteUsageStore(database);
  const { cost: _cost, ...unpriced } = call('u-3', { tenant: 't-2', department: '=Risk', input: 12_345 });
  for (const entry of [
    question('q-1'),
    call('u-1'),
    call('u-2', { department: 'Legal, affairs', input: 50 }),
    unpriced,
  ])
    store.add(entry);
  store.add(call('u-4', { at: new Date(systemClock.now()).toISOString(), department: 'Now' }));
  database.close();
});
afterAll(() => desk.remove());

describe('compliance usage', () => {
  it('tells in JSON what a month took, of all tenants of the file', async () => {
    const { code, json } = await desk.run('usage', ...APRIL, '--by', 'department', '--json');
    expect(code).toBe(0);
    const report = UsageContract.parse(json);
    expect(report.rows.map(({ tenant, key, calls }) => [tenant, key, calls])).toEqual([
      ['t-1', 'Treasury', 1],
      ['t-1', 'Legal, affairs', 1],
      ['t-2', '=Risk', 1],
    ]);
    expect(report.rows[0]?.limits).toEqual([
      { measure: 'tokens', period: '2031-04', limit: '1000', used: '110', percent: 11, hard: true },
    ]);
    expect(report.total).toMatchObject({ questions: 1, calls: 3, unpriced: 1, costs: [{ amount: '0.00001' }] });
  });

  it('is by default of this month and by department', async () => {
    const { rows, by } = UsageContract.parse((await desk.run('usage', '--json')).json);
    expect([by, rows.map(({ name }) => name)]).toEqual(['department', ['Now']]);
  });

  it('shows people a table, with what its sums do not know', async () => {
    const { out, code } = await desk.run('usage', ...APRIL);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        '2031-04 (UTC), by department',
        '',
        'department            questions  calls   input  cached  output            cost',
        't-1 / Treasury                1      1     100      40      10      0.0000 EUR',
        't-1 / Legal, affairs          0      1      50      40      10      0.0000 EUR',
        't-2 / =Risk                   0      1  12,345      40      10  0.0000 EUR + ?',
        'total                         1      3  12,495     120      30  0.0000 EUR + ?',
        '',
        'Limits:',
        '  Treasury: hard tokens 2031-04: 110 of 1000 (11 %)',
        '',
        '· 1 call of models without a price: what they cost is not in the sums. COMPLIANCE_PRICES sets',
        'prices.',
        '',
      ].join('\n'),
    );
  });

  it('is of one tenant where one is named', async () => {
    const { rows, total } = UsageContract.parse(
      (await desk.run('usage', ...APRIL, '--tenant', 't-1', '--by', 'tenant', '--json')).json,
    );
    expect(rows.map(({ key }) => key)).toEqual(['t-1']);
    expect(total.limits).toEqual([
      { measure: 'cost', period: '2031-04', limit: '0.5', used: '0.00001', percent: 0, hard: false },
    ]);
    expect((await desk.run('usage', ...APRIL, '--tenant', 'nobody')).out).toBe('Nothing was used in 2031-04 (UTC).\n');
  });

  it('writes CSV to the output stream', async () => {
    const { out, code } = await desk.run('usage', ...APRIL, '--csv');
    expect(code).toBe(0);
    expect(out.split('\r\n')).toEqual([
      'line,month,tenant,department,name,questions,calls,reserved_calls,input_tokens,cached_tokens,output_tokens,cost_EUR,unpriced_calls,estimated_calls,limits',
      'row,2031-04,t-1,Treasury,Treasury,1,1,0,100,40,10,0.000005,0,0,hard tokens 2031-04: 110 of 1000 (11 %)',
      'row,2031-04,t-1,"Legal, affairs","Legal, affairs",0,1,0,50,40,10,0.000005,0,0,',
      "row,2031-04,t-2,'=Risk,'=Risk,0,1,0,12345,40,10,0,1,0,",
      'total,2031-04,,,,1,3,0,12495,120,30,0.00001,1,0,',
      '',
    ]);
  });

  it('writes CSV to a file of the owner’s, and never over another', async () => {
    const file = join(desk.folder, 'usage.csv');
    const written = await desk.run('usage', ...APRIL, '--csv', file);
    expect(written.out).toBe(`Written to ${file}: 3 rows and the total.\n`);
    expect(readFileSync(file, 'utf8')).toBe((await desk.run('usage', ...APRIL, '--csv')).out);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, 'mine');
    const again = await desk.run('usage', ...APRIL, '--csv', file, '--json');
    expect(FailureContract.parse(again.json).error).toMatchObject({
      code: 'conflict',
      message: `${file} exists already. Name another file: --csv F`,
    });
    expect([again.code, readFileSync(file, 'utf8')]).toEqual([1, 'mine']);
  });

  it.each([
    [['--month', '2031-13'], /"2031-13" is not a month/],
    [['--month', 'April'], /Write it as YYYY-MM/],
    [['--by', 'colour'], /nothing to report by\. Use tenant, department/],
    [['--csv', '--json'], /JSON or CSV, not both/],
    [['extra'], /too many arguments/],
  ])('refuses %j', async (words, message) => {
    const { code, err, out } = await desk.run('usage', ...words);
    expect([code, `${err}${out}`]).toEqual([2, expect.stringMatching(message)]);
  });

  it('is recorded: who looked at which month', async () => {
    const { json } = await desk.run('audit', 'trail', '--json');
    const rows = (json as { readonly rows: readonly { readonly type: string; readonly body: string }[] }).rows;
    expect(rows.filter(({ type }) => type === 'export').map(({ body }) => JSON.parse(body))).toContainEqual({
      what: 'usage',
      by: 'department',
      month: '2031-04',
    });
  });
});
