import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const BANK = '11111111-1111-4111-8111-111111111111';
const SISTER = '22222222-2222-4222-8222-222222222222';
const TRADERS = 'aaaaaaaa-0000-4000-8000-000000000001';
const LAWYERS = 'aaaaaaaa-0000-4000-8000-000000000002';
const PRICES = '{"currency":"EUR","models":{"Lamp-2":{"input":2.5,"cached":1.25,"output":10}}}';
const LIMIT = { of: 'tenant', measure: 'tokens', period: 'month', limit: 1000, hard: true };

const budgets = (...limits: readonly object[]) => JSON.stringify(limits.map((more) => ({ ...LIMIT, ...more })));

describe('settings of what models cost', () => {
  it('are prices for a million tokens, to the millionth', () => {
    expect(readConfig({ COMPLIANCE_PRICES: PRICES }).prices).toEqual({
      currency: 'EUR',
      models: new Map([['lamp-2', { input: 2_500_000n, cached: 1_250_000n, output: 10_000_000n }]]),
    });
    const dear = '{"currency":"USD","models":{"a":{"input":0.000001,"output":0}}}';
    expect(readConfig({ COMPLIANCE_PRICES: dear }).prices?.models.get('a')).toEqual({
      input: 1n,
      cached: 1n,
      output: 0n,
    });
    expect(readConfig({})).not.toHaveProperty('prices');
  });

  it.each<[string, RegExp]>([
    ['{', /^The setting COMPLIANCE_PRICES is wrong: expected JSON such as {"currency": "EUR", "models"/],
    ['[]', /COMPLIANCE_PRICES is wrong/],
    ['{"currency":"EUR"}', /COMPLIANCE_PRICES\.models/],
    ['{"currency":"euro","models":{}}', /COMPLIANCE_PRICES\.currency is wrong: expected a currency such as EUR/],
    ['{"currency":"EUR","models":{},"vat":0.21}', /COMPLIANCE_PRICES is wrong: Unrecognized key: "vat"/],
    ['{"currency":"EUR","models":{"a":{"input":1}}}', /COMPLIANCE_PRICES\.models\.a\.output/],
    ['{"currency":"EUR","models":{"a":{"input":-1,"output":1}}}', /COMPLIANCE_PRICES\.models\.a\.input/],
    ['{"currency":"EUR","models":{"a":{"input":"1","output":1}}}', /COMPLIANCE_PRICES\.models\.a\.input/],
    [
      '{"currency":"EUR","models":{"a":{"input":0.0000001,"output":1}}}',
      /a\.input is wrong: expected a price.*six decimals/,
    ],
    ['{"currency":"EUR","models":{"a":{"input":1e7,"output":1}}}', /a\.input/],
    ['{"currency":"EUR","models":{"a":{"input":1e999,"output":1}}}', /a\.input/],
    [
      '{"currency":"EUR","models":{"a":{"input":1,"output":1,"batch":1}}}',
      /models\.a is wrong: Unrecognized key: "batch"/,
    ],
    [
      '{"currency":"EUR","models":{"a":{"input":1,"output":1},"A":{"input":2,"output":2}}}',
      /models\.A is wrong: the same name/,
    ],
    ['{"currency":"EUR","models":{"":{"input":1,"output":1}}}', /COMPLIANCE_PRICES\.models/],
  ])('are refused where they are wrong: %s', (COMPLIANCE_PRICES, message) => {
    expect(() => readConfig({ COMPLIANCE_PRICES })).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringMatching(message) }),
    );
  });
});

