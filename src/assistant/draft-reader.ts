import { JSONParser } from '@streamparser/json';
import { z } from 'zod';
import type { JsonObject } from '../core/canonical-json.ts';
import type { DraftSentence } from './grounding/draft.ts';

const Sentence = z.strictObject({
  text: z.string(),
  citations: z.array(z.strictObject({ passage: z.string(), quote: z.string() })),
});

const Draft = z.strictObject({ status: z.enum(['answered', 'not_found']), sentences: z.array(Sentence) });

/** The form in which a model answers, as JSON schema of the strict subset. */
export const DRAFT_SCHEMA: { readonly name: string; readonly schema: JsonObject } = {
  name: 'cited_answer',
  schema: schemaOf(Draft),
};

function schemaOf(form: z.ZodType): JsonObject {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(form);
  return schema as JsonObject;
}

/** Reads a draft while it is being written. */
export interface DraftReader {
  write(text: string): void;
  /** As far as it has come. */
  readonly status: z.output<typeof Draft>['status'] | undefined;
  /** True once the whole draft was read. */
  readonly whole: boolean;
  /** True where it is no JSON of the form; sentences read before that stand. */
  readonly broken: boolean;
}

/**
 * @param sentence told of each sentence as soon as it is whole
 */
export function createDraftReader(sentence: (draft: DraftSentence) => void): DraftReader {
  let [status, broken, begun]: [DraftReader['status'], boolean, boolean] = [undefined, false, false];
  const parser = new JSONParser({ paths: ['$.status', '$.sentences.*'], keepStack: false });
  parser.onValue = ({ value, key }) => {
    if (key === 'status') {
      status = value === 'answered' || value === 'not_found' ? value : undefined;
      return;
    }
    const parsed = Sentence.safeParse(value);
    if (parsed.success) sentence(parsed.data);
    else broken = true;
  };
  parser.onError = () => {
    broken = true;
  };
  return {
    write: (text) => {
      if (broken || parser.isEnded) return;
      // Services that do not hold to the form put the JSON into a fence, or a word in front of it.
      const from = begun ? 0 : text.indexOf('{');
      if (from < 0) return;
      begun = true;
      parser.write(text.slice(from));
    },
    get status() {
      return status;
    },
    get whole() {
      return parser.isEnded;
    },
    get broken() {
      return broken;
    },
  };
}
