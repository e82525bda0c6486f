import type { CallToolResult } from '@modelcontextprotocol/server';
import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from '@modelcontextprotocol/server';
import { AppError, type ErrorCode } from '../src/core/errors.ts';

/** Where a result carries our own code; the protocol wants such names to have an owner. */
const ERROR_META = 'banking-rag-compliance/error';

/**
 * A failed call as the protocol has it: a result that says so, which the model reads. No structured content: hosts hold
 * that against the schema of a success. Nothing but an `AppError`'s message leaves the house.
 */
export function failedCall(error: unknown): CallToolResult {
  const known = asAppError(error);
  return {
    content: [{ type: 'text', text: sentences(known) }],
    isError: true,
    _meta: {
      [ERROR_META]: {
        code: known.code,
        ...(known.suggestions.length === 0 ? {} : { suggestions: [...known.suggestions] }),
      },
    },
  };
}

/** A failure to read a resource, to get a prompt or to complete: an error of the protocol, with our code beside it. */
export function protocolError(error: unknown, uri?: string): ProtocolError {
  if (error instanceof ProtocolError) return error;
  const known = asAppError(error);
  const data = { code: known.code, ...(known.suggestions.length === 0 ? {} : { suggestions: [...known.suggestions] }) };
  if (known.code === 'not_found' && uri !== undefined) return new ResourceNotFoundError(uri, sentences(known));
  const code =
    known.code === 'internal' || known.code === 'misconfigured' || known.code === 'upstream_unavailable'
      ? ProtocolErrorCode.InternalError
      : ProtocolErrorCode.InvalidParams;
  return new ProtocolError(code, sentences(known), data);
}

/** What lies at the desk's own end is told to whoever runs it, by the audit and by "compliance doctor": here no more than this. */
const OWN_END: Partial<Record<ErrorCode, string>> = {
  upstream_unavailable:
    'A service that the desk rests on is not available. Try again in a minute; if it stays so, tell whoever runs the desk.',
  misconfigured: 'The desk is not set up for this. Tell whoever runs it: what is wrong is on record.',
};

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) {
    const told = OWN_END[error.code];
    return told === undefined ? error : new AppError(error.code, told, { cause: error });
  }
  return new AppError('internal', 'The call failed for a reason that lies inside; it is recorded.', { cause: error });
}

function sentences({ code, message, suggestions }: AppError): string {
  const next = suggestions.length === 0 ? '' : ` Try: ${suggestions.join('; ')}.`;
  return `${message}${next} [${code}]`;
}
