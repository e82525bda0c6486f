import { randomUUID } from 'node:crypto';
import type { Answer, Question } from '../src/assistant/answer.ts';
import type { Desk } from '../src/compose.ts';
import type { CallContext } from '../src/core/call-context.ts';
import { PERMISSIONS, type Permission } from '../src/core/permissions.ts';

/** Somebody who asks; by default they may do everything. */
export function callContext(
  more: Partial<Omit<CallContext, 'user'>> & {
    readonly user?: string;
    readonly permissions?: readonly Permission[];
  } = {},
): CallContext {
  const { user = 'u-1', permissions = PERMISSIONS, ...rest } = more;
  return {
    tenant: 't-1',
    conversation: 'c-1',
    channel: 'terminal',
    correlation: 'r-1',
    ...rest,
    user: { id: user, name: `User ${user}`, permissions: new Set(permissions) },
  };
}

/** Asks as a door does: through the bound tool, so that each answer is recorded with its receipt; each question in a conversation of its own. */
export function asking(desk: Pick<Desk, 'toolbox'>): { ask(question: Question): Promise<Answer> } {
  return {
    ask: async ({ text, acts, ...reading }) => {
      const { output } = await desk.toolbox.tools.ask_compliance.call(
        { question: text, ...reading, ...(acts === undefined ? {} : { acts }) },
        callContext({ conversation: randomUUID() }),
      );
      const { receipt: _receipt, conversation: _conversation, ...answer } = output;
      return answer as Answer;
    },
  };
}
