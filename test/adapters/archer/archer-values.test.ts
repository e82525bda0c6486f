import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archerList, archerReply } from '../../../src/adapters/archer/archer-answers.ts';
import type { ArcherField, ArcherMetadata } from '../../../src/adapters/archer/archer-metadata.ts';
import { shownContent, wireContent } from '../../../src/adapters/archer/archer-values.ts';

const LIST = new Map([
  ['High', 412],
  ['Low', 414],
]);
const METADATA: ArcherMetadata = {
  listed: async () => [],
  field: async () => expect.fail('no field is looked up here'),
  values: async () => LIST,
};

function field(type: number): ArcherField {
  return { named: 'Lantern', id: 7, alias: 'Lantern', type, active: true };
}

function wire(type: number, text: string, options = {}) {
  return wireContent(field(type), text, options, METADATA);
}

describe('a value on the wire', () => {
  it.each([
    [1, 'a <b>', {}, 'a <b>'],
    [1, '', {}, ''],
    [1, 'a <b> & "c"\r\nd', { richText: ['Lantern'] }, 'a &lt;b&gt; &amp; &quot;c&quot;<br />d'],
    [2, '12.5', {}, 12.5],
    [3, '2031-06-30', {}, '06/30/2031'],
    [3, '2031-06-30', { days: 'iso' }, '2031-06-30'],
    [4, 'High', {}, { ValuesListIds: [412], OtherText: null }],
    [8, '19, 20', {}, { UserList: [{ ID: 19 }, { ID: 20 }], GroupList: [] }],
    [9, '205522', {}, [{ ContentID: 205_522 }]],
  ])('of type %i: %j %j', async (type, text, options, Value) => {
    expect(await wire(type, text, options)).toEqual({ Type: type, FieldId: 7, Value });
  });

  it.each([2, 3, 4, 8, 9])('of type %i is left out where it is empty', async (type) => {
    expect(await wire(type, '')).toBeUndefined();
  });

  it.each([
    [2, 'many'],
    [3, 'soon'],
    [4, 'Blinding'],
    [8, 'Somebody'],
    [9, '1;2'],
    [11, '1'],
    [24, '1'],
  ])('of type %i cannot be %j', async (type, text) => {
    await expect(wire(type, text)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('"Lantern"'),
    });
  });
});

describe('a value that is read', () => {
  it.each([
    [1, 'text', 'text'],
    [6, 42, '42'],
    [3, '2031-06-30T00:00:00', '2031-06-30'],
    [3, '6/5/2031 12:00 AM', '2031-06-05'],
    [3, 'soon', 'soon'],
    [4, { ValuesListIds: [414], OtherText: null }, 'Low'],
    [4, { ValuesListIds: ['414'] }, 'Low'],
    [4, { ValuesListIds: [999] }, '999'],
    [4, { ValuesListIds: [] }, ''],
    [4, null, ''],
    [8, { UserList: [{ Id: 1 }] }, ''],
    [1, null, ''],
    [1, undefined, ''],
  ])('of type %i from %j is %j', async (type, Value, text) => {
    expect(await shownContent(field(type), { 7: { Type: type, FieldId: 7, Value } }, METADATA)).toBe(text);
  });

  it('of a field that the record does not have is empty', async () => {
    expect(await shownContent(field(1), {}, METADATA)).toBe('');
    expect(await shownContent(field(1), { 7: 'no content' }, METADATA)).toBe('');
  });

  it('of a day comes back as it was sent, in either form', async () => {
    const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    await fc.assert(
      fc.asyncProperty(days, fc.constantFrom('us' as const, 'iso' as const), async (day, form) => {
        const text = day.toISOString().slice(0, 10);
        const sent = await wire(3, text, { days: form });
        expect(await shownContent(field(3), { 7: sent }, METADATA)).toBe(text);
      }),
    );
  });
});

describe('an answer of any form', () => {
  const envelope = fc.record(
    { IsSuccessful: fc.jsonValue(), RequestedObject: fc.jsonValue(), ValidationMessages: fc.jsonValue() },
    { requiredKeys: [] },
  );

  it('is read without a fault, and nothing is done that Archer says is not', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), envelope), (json) => {
        const reply = archerReply({ json }, []);
        expect(['done', 'refused', 'no_reply']).toContain(reply.kind);
        const said = (json as { IsSuccessful?: unknown } | null)?.IsSuccessful;
        if (said === false || said === 'False' || said === 'no') expect(reply.kind).not.toBe('done');
        archerList({ json: [json] });
      }),
    );
  });
});