describe('settings of limits', () => {
  it('are a list; of cost in billionths of the unit', () => {
    const { limits } = readConfig({
      COMPLIANCE_PRICES: PRICES,
      COMPLIANCE_BUDGETS: budgets(
        { limit: 0 },
        { measure: 'cost', limit: 499.99, hard: false, period: 'day', tenant: BANK.toUpperCase() },
        { of: 'user', name: TRADERS.toUpperCase() },
        { of: 'user', name: 'Ana' },
      ),
    });
    expect(limits).toEqual([
      { of: 'tenant', measure: 'tokens', period: 'month', most: 0n, hard: true },
      { of: 'tenant', tenant: BANK, measure: 'cost', period: 'day', most: 499_990_000_000n, hard: false },
      { of: 'user', name: TRADERS, measure: 'tokens', period: 'month', most: 1_000n, hard: true },
      { of: 'user', name: 'Ana', measure: 'tokens', period: 'month', most: 1_000n, hard: true },
    ]);
    expect(readConfig({})).not.toHaveProperty('limits');
    expect(readConfig({ COMPLIANCE_BUDGETS: '[]' }).limits).toEqual([]);
  });

  it.each<[string, RegExp]>([
    ['[', /^The setting COMPLIANCE_BUDGETS is wrong: expected JSON such as \[{"of": "department"/],
    ['{}', /COMPLIANCE_BUDGETS is wrong/],
    [budgets({ limit: -1 }), /COMPLIANCE_BUDGETS\.0\.limit/],
    [budgets({}, { limit: 1.5 }), /COMPLIANCE_BUDGETS\.1\.limit is wrong: expected a whole number/],
    [budgets({ measure: 'cost', limit: 0.0000001 }), /COMPLIANCE_BUDGETS\.0\.limit is wrong: expected an amount/],
    [budgets({ of: 'everybody' }), /COMPLIANCE_BUDGETS\.0\.of/],
    [budgets({ measure: 'euros' }), /COMPLIANCE_BUDGETS\.0\.measure/],
    [budgets({ period: 'year' }), /COMPLIANCE_BUDGETS\.0\.period/],
    [budgets({ hard: 'yes' }), /COMPLIANCE_BUDGETS\.0\.hard/],
    [budgets({ hard: undefined }), /COMPLIANCE_BUDGETS\.0\.hard/],
    [budgets({ name: ' ' }), /COMPLIANCE_BUDGETS\.0\.name/],
    [budgets({}, {}, { soft: true }), /COMPLIANCE_BUDGETS\.2 is wrong: Unrecognized key: "soft"/],
  ])('are refused where they are wrong: %s', (COMPLIANCE_BUDGETS, message) => {
    expect(() => readConfig({ COMPLIANCE_BUDGETS })).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringMatching(message) }),
    );
  });

  it('on cost need prices', () => {
    const COMPLIANCE_BUDGETS = budgets({}, { measure: 'cost' });
    expect(() => readConfig({ COMPLIANCE_BUDGETS })).toThrow(/COMPLIANCE_BUDGETS\.1 is a limit on cost.*sets no price/);
    const none = '{"currency":"EUR","models":{}}';
    expect(() => readConfig({ COMPLIANCE_BUDGETS, COMPLIANCE_PRICES: none })).toThrow(/sets no price/);
    expect(readConfig({ COMPLIANCE_BUDGETS, COMPLIANCE_PRICES: PRICES }).limits).toHaveLength(2);
  });

  it('are on tenants that are admitted, and on the terminal’s', () => {
    const entra = { ENTRA_TENANTS: BANK, ENTRA_CLIENT_ID: TRADERS };
    const read = (more: object) => readConfig({ ...entra, COMPLIANCE_BUDGETS: budgets({}, more) }).limits;
    const refused = /COMPLIANCE_BUDGETS\.1 is a limit on the tenant 22222222.*does not admit/;
    expect(() => read({ name: SISTER })).toThrow(refused);
    expect(() => read({ of: 'user', tenant: SISTER })).toThrow(refused);
    for (const tenant of [BANK.toUpperCase(), 'local']) expect(read({ of: 'user', tenant })).toHaveLength(2);
    expect(read({ of: 'user', name: SISTER })).toHaveLength(2);
  });

  it('on departments need the department', () => {
    const named = { COMPLIANCE_BUDGETS: budgets({ of: 'department', name: 'Treasury' }) };
    const each = { COMPLIANCE_BUDGETS: budgets({ of: 'department' }) };
    expect(() => readConfig(named)).toThrow(
      /COMPLIANCE_BUDGETS\.0 is a limit on a department that nobody is in: Treasury/,
    );
    expect(() => readConfig(each)).toThrow(/nobody is in: there are none/);
    expect(() => readConfig({ ...named, COMPLIANCE_DEPARTMENT: 'Risk' })).toThrow(/Treasury/);
    expect(readConfig({ ...named, COMPLIANCE_DEPARTMENT: ' Treasury ' }).localDepartment).toBe('Treasury');
    expect(readConfig({ ...each, COMPLIANCE_DEPARTMENT: 'Risk' }).limits).toHaveLength(1);
    const byGroup = { COMPLIANCE_DEPARTMENTS: JSON.stringify({ [BANK]: { [TRADERS]: 'Treasury' } }) };
    expect(readConfig({ ...named, ...byGroup }).limits).toHaveLength(1);
  });
});

describe('settings of departments', () => {
  it('are by tenant and group, in the order that they are set in', () => {
    const given = `{"${BANK}":{"${LAWYERS}":"Legal\u200b  affairs","${TRADERS.toUpperCase()}":"Treasury"}}`;
    const { departments } = readConfig({ COMPLIANCE_DEPARTMENTS: given });
    expect(Object.entries(departments?.[BANK] ?? {})).toEqual([
      [LAWYERS, 'Legal affairs'],
      [TRADERS, 'Treasury'],
    ]);
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ COMPLIANCE_DEPARTMENTS: '{' }, /COMPLIANCE_DEPARTMENTS is wrong: expected JSON/],
    [{ COMPLIANCE_DEPARTMENTS: '{"bank":{}}' }, /COMPLIANCE_DEPARTMENTS/],
    [{ COMPLIANCE_DEPARTMENTS: `{"${BANK}":{"traders":"x"}}` }, /COMPLIANCE_DEPARTMENTS/],
    [{ COMPLIANCE_DEPARTMENTS: `{"${BANK}":{"${TRADERS}":" "}}` }, /COMPLIANCE_DEPARTMENTS/],
    [{ COMPLIANCE_DEPARTMENTS: `{"${BANK}":{"${TRADERS}":["x"]}}` }, /COMPLIANCE_DEPARTMENTS/],
    [{ COMPLIANCE_DEPARTMENT: 'x'.repeat(101) }, /COMPLIANCE_DEPARTMENT/],
    [
      {
        COMPLIANCE_DEPARTMENTS: `{"${SISTER}":{}}`,
        ENTRA_TENANTS: BANK,
        ENTRA_CLIENT_ID: SISTER,
      },
      /names the tenant 22222222.*does not admit/,
    ],
  ])('are refused where they are wrong: %j', (settings, message) => {
    expect(() => readConfig(settings)).toThrow(
      expect.objectContaining({ code: 'misconfigured', message: expect.stringMatching(message) }),
    );
  });
});
