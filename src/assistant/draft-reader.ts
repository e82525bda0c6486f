import { JSONParser } from '@streamparser/json';
import { z } from 'zod';
import type { JsonObject } from '../core/canonical-json.ts';
import { cleanText, withoutHiddenSigns } from '../core/text.ts';
import type { DraftSentence } from './grounding/draft.ts';

const Sentence = z.strictObject({
  text: z.string(),
  citations: z.array(z.strictObject({ passage: z.string(), quote: z.string() })),
});

/** As people may see it: JSON can hide in escapes (`\u202e`) what the adapter took out of the text. */
function readable({ text, citations }: z.output<typeof Sentence>): DraftSentence {
  const quoted = citations.map(({ passage, quote }) => ({ passage, quote: withoutHiddenSigns(quote) }));
  return { text: cleanText(text), citations: quoted };
}

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
  /** @throws what `sentence` throws */
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
  const read: DraftSentence[] = [];
  const parser = new JSONParser({ paths: ['$.status', '$.sentences.*'], keepStack: false });
  parser.onValue = ({ value, key }) => {
    if (key === 'status') {
      status = value === 'answered' || value === 'not_found' ? value : undefined;
      return;
    }
    const parsed = Sentence.safeParse(value);
    if (parsed.success) read.push(readable(parsed.data));
    else broken = true;
  };
  parser.onError = () => {
    // What stands behind the whole draft, such as the end of a fence, is no part of it.
    broken ||= !parser.isEnded;
  };
  return {
    write: (text) => {
      if (broken || parser.isEnded) return;
      // Services that do not hold to the form put the JSON into a fence, or a word in front of it.
      const from = begun ? 0 : text.indexOf('{');
      if (from < 0) return;
      begun = true;
      parser.write(text.slice(from));
      // Told here and not in `onValue`: the parser takes what is thrown there for a fault of the JSON.
      for (const draft of read.splice(0)) sentence(draft);
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
