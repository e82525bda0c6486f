import { describe, expect, it } from 'vitest';
import { findingsConfig } from '../src/config-findings.ts';
import { startWorkflow } from '../src/findings/remediation/steps.ts';
import { inventedFinding } from './findings/invented-finding.ts';

const TENANT = { platform: 'generic', url: 'https://grc.invented.example' };
const read = (settings: unknown) => findingsConfig(JSON.stringify(settings), (setting) => setting);

describe('the settings of findings', () => {
  it.each([
    { workingDays: [] },
    { workingDays: [0] },
    { workingDays: [8] },
    { workingDays: [1.5] },
    { holidays: ['2031-02-30'] },
    { holidays: ['25.12.2031'] },
    { holidays: [''] },
    { workingDay: [1] },
  ])('with a calendar by which no day can be counted are refused when they are read: %j', (calendar) => {
    expect(() => read({ 't-1': { ...TENANT, calendar } })).toThrow(/COMPLIANCE_GRC is wrong: t-1: calendar/);
  });

  it('give calendars by which steps can be begun, whatever days are free', () => {
    const finding = inventedFinding();
    for (const workingDays of [[1], [7], [1, 2, 3, 4, 5], undefined]) {
      const settings = read({
        't-1': { ...TENANT, calendar: { workingDays, holidays: ['2031-12-31', '2032-01-01'] } },
      });
      const { calendar } = settings.get('t-1')?.handling ?? {};
      expect(() => startWorkflow(finding, { today: '2031-12-30', calendar })).not.toThrow();
    }
  });

  it.each([{ state: '' }, { id: 'a..b' }, { key: '__proto__.x' }])(
    'with a place in events that is none are refused when they are read: %j',
    (fields) => {
      const settings = { 't-1': { ...TENANT, webhook: { secrets: ['wick'], fields } } };
      expect(() => read(settings)).toThrow(/t-1: webhook\.fields\.\w+: expected a place in JSON/);
    },
  );

  it('name each tenant once, whatever its letters', () => {
    expect(() => read({ 'T-1': TENANT, 't-1': TENANT })).toThrow(/t-1 is there twice/);
    expect([...read({ 'T-1': TENANT, 't-2': TENANT }).keys()]).toEqual(['t-1', 't-2']);
  });

  it('give each tenant a secret of its own for its events, and tell none', () => {
    const webhook = (...secrets: readonly string[]) => ({ ...TENANT, webhook: { secrets } });
    expect(read({ 't-1': webhook('wick', 'wick'), 't-2': webhook('oil') }).size).toBe(2);
    const both = () => read({ 't-1': webhook('wick', 'oil'), 't-2': webhook('tallow', 'oil') });
    expect(both).toThrow(/t-1 and t-2 have the same secret/);
    expect(both).not.toThrow(/oil/);
  });
});
