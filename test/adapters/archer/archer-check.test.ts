import { expect, it } from 'vitest';
import type { ArcherOptions } from '../../../src/adapters/archer/archer-options.ts';
import { ArcherSettings } from '../../../src/adapters/archer/archer-settings.ts';
import type { PlatformCheck } from '../../../src/findings/filing/grc-platform.ts';
import { type ArcherGround, archerSettings } from './archer-ground.ts';
import { archerTrial } from './archer-trial.ts';

const { opened } = archerTrial();

async function checked(more: Partial<ArcherOptions>, before: (over: ArcherGround) => void = () => {}) {
  const ground = await opened(more);
  before(ground);
  return ground.platform.check();
}

function fields(more: ArcherOptions['fields']): Partial<ArcherOptions> {
  return { fields: { ...archerSettings('').fields, ...more } };
}

/** What is told of one thing that was looked at. */
function told(checks: readonly PlatformCheck[], what: string): string {
  return checks
    .filter((check) => check.what === what)
    .map(({ state, says }) => `${state}: ${says}`)
    .join('\n');
}

it('settings are taken as they are written, and nothing that is none', () => {
  const settings = archerSettings('https://grc.bank.example/RSAarcher');
  expect(ArcherSettings.parse(settings)).toEqual(settings);
  expect(ArcherSettings.safeParse({ ...settings, lumen: 1 }).success).toBe(false);
});

it('tells of each thing that is well', async () => {
  const checks = await checked({});
  expect(checks.map(({ what, state }) => `${what}: ${state}`)).toEqual([
    'sign-in: ok',
    'level 57: ok',
    'field 304: ok',
    'field Finding Title: ok',
    'field Description: ok',
    'field Severity: ok',
    'field Due_Date: ok',
    'field Finding_Key: ok',
    'field Status: ok',
    'field Finding ID: ok',
    'look-up: ok',
  ]);
});

it.each<[string, Partial<ArcherOptions>, string, string]>([
  ['a level that is none', { level: 58 }, 'level 58', 'wrong: RSA Archer has no level 58'],
  [
    'a name of two fields',
    fields({ Comment: 'evidence' }),
    'field Comment',
    'wrong: Level 57 of RSA Archer has 2 fields "Comment"',
  ],
  [
    'a field that is not active',
    fields({ Old_Status: 'evidence' }),
    'field Old_Status',
    'wrong: The field "Old_Status" is not active',
  ],
  [
    'a field of files',
    fields({ Attachments: 'evidence' }),
    'field Attachments',
    'wrong: The field "Attachments" is of the type Attachment',
  ],
  [
    'a tracking id',
    fields({ 'Finding ID': 'id' }),
    'field Finding ID',
    'wrong: The field "Finding ID" is of the type Tracking ID',
  ],
  [
    'a text in a field of days',
    fields({ Due_Date: 'owner' }),
    'field Due_Date',
    'wrong: The field "Due_Date" takes days',
  ],
  [
    'a list without values',
    fields({ Severity: 'severity' }),
    'field Severity',
    'wrong: The field "Severity" is a values list',
  ],
  [
    'a value that is none',
    fields({ Severity: { always: 'Blinding' } }),
    'value Blinding of Severity',
    'wrong: The values list "Severity" has no value "Blinding". It has "Very High", "High"',
  ],
  ['a key in a list', { keyField: 'Severity' }, 'field Severity', 'wrong: The field "Severity" holds the key'],
  [
    'a key in a text area',
    { keyField: 'Description' },
    'field Description',
    'wrong: The field "Description" holds the key',
  ],
  [
    'a required field that nothing fills',
    { fields: {} },
    'field Finding Title',
    'unknown: The field "Finding Title" is required',
  ],
  [
    'a state of ours without a name',
    { states: { Open: 'open' } },
    'state closed',
    'unknown: No value of Archer stands for "closed"',
  ],
  ['another name in the Content API', { content: 'Lanterns' }, 'look-up', 'wrong: '],
])('tells of %s', async (_, more, what, says) => {
  expect(told(await checked(more), what)).toContain(says);
});

it('does not know whether the look-up is well where the filter is not heeded', async () => {
  const checks = await checked({}, ({ peer }) => {
    peer.addStrangers(3);
    peer.ignoreFilters();
  });
  expect(told(checks, 'look-up')).toContain('unknown: The Content API gives records that were not asked for');
});

it('tells what it could not find out', async () => {
  const checks = await checked({}, ({ peer }) => peer.fault('status:503', 1, 'read'));
  expect(told(checks, 'look-up')).toContain('unknown: ');
});
