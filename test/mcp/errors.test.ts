import { ProtocolError, ResourceNotFoundError } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import { failedCall, protocolError } from '../../mcp/errors.ts';
import { AppError } from '../../src/core/errors.ts';

const INNER =
  'The search server (Elasticsearch) is not reached at https://internal.example:9200. Check that ELASTICSEARCH_URL names it.';

describe('what a failure tells an assistant', () => {
  it('is our message, what could be tried, and our code', () => {
    const error = new AppError('not_found', 'There is no Article 99.', { suggestions: ['art_9', 'art_98'] });
    expect(failedCall(error)).toEqual({
      content: [{ type: 'text', text: 'There is no Article 99. Try: art_9; art_98. [not_found]' }],
      isError: true,
      _meta: { 'banking-rag-compliance/error': { code: 'not_found', suggestions: ['art_9', 'art_98'] } },
    });
  });

  it.each([
    ['a service that is away', new AppError('upstream_unavailable', INNER, { detail: INNER }), /tell whoever runs/],
    ['a setting that is wrong', new AppError('misconfigured', INNER), /Tell whoever runs it/],
    ['a fault', new TypeError(INNER), /it is recorded/],
    ['what is no error', INNER, /it is recorded/],
  ])('is nothing of our own end, and what to do, for %s', (_what, error, told) => {
    for (const text of [JSON.stringify(failedCall(error)), protocolError(error).message]) {
      expect(text).toMatch(told);
      expect(text).not.toMatch(/internal\.example|ELASTICSEARCH|Elasticsearch|at .*\.ts/);
    }
  });

  it('keeps the protocol’s own errors, and has one of its own for what is not there', () => {
    const error = new ProtocolError(-32_602, 'No.');
    expect(protocolError(error)).toBe(error);
    expect(protocolError(new AppError('not_found', 'Gone.'), 'regulation://x')).toBeInstanceOf(ResourceNotFoundError);
    expect(protocolError(new AppError('not_found', 'Gone.'))).toMatchObject({ code: -32_602 });
    expect(protocolError(new AppError('internal', 'Ill.'))).toMatchObject({ code: -32_603 });
  });
});
