import { z } from 'zod';
import type { AssistantTools } from '../assistant/assistant-tools.ts';
import type { ToolOffer } from '../assistant/chat-model.ts';
import { type Audit, recordedAs } from '../audit/audit.ts';
import type { Json, JsonObject } from '../core/canonical-json.ts';
import { AppError } from '../core/errors.ts';
import { isPermitted } from '../core/permissions.ts';
import type { BoundTool } from './bind-tools.ts';

/** Characters of a name that is not known, as it is recorded: it comes from a model. */
const LONGEST_NAME = 80;

/**
 * Bound tools as the assistant may use them. Only what reads is offered: a write is a person's, never a model's. What is
 * called all the same is refused and recorded, in the name of the one whom the model works for.
 */
export function createAssistantTools(tools: readonly BoundTool[], audit: Pick<Audit, 'record'>): AssistantTools {
  const readable = tools.filter(({ annotations }) => annotations.readOnlyHint);
  const offers = new Map(readable.map((tool) => [tool.name, offerOf(tool)]));
  const offered: AssistantTools['offered'] = ({ user }) =>
    readable
      .filter(({ permission }) => isPermitted(user.permissions, permission))
      .flatMap(({ name }) => offers.get(name) ?? []);
  return {
    offered,
    call: async (name, raw, context) => {
      const tool = readable.find((each) => each.name === name);
      if (tool === undefined) {
        audit.record(
          {
            type: 'refusal',
            body: { what: 'tool of a model' },
            personal: { tool: name.slice(0, LONGEST_NAME), input: JSON.stringify(raw ?? {}) },
          },
          recordedAs(context),
        );
        throw new AppError(
          'not_permitted',
          `There is no tool of that name for you. You may call: ${offered(context)
            .map((each) => each.name)
            .join(', ')}.`,
        );
      }
      const { output, passages } = await tool.call(raw, context);
      return { output: output as Json, passages };
    },
    refuse: (requests, context) => {
      const asked = requests.map(({ name, arguments: given }) => ({ name: name.slice(0, LONGEST_NAME), given }));
      audit.record(
        {
          type: 'refusal',
          body: { what: 'calls of a model beyond the limit', calls: requests.length },
          personal: { calls: JSON.stringify(asked) },
        },
        recordedAs(context),
      );
    },
  };
}

/** One schema for two doors: the model's is made of the tool's own. */
function offerOf({ name, description, input }: BoundTool): ToolOffer {
  const { $schema: _dialect, ...parameters } = z.toJSONSchema(input, { io: 'input' });
  return { name, description, parameters: parameters as JsonObject };
}
