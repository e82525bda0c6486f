import {
  createRequestStateCodec,
  type InputRequests,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { words } from './fixture-content.ts';
import { declared } from './fixture-tools.ts';

/** What goes with a request that is answered in several rounds: signed, since the client carries it. */
export const states = createRequestStateCodec<{ readonly round: number }>({ key: 'k'.repeat(32) });

const form = (message: string, field: string, type: 'string' | 'boolean' = 'string') =>
  inputRequired.elicit({
    message,
    requestedSchema: {
      type: 'object',
      properties: { [field]: type === 'boolean' ? { type: 'boolean' } : { type: 'string' } },
      required: [field],
    },
  });
const sample = (text: string, maxTokens: number) =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: words(text) }], maxTokens });

/** The content that a person accepted under a key, or nothing. */
function accepted({ mcpReq }: ServerContext, key: string): Record<string, unknown> | undefined {
  const response = inputResponse(mcpReq.inputResponses, key);
  return response.kind === 'elicit' && response.action === 'accept' ? (response.content ?? {}) : undefined;
}

const has = ({ mcpReq }: ServerContext, key: string, kind: 'elicit' | 'sampling' | 'roots') =>
  inputResponse(mcpReq.inputResponses, key).kind === kind;

/** Tools and a prompt of revision 2026-07-28 that need more than one round; SEP-2322. */
export function registerRounds(server: McpServer): void {
  const tool = (name: string, run: Parameters<typeof roundTool>[2]) => roundTool(server, name, run);
  const ask = (inputRequests: InputRequests) => inputRequired({ inputRequests });

  tool('test_input_required_result_elicitation', async (context) => {
    const { name } = accepted(context, 'user_name') ?? {};
    return typeof name === 'string' ? said(`Hello, ${name}!`) : ask({ user_name: form('What is your name?', 'name') });
  });
  tool('test_streaming_elicitation', async (context) => {
    await context.mcpReq.notify({
      method: 'notifications/progress',
      params: { progressToken: context.mcpReq._meta?.progressToken ?? 'none', progress: 1 },
    });
    return ask({ user_name: form('What is your name?', 'name') });
  });
  tool('test_input_required_result_sampling', async (context) => {
    const response = inputResponse(context.mcpReq.inputResponses, 'capital_question');
    if (response.kind !== 'sampling') return ask({ capital_question: sample('What is the capital of France?', 100) });
    return said(`The model said: ${JSON.stringify(response.result.content)}`);
  });
  // The door refuses it to a client that did not say that it has a model.
  tool('test_missing_capability', async () => ask({ model: sample('Say something', 10) }));
  tool('test_input_required_result_list_roots', async (context) => {
    const response = inputResponse(context.mcpReq.inputResponses, 'client_roots');
    return response.kind === 'roots'
      ? said(`Roots: ${response.roots.map(({ uri }) => uri).join(', ')}`)
      : ask({ client_roots: inputRequired.listRoots() });
  });
  tool('test_input_required_result_request_state', async (context) => {
    const known = context.mcpReq.requestState<{ round: number }>();
    if (known !== undefined && has(context, 'confirm', 'elicit')) return said('state-ok');
    return inputRequired({
      inputRequests: { confirm: form('Please confirm', 'ok', 'boolean') },
      requestState: await states.mint({ round: 1 }, context),
    });
  });
  tool('test_input_required_result_tampered_state', async (context) => {
    if (context.mcpReq.requestState<{ round: number }>() !== undefined) return said('state-ok');
    return inputRequired({
      inputRequests: { confirm: form('Please confirm', 'ok', 'boolean') },
      requestState: await states.mint({ round: 1 }, context),
    });
  });
  registerLongRounds(server);
}

function registerLongRounds(server: McpServer): void {
  roundTool(server, 'test_input_required_result_multiple_inputs', async (context) => {
    const all =
      has(context, 'user_name', 'elicit') &&
      has(context, 'greeting', 'sampling') &&
      has(context, 'client_roots', 'roots');
    if (all && context.mcpReq.requestState() !== undefined) return said('All three came.');
    return inputRequired({
      inputRequests: {
        user_name: form('What is your name?', 'name'),
        greeting: sample('Generate a greeting', 50),
        client_roots: inputRequired.listRoots(),
      },
      requestState: await states.mint({ round: 1 }, context),
    });
  });
  roundTool(server, 'test_input_required_result_multi_round', async (context) => {
    const { round = 0 } = context.mcpReq.requestState<{ round: number }>() ?? {};
    if (round === 2 && has(context, 'step2', 'elicit')) return said('Both steps were taken.');
    const next = round === 1 && has(context, 'step1', 'elicit') ? 2 : 1;
    const request =
      next === 1 ? form('Step 1: What is your name?', 'name') : form('Step 2: What is your favorite color?', 'color');
    return inputRequired({
      inputRequests: { [`step${next}`]: request },
      requestState: await states.mint({ round: next }, context),
    });
  });
  roundTool(server, 'test_input_required_result_capabilities', async (context) => {
    const { sampling, elicitation } = declared(context);
    const inputRequests: InputRequests = {
      ...(sampling === undefined ? {} : { model: sample('Say something', 10) }),
      ...(elicitation === undefined ? {} : { person: form('What is your name?', 'name') }),
    };
    return Object.keys(inputRequests).length === 0 ? said('Nobody to ask.') : inputRequired({ inputRequests });
  });
  server.registerPrompt('test_input_required_result_prompt', { description: 'Needs a context' }, async (context) => {
    const { context: given } = accepted(context, 'user_context') ?? {};
    if (given === undefined)
      return inputRequired({ inputRequests: { user_context: form('What context should the prompt use?', 'context') } });
    return { messages: [{ role: 'user', content: words(`In the context of ${String(given)}.`) }] };
  });
}

type Round = ReturnType<typeof inputRequired>;
type Said = ReturnType<typeof said>;

function roundTool(server: McpServer, name: string, run: (context: ServerContext) => Promise<Round | Said>): void {
  server.registerTool(name, { description: `Asked in rounds (${name})` }, run);
}

function said(text: string) {
  return { content: [words(text)] };
}
