import { describe, expect, it } from 'vitest';
import { ANSWER_QUESTION } from '../../src/assistant/prompts/answer-question.ts';
import { definePrompt, fillPrompt } from '../../src/assistant/prompts/prompt.ts';
import { REPAIR_SENTENCES } from '../../src/assistant/prompts/repair-sentences.ts';

/** A change of a prompt's words is a new version: add its line, and never change one that answers were given with. */
const RELEASED: Readonly<Record<string, string>> = {
  'answer-question 1': '4dc0a66b1b23a9dcc7860c632d8c9cfdaa10377b780feb9e4528dc0f63b28200',
  'repair-sentences 1': '2f80a4152fbd4f4a6976b90d9f2e7caa25abc575ce84663951fcc615950ef5c9',
};

describe.each([ANSWER_QUESTION, REPAIR_SENTENCES])('the prompt $id', (prompt) => {
  it('has the words of its version', () => {
    expect(RELEASED[`${prompt.id} ${prompt.version}`]).toBe(prompt.hash);
  });
});

describe('a prompt', () => {
  const prompt = definePrompt({ id: 'greeting', version: 1, text: 'Say {{what}} to {{whom}}, {{whom}}.' });

  it('has each gap filled, with what fills it as it is', () => {
    expect(fillPrompt(prompt, { what: '$& {{whom}}', whom: 'Ada' })).toBe('Say $& {{whom}} to Ada, Ada.');
  });

  it('is not given with a gap open, or with words that fill none', () => {
    expect(() => fillPrompt(prompt, { what: 'x' })).toThrow('gap whom');
    expect(() => fillPrompt(prompt, { what: 'x', whom: 'y', who: 'z' })).toThrow('no gap who');
  });
});
