import {
  type JSONRPCRequest,
  ProtocolError,
  ProtocolErrorCode,
  type Result,
  Server,
  type ServerContext,
  type SpecTypeName,
  specTypeSchemas,
} from '@modelcontextprotocol/server';

type Handler = (request: JSONRPCRequest, context: ServerContext) => Promise<Result>;

/** The protocol's form of each request that takes something. */
const FORMS: Readonly<Record<string, SpecTypeName>> = {
  initialize: 'InitializeRequest',
  'tools/list': 'ListToolsRequest',
  'tools/call': 'CallToolRequest',
  'resources/list': 'ListResourcesRequest',
  'resources/templates/list': 'ListResourceTemplatesRequest',
  'resources/read': 'ReadResourceRequest',
  'resources/subscribe': 'SubscribeRequest',
  'resources/unsubscribe': 'UnsubscribeRequest',
  'prompts/list': 'ListPromptsRequest',
  'prompts/get': 'GetPromptRequest',
  'completion/complete': 'CompleteRequest',
};

/**
 * A server that answers a request of the wrong form with "Invalid params" (JSON-RPC 2.0, section 5.1) and one sentence.
 * The library has it as an internal error of ours, with the whole list of its validator for a message.
 */
export class WellFormedServer extends Server {
  protected override _wrapHandler(method: string, handler: Handler): Handler {
    const wrapped = super._wrapHandler(method, handler);
    return async (request, context) => {
      const wrong = wrongPart(method, request);
      if (wrong === undefined) return wrapped(request, context);
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `The request ${method} is of the wrong form: ${wrong}.`);
    };
  }
}

function wrongPart(method: string, request: JSONRPCRequest): string | undefined {
  const form = Object.hasOwn(FORMS, method) ? FORMS[method] : undefined;
  const checked = form === undefined ? undefined : specTypeSchemas[form]['~standard'].validate(request);
  if (checked === undefined || checked instanceof Promise || checked.issues === undefined) return undefined;
  const [first] = checked.issues;
  const path = (first?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  return `${path === '' ? 'the whole' : path}: ${first?.message ?? 'not as the protocol has it'}`;
}
