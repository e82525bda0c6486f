import { expect, it } from 'vitest';
import type { FieldMappings } from '../../../src/findings/filing/field-mapping.ts';
import { fieldsThatSay, recordSays } from '../../../src/findings/filing/record-says.ts';

const MAPPINGS: FieldMappings = {
  name: 'title',
  rating: { source: 'severity', values: { high: '1', low: '3' } },
  due: 'due_date',
  who: { source: 'owner', longest: 20 },
  all: 'everything',
};

function says(record: Readonly<Record<string, string>>) {
  return recordSays(MAPPINGS, (field) => record[field]);
}

it('a record says what is mapped one to one, or value by value', () => {
  expect(says({ name: 'Lantern', rating: '3', due: '2031-06-30', who: 'Somebody' })).toEqual({
    title: 'Lantern',
    severity: 'low',
    due: '2031-06-30',
  });
  expect(fieldsThatSay(MAPPINGS)).toEqual(['name', 'rating', 'due']);
});

it('what is no value of ours, no day, or not there, is not said', () => {
  expect(says({ name: '', rating: '2', due: 'soon' })).toEqual({ title: '' });
  expect(says({})).toEqual({});
});
