import type { PromptMessage } from '@modelcontextprotocol/server';
import type { CallContext } from '../src/core/call-context.ts';
import { AppError } from '../src/core/errors.ts';
import type { Completion } from './law-resources.ts';

export interface ListedPrompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: { name: string; description: string; required: boolean }[];
}

/** Ready-made requests that a person picks in a host. */
export interface DeskPrompts {
  readonly listed: readonly ListedPrompt[];
  get(
    name: string,
    given: Readonly<Record<string, string>>,
    context: CallContext,
  ): Promise<{ description: string; messages: readonly PromptMessage[] }>;
  complete(
    name: string,
    argument: { readonly name: string; readonly value: string },
    given: Readonly<Record<string, string>>,
    context: CallContext,
  ): Promise<Completion>;
}

export function createDeskPrompts(_desk: unknown): DeskPrompts {
  return {
    listed: [],
    get: async () => {
      throw new AppError('not_found', 'There is no such prompt.');
    },
    complete: async () => ({ values: [], total: 0, hasMore: false }),
  };
}
