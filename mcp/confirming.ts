import {
  type ClientCapabilities,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import { AppError } from '../src/core/errors.ts';

/** What a tool that writes gives at its first call: nothing is done, and this waits for a person. */
const Waiting = z.object({
  status: z.literal('needs_confirmation'),
  confirmation: z.object({
    id: z.string(),
    expires: z.string(),
    summary: z.object({ title: z.string(), lines: z.array(z.string()) }),
  }),
});
type Waiting = z.output<typeof Waiting>;

/** What a client that asked its person came back with. */
export type Reply =
  | { readonly kind: 'none' }
  | { readonly kind: 'confirmed'; readonly id: string }
  | { readonly kind: 'declined'; readonly id: string };

const QUESTION = 'confirm';

/** What waits for a person, if that is what a call gave. */
export function waitingFor(output: unknown): Waiting['confirmation'] | undefined {
  const parsed = Waiting.safeParse(output);
  return parsed.success ? parsed.data.confirmation : undefined;
}

/**
 * Whether the client can put a form before its person. An empty capability means forms: it is older than the others
 * (Model Context Protocol, "Elicitation", capabilities).
 */
export function canAsk(capabilities: ClientCapabilities | undefined): boolean {
  const { elicitation } = capabilities ?? {};
  return elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);
}

/**
 * Has the client ask its person. Only the id goes along: it is bound to the person, the tool and the arguments, and good
 * for one time, whoever sends it back and with what.
 */
export function askThePerson({ id, summary }: Waiting['confirmation']): InputRequiredResult {
  const { title, lines } = summary;
  return inputRequired({
    inputRequests: {
      [QUESTION]: inputRequired.elicit({
        message: [title, ...lines].join('\n'),
        requestedSchema: {
          type: 'object',
          properties: { confirm: { type: 'boolean', title: 'Confirm', description: title } },
          required: [QUESTION],
        },
      }),
    },
    requestState: id,
  });
}

/** What the person said, where they were asked. */
export function replyOf(request: Pick<ServerContext['mcpReq'], 'inputResponses' | 'requestState'>): Reply {
  const id: unknown = request.requestState();
  const response = inputResponse(request.inputResponses, QUESTION);
  if (typeof id !== 'string' || response.kind !== 'elicit') return { kind: 'none' };
  const agreed = response.action === 'accept' && response.content?.[QUESTION] === true;
  return { kind: agreed ? 'confirmed' : 'declined', id };
}

/** What a call comes to whose person said no. */
export function notConfirmed(): AppError {
  return new AppError('conflict', 'It was not confirmed, so nothing was written.');
}

/** What a client that cannot ask is told to do: its assistant asks in the conversation. */
export function howToConfirm(name: string, { id, expires }: Waiting['confirmation']): string {
  return `Nothing was written yet. Show the person what is to be written, whole; only if they agree, call ${name} again before ${expires} with the same arguments and "confirmation": "${id}".`;
}
