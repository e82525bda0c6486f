import { describe, expect, it } from 'vitest';
import type { Sai360Options } from '../../../src/adapters/sai360/sai360-options.ts';
import { createSai360Platform } from '../../../src/adapters/sai360/sai360-platform.ts';
import { Sai360Settings } from '../../../src/adapters/sai360/sai360-settings.ts';
import type { PlatformCheck } from '../../../src/findings/filing/grc-platform.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { sai360Settings } from './sai360-ground.ts';
import { sai360Trial } from './sai360-trial.ts';

const { opened } = sai360Trial();

describe('the settings', () => {
  it('are taken as they are written, and nothing that is none', () => {
    const settings = sai360Settings('https://secure.lantern.example');
    expect(Sai360Settings.parse(settings)).toEqual(settings);
    expect(Sai360Settings.safeParse({ ...settings, lumen: 1 }).success).toBe(false);
  });

  it('tell how fields take their values, and the metadata is not asked for', async () => {
    const over = await opened({
      fieldKinds: {
        Name: 'text',
        Description: 'text',
        Rating: 'reference',
        DueDate: 'day',
        Owner: 'text',
        ExternalKey: 'text',
        Status: 'reference',
      },
    });
    expect(await over.platform.create(filing('F-1'))).toMatchObject({ kind: 'created' });
    expect(over.peer.requests().filter(({ kind }) => kind === 'metadata')).toEqual([]);
  });

  it.each([
    { keyField: "Key='x'|Name" },
    { module: '../Security' },
    { type: 'Default?x' },
    { fields: { 'Na me': 'title' as const } },
    { url: 'http://lantern.example' },
  ])('hold no names that cannot be ones: %j', (more) => {
    const open = () => createSai360Platform({ ...sai360Settings('http://127.0.0.1:1'), ...more });
    expect(open).toThrow(expect.objectContaining({ code: 'misconfigured' }));
  });
});

describe('the check', () => {
  const told = (checks: readonly PlatformCheck[], what: string) =>
    checks
      .filter((check) => check.what === what)
      .map(({ state, says }) => `${state}: ${says}`)
      .join('\n');
  const { fields } = sai360Settings('');

  it.each<[string, Partial<Sai360Options>, string, string]>([
    [
      'a type that is none',
      { type: 'Other' },
      'type Findings/MetaFinding/Other',
      'wrong: SAI360 has no Findings/MetaFinding/Other',
    ],
    [
      'a field that is only read',
      { fields: { ...fields, Reference: 'id' } },
      'field Reference',
      'wrong: The field "Reference" cannot be written',
    ],
    ['a key that is no string', { keyField: 'Notes' }, 'field Notes', 'wrong: The field "Notes" holds the key'],
    [
      'a text for a reference',
      { fields: { ...fields, Rating: 'severity' } },
      'field Rating',
      'wrong: The field "Rating" takes identifiers, such as Global/Lookups/Rating:3',
    ],
    [
      'a text for a day',
      { fields: { ...fields, DueDate: 'owner' } },
      'field DueDate',
      'wrong: The field "DueDate" takes days',
    ],
    [
      'a reference to nothing',
      { fields: { ...fields, Rating: { always: 'Global/Lookups/Rating:9' } } },
      'value Global/Lookups/Rating:9 of Rating',
      'wrong: SAI360 has no Global/Lookups/Rating:9',
    ],
    ['a required field that nothing fills', { fields: {} }, 'field Name', 'unknown: The field "Name" is required'],
    [
      'a state of ours without a word',
      { states: { 'Global/Lookups/FindingStatus:1': 'open' } },
      'state closed',
      'unknown: No word of SAI360 stands for "closed"',
    ],
  ])('tells of %s', async (_, more, what, says) => {
    expect(told(await (await opened(more)).platform.check(), what)).toContain(says);
  });

  it('reads types that are told within their component, with truth values as text', async () => {
    const over = await opened();
    const field = {
      Token: 'Name',
      FieldType: 'String',
      IsReadOnly: 'True',
      IsMultiValue: 'False',
      IsRequired: 'False',
    };
    const types = [{ Token: 'Default', IsReadOnly: 'False', Fields: [field] }];
    over.peer.answerOnce('/Meta/', { status: 200, body: { status: { code: '200' }, data: [{ Types: types }] } });
    expect(told(await over.platform.check(), 'field Name')).toBe(
      'wrong: The field "Name" cannot be written by the API.',
    );
  });

  it('does not know whether the look-up is well where the condition is not heeded', async () => {
    const over = await opened();
    over.peer.addStrangers(2);
    over.peer.ignoreFilters();
    expect(told(await over.platform.check(), 'look-up')).toContain('unknown: ');
  });
});
