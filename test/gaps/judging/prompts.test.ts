import { describe, expect, it } from 'vitest';
import { fillPrompt } from '../../../src/assistant/prompts/prompt.ts';
import { JUDGE_COVERAGE } from '../../../src/gaps/judging/prompts/judge-coverage.ts';
import { NAME_PARTS } from '../../../src/gaps/judging/prompts/name-parts.ts';

/** A change of a prompt's words is a new version: add its line, and never change one that judgements were made with. */
const RELEASED: Readonly<Record<string, string>> = {
  'judge-coverage 1': 'd40ea3e9bd73b423e6fd4ec2e633ac590a560a0431659c0808c4ed2abf1500a7',
  'name-parts 1': '6284b8751b8d4a5315dc60c3453a3a0b47267999c0b1d61e5a1b11756858b0c2',
};

describe.each([JUDGE_COVERAGE, NAME_PARTS])('the prompt $id', (prompt) => {
  it('has the words of its version', () => {
    expect(RELEASED[`${prompt.id} ${prompt.version}`]).toBe(prompt.hash);
  });

  it('names the marks of its call, and has no other gap', () => {
    expect(fillPrompt(prompt, { tag: 'a-mark' })).toContain('<data a-mark>');
  });
});
