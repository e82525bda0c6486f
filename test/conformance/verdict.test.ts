import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BEYOND_REQUIRED, OF_THE_PRODUCT, REVISIONS } from './scenarios.ts';
import { type Check, judge, readResults, requiredScenarios } from './verdict.ts';

const good: Check = { id: 'ping', status: 'SUCCESS' };
const wire: Check = { id: 'wire-schema-valid', status: 'SUCCESS' };
const of = (...checks: readonly Check[]) => new Map([['ping', checks]]);
const asked = { pass: ['ping'], notAsked: {} };
const problems = (...given: Parameters<typeof judge>) => judge(...given).problems;

describe('a run of the official suite', () => {
  test('is good where each check of what must pass passed', () => {
    expect(problems(of(good, wire, { id: 'told', status: 'INFO' }), asked)).toEqual([]);
  });

  test('tells which passed of those that must', () => {
    const results = new Map([...of(good), ['pong', [{ ...good, status: 'FAILURE' as const }]]]);
    expect(judge(results, { ...asked, pass: ['ping', 'pong'] }).passed).toEqual(['ping']);
  });

  test('is not where nothing ran', () => {
    expect(problems(new Map(), asked)).toEqual(['ping did not run']);
  });

  test('is not where only the form of the messages was checked', () => {
    expect(problems(of(wire), asked)).toEqual(['ping checked nothing']);
  });

  test.each(['FAILURE', 'WARNING', 'SKIPPED'] as const)('is not where a check ended as %s', (status) => {
    expect(problems(of(good, { id: 'late', status, errorMessage: 'It came late.' }), asked)).toEqual([
      `ping has late: ${status} It came late.`,
    ]);
  });

  test('is not where a scenario ran that nobody thought of', () => {
    expect(problems(new Map([...of(good), ['pong', [good]]]), asked)).toEqual([
      'pong ran, and nothing says what is expected of it',
    ]);
  });

  test('is good whatever a scenario gave that proves nothing', () => {
    const failed: Check = { id: 'pong', status: 'FAILURE' };
    const expected = { ...asked, notAsked: { 'it calls what only the suite has': ['pong'] } };
    expect(problems(new Map([...of(good), ['pong', [failed]]]), expected)).toEqual([]);
  });

  test.each([
    'There is no tool test_greeting. There are: ask_compliance. [not_found]',
    'There is no prompt test_prompt. [not_found]',
    'Tool test_greeting not found',
  ])('is not where a check passed since "%s"', (message) => {
    expect(problems(of({ ...good, details: { error: { code: -32602, message } } }), asked)).toEqual([
      'ping passes ping since something is not found: a hollow pass',
    ]);
  });
});

describe('an exception', () => {
  const expected = { ...asked, except: { ping: ['late'] } };
  const untestable = { untestable: true };

  test.each([
    { id: 'late', status: 'WARNING' },
    { id: 'late', status: 'SKIPPED' },
    { id: 'late', status: 'FAILURE', details: untestable },
  ] as const)('excuses a check that ended as $status', (check) => {
    expect(problems(of(good, check), expected)).toEqual([]);
  });

  test('excuses no plain failure', () => {
    expect(problems(of(good, { id: 'late', status: 'FAILURE' }), expected)).toEqual(['ping has late: FAILURE']);
  });

  test('excuses no other check, and no other scenario', () => {
    const other: Check = { id: 'early', status: 'WARNING' };
    const late: Check = { id: 'late', status: 'WARNING' };
    expect(problems(of(good, late, other), expected)).toEqual(['ping has early: WARNING']);
    expect(
      problems(new Map([...of(good, late), ['pong', [good, late]]]), { ...expected, pass: ['ping', 'pong'] }),
    ).toEqual(['pong has late: WARNING']);
  });

  test('is to go once the check passes', () => {
    expect(problems(of(good, { id: 'late', status: 'SUCCESS' }), expected)).toEqual([
      'ping passes late: it is no exception any more',
    ]);
  });
});

describe('what is expected', () => {
  test.each(REVISIONS)(
    'of the product in %s names each scenario once, and excepts only from what it asks',
    (revision) => {
      for (const { pass, except = {}, notAsked } of [OF_THE_PRODUCT[revision], BEYOND_REQUIRED[revision]]) {
        const all = [...pass, ...Object.values(notAsked).flat()];
        expect(all).toEqual([...new Set(all)]);
        expect(pass).toEqual(expect.arrayContaining(Object.keys(except)));
      }
    },
  );
});

test("the suite's requirements are the list under its servers", () => {
  const yaml = '# Of servers and clients\nserver:\n  - ping\n  - tools-list\n\nclient:\n  - initialize\n';
  expect(requiredScenarios(yaml)).toEqual(['ping', 'tools-list']);
  expect(requiredScenarios('client:\n  - initialize\n')).toEqual([]);
});

test('results are read by scenario from the folder that the suite wrote', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-verdict-'));
  try {
    for (const name of ['server-json-schema-2020-12-2099-01-02T03-04-05-678Z', 'something-else']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'checks.json'), JSON.stringify([good]));
    }
    expect([...readResults(folder)]).toEqual([['json-schema-2020-12', [good]]]);
    expect([...readResults(join(folder, 'absent'))]).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
