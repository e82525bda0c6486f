import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAnswer, rowsIn, shownValue } from '../../../src/adapters/sai360/sai360-answers.ts';
import { identifierOf, isIdentifier, numberIn } from '../../../src/adapters/sai360/sai360-options.ts';
import { sai360Settings } from './sai360-ground.ts';

function read(json: unknown, status = 200) {
  return readAnswer({ status, headers: new Headers(), text: '', json }, []);
}

it('an answer of any form is read without a fault, and is the API’s only with a status in its envelope', () => {
  const envelope = fc.record(
    { status: fc.jsonValue(), data: fc.jsonValue(), id: fc.jsonValue() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), envelope), fc.constantFrom(200, 400, 500), (json, status) => {
      const answer = read(json, status);
      if (status !== 200) expect(answer.status).toBe(status);
      if (answer.body === undefined) expect(rowsIn(answer)).toBeUndefined();
      rowsIn(answer)?.forEach(({ id, fields }) => {
        expect(typeof id).toBe('string');
        for (const value of Object.values(fields)) expect(typeof shownValue(value)).toBe('string');
      });
    }),
  );
});

it.each([
  [{ status: { code: '200', message: 'OK' } }, 200, ''],
  [{ Status: { Code: 200, Message: 'OK' } }, 200, ''],
  [{ status: { code: '401', message: 'Ended' } }, 401, 'Ended'],
])('the envelope of %j says %i', (json, status, said) => {
  expect(read(json)).toMatchObject({ status, said });
});

it('what HTTP says to be wrong is wrong, whatever the envelope says', () => {
  expect(read({ status: { code: '200', message: 'No such lantern' } }, 400)).toMatchObject({
    status: 400,
    said: 'No such lantern',
  });
});

it('an identifier is one of the settings’ type alone', () => {
  const settings = sai360Settings('http://127.0.0.1:1');
  expect(numberIn(identifierOf('12', settings), settings)).toBe('12');
  for (const other of [
    'Findings/MetaFinding/Other:12',
    'Findings/MetaFinding/Default:x',
    'Findings/MetaFinding/Default:1/2',
    '',
  ])
    expect(numberIn(other, settings)).toBeUndefined();
  expect(isIdentifier('Global/Lookups/Rating:3')).toBe(true);
  expect(isIdentifier("Global/Lookups/Rating:3'|Name='x")).toBe(false);
});
