import { expect, it } from 'vitest';
import { textIn } from '../../../src/adapters/servicenow/servicenow-requests.ts';

it('a value of no known form is no text, whatever is in it', () => {
  for (const value of [{ value: { toString: null, valueOf: null } }, { value: null }, { value: ['x'] }, {}, []])
    expect(textIn({ state: value }, 'state')).toBe('');
  expect(textIn({ state: { value: 3 } }, 'state')).toBe('3');
});
