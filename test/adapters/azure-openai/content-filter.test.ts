import { APIError } from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/index';
import { describe, expect, it } from 'vitest';
import { filterRefusal, findingsOf } from '../../../src/adapters/azure-openai/content-filter.ts';

const found = (chunk: object) => findingsOf(chunk as ChatCompletionChunk);
const inReply = (results: unknown) => found({ choices: [{ content_filter_results: results }] });

describe('what the content filter found', () => {
  it.each<readonly [string, unknown, readonly object[]]>([
    [
      'a severity',
      { hate: { filtered: false, severity: 'low' } },
      [{ category: 'hate', severity: 'low', filtered: false }],
    ],
    ['nothing', { hate: { filtered: false, severity: 'safe' }, profanity: { filtered: false, detected: false } }, []],
    [
      'what it only saw',
      { profanity: { filtered: false, detected: true } },
      [{ category: 'profanity', filtered: false }],
    ],
    [
      "a list of the bank's own",
      { custom_blocklists: { filtered: true, details: [{ filtered: true, id: 'x' }] } },
      [{ category: 'custom_blocklists', filtered: true }],
    ],
    [
      'such a list, as it came at first',
      {
        custom_blocklists: [
          { filtered: false, id: 'x' },
          { filtered: true, id: 'y' },
        ],
      },
      [{ category: 'custom_blocklists', filtered: true }],
    ],
    [
      'a topic that it only saw',
      { custom_topics: { filtered: false, details: [{ detected: true, id: 'x' }] } },
      [{ category: 'custom_topics', filtered: false }],
    ],
    [
      'that it could not look',
      { error: { code: 'content_filter_error', message: 'Not filtered.' } },
      [{ category: 'content_filter_error', filtered: false }],
    ],
    [
      'a name that is no word of the documentation',
      { 'ha\u202ete\n': { filtered: true, severity: 'lo\u200bw' } },
      [{ category: 'other', severity: 'other', filtered: true }],
    ],
  ])('is told: %s', (_, results, expected) => {
    expect(inReply(results)).toEqual(expected.map((each) => ({ side: 'completion', ...each })));
  });

  it('is of the question where it says so, in either spelling', () => {
    const jailbreak = { jailbreak: { filtered: false, detected: true } };
    for (const name of ['content_filter_results', 'content_filter_result'])
      expect(found({ prompt_filter_results: [{ prompt_index: 0, [name]: jailbreak }] })).toEqual([
        { side: 'prompt', category: 'jailbreak', filtered: false },
      ]);
  });

  it.each<readonly [string, object]>([
    ['no lists', { prompt_filter_results: {}, choices: 'none' }],
    ['lists of nothing', { prompt_filter_results: [null, 3], choices: [null, []] }],
    ['results of nothing', { choices: [{ content_filter_results: ['hate', 7] }] }],
    ['members of nothing', { choices: [{ content_filter_results: { hate: 'high', violence: null, sexual: {} } }] }],
    [
      'annotations beside the stream that say where alone',
      { choices: [{ content_filter_offsets: { check_offset: 44 } }] },
    ],
  ])('is nothing where it cannot be read: %s', (_, chunk) => {
    expect(found(chunk)).toEqual([]);
  });
});

describe('a question that was refused', () => {
  const refusal = (error: object, status: number | undefined = 400) =>
    filterRefusal(new APIError(status, error, undefined, new Headers()), 'prompt');
  const hate = { hate: { filtered: true, severity: 'high' } };
  const finding = { side: 'prompt', category: 'hate', severity: 'high', filtered: true };
  const unnamed = { side: 'prompt', category: 'content_filter', filtered: true };

  it.each<readonly [string, object, readonly object[]]>([
    ['as it is documented', { code: 'content_filter', innererror: { content_filter_result: hate } }, [finding]],
    ['in the plural', { code: 'content_filter', innererror: { content_filter_results: hate } }, [finding]],
    ['by the inner code alone', { code: null, innererror: { code: 'ResponsibleAIPolicyViolation' } }, [unnamed]],
    ['without saying for what', { code: 'content_filter' }, [unnamed]],
    [
      'for what it says it let through',
      { code: 'content_filter', innererror: { content_filter_result: { hate: { filtered: false, severity: 'low' } } } },
      [{ ...finding, severity: 'low', filtered: false }, unnamed],
    ],
  ])('%s', (_, error, findings) => {
    expect(refusal(error)).toEqual(findings);
  });

  it('is no other error', () => {
    expect(refusal({ code: 'invalid_request_error' })).toBeUndefined();
    expect(refusal({ code: 'content_filter' }, 500)).toBeUndefined();
    expect(filterRefusal(new Error('content_filter'), 'prompt')).toBeUndefined();
  });
});
