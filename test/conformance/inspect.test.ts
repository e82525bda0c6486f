import { describe, expect, test } from 'vitest';
import { complaint, unlisted } from './inspect.ts';

const TOOLS = ['ask_compliance', 'get_provision'];
const listed = (...names: readonly string[]) => ({ result: { tools: names.map((name) => ({ name })) } });
const run = (answer: unknown, code = 0) => ({ code, out: JSON.stringify(answer), err: '' });

describe('a call of the Inspector', () => {
  test('is clean where it ended well and gave what it must', () => {
    expect(complaint(run(listed(...TOOLS)), /"name":"ask_compliance"/)).toBeUndefined();
  });

  test('is not where it ended with a code, however good the answer', () => {
    expect(complaint(run(listed(...TOOLS), 2), /ask_compliance/)).toMatch(/^ended with code 2: \{"result"/);
  });

  test('is not where a schema was warned of, though it ended well', () => {
    const findings = [{ toolName: 'ask_compliance', findings: [{ rule: 'type-union', severity: 'warning' }] }];
    expect(complaint(run({ ...listed(...TOOLS), schemaFindings: findings }), /ask_compliance/)).toMatch(/type-union/);
  });

  test.each([
    ['a failed call', { result: { isError: true, content: [{ type: 'text', text: 'ask_compliance' }] } }],
    ['something else', listed('get_provision')],
    ['no result', { error: 'ask_compliance' }],
  ])('is not where it gave %s', (_name, answer) => {
    expect(complaint(run(answer), /ask_compliance/)).toMatch(/^gave \{/);
  });

  test('is not where it gave no JSON', () => {
    expect(complaint({ code: 0, out: 'ask_compliance', err: '' }, /ask_compliance/)).toBe('gave ask_compliance');
  });

  test('is not where a tool was left out, or there were none to list', () => {
    expect(unlisted(run(listed(...TOOLS)), TOOLS)).toBeUndefined();
    expect(unlisted(run(listed('get_provision')), TOOLS)).toBe('left out of 2 tools: ask_compliance');
    expect(unlisted(run(listed()), [])).toMatch(/^left out of 0 tools/);
  });
});
