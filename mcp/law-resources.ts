import type { CallContext } from '../src/core/call-context.ts';
import { AppError } from '../src/core/errors.ts';

/** What may be meant by what somebody types; at most 100 of all, as the protocol wants. */
export interface Completion {
  readonly values: string[];
  readonly total: number;
  readonly hasMore: boolean;
}

export interface ListedResource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mimeType: 'text/markdown';
}

export interface ListedTemplate extends Omit<ListedResource, 'uri'> {
  readonly uriTemplate: string;
}

/** The law as resources of the protocol. */
export interface LawResources {
  list(cursor: string | undefined, context: CallContext): Promise<{ resources: ListedResource[]; nextCursor?: string }>;
  readonly templates: readonly ListedTemplate[];
  read(uri: string, context: CallContext): Promise<{ uri: string; mimeType: 'text/markdown'; text: string }>;
  complete(
    uriTemplate: string,
    argument: { readonly name: string; readonly value: string },
    given: Readonly<Record<string, string>>,
    context: CallContext,
  ): Promise<Completion>;
}

export function createLawResources(_desk: unknown): LawResources {
  return {
    list: async () => ({ resources: [] }),
    templates: [],
    read: async () => {
      throw new AppError('not_found', 'There is no such provision.');
    },
    complete: async () => ({ values: [], total: 0, hasMore: false }),
  };
}
