import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits } from '../../src/alerts/matching.ts';
import { AUTHORITIES, TOPICS } from '../../src/alerts/subscription.ts';

const ACTS = ['32031R0077', '32031R0078', 'BOE-A-2031-7'] as const;
const some = <T>(list: readonly T[]) => fc.uniqueArray(fc.constantFrom(...list), { maxLength: 3 });
const filters = fc.record({ authorities: some(AUTHORITIES), acts: some(ACTS), topics: some(TOPICS.slice(0, 4)) });
const alerts = fc.record({
  kind: fc.constantFrom('new_rule' as const, 'guidance' as const),
  authority: fc.constantFrom(...AUTHORITIES),
  acts: some(ACTS),
  topics: some(TOPICS.slice(0, 4)),
});
const all = { authorities: [], acts: [], topics: [] };
const property = <T extends unknown[]>(of: fc.IProperty<T>) => fc.assert(of, { seed: 47, numRuns: 500 });

describe('whether an alert is wanted', () => {
  it('is always so where nothing is named', () => {
    property(
      fc.property(alerts, (alert) => {
        expect(fits(all, alert)).toBe(true);
      }),
    );
  });

  it('is so exactly where each list that names something has something of the alert', () => {
    property(
      fc.property(filters, alerts, (filter, alert) => {
        const parts = [
          fits({ ...all, authorities: filter.authorities }, alert),
          fits({ ...all, acts: filter.acts }, alert),
          fits({ ...all, topics: filter.topics }, alert),
        ];
        expect(fits(filter, alert)).toBe(parts.every((part) => part));
      }),
    );
  });

  it('is not lost by naming more in a list that names something, nor gained by naming in an empty one', () => {
    property(
      fc.property(filters, alerts, fc.constantFrom(...ACTS), (filter, alert, act) => {
        const more = { ...filter, acts: [...filter.acts, act] };
        if (filter.acts.length > 0 && fits(filter, alert)) expect(fits(more, alert)).toBe(true);
        if (filter.acts.length === 0 && fits(more, alert)) expect(fits(filter, alert)).toBe(true);
      }),
    );
  });

  it('does not go by what the alert does not concern', () => {
    const alert = { kind: 'new_rule', authority: 'eba', acts: ['32031R0077'], topics: [] } as const;
    expect(fits({ ...all, authorities: ['eba', 'boe'] }, alert)).toBe(true);
    expect(fits({ ...all, authorities: ['boe'] }, alert)).toBe(false);
    expect(fits({ ...all, acts: ['32031R0078'] }, alert)).toBe(false);
    expect(fits({ ...all, acts: ['32031R007'] }, alert)).toBe(false);
    expect(fits({ ...all, topics: ['payments'] }, alert)).toBe(false);
  });

  it('is so for a test, whatever is followed', () => {
    property(
      fc.property(filters, alerts, (filter, alert) => {
        expect(fits(filter, { ...alert, kind: 'test' })).toBe(true);
      }),
    );
  });
});
