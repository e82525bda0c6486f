import { APIError } from 'openai';
import { fromService, type ServiceWords } from './service-errors.ts';

const EMBEDDING: ServiceWords = {
  service: 'embedding service',
  key: 'EMBEDDER_API_KEY',
  model: 'EMBEDDER_MODEL',
  url: 'EMBEDDER_URL',
  more: ' and EMBEDDER_DIMENSIONS',
  without: 'nothing else of the search depends on it.',
};

/** True where the service says that a text is longer than the model reads. */
export function isTooLong(error: unknown): boolean {
  return (
    error instanceof APIError &&
    (error.status === 413 ||
      (error.status === 400 &&
        /maximum context length|too many tokens|too long|(?:less|fewer) than \d+ tokens/i.test(error.message)))
  );
}

/** What the client threw, as an error of ours; nothing of the texts or the key is in the message. */
export function fromEmbeddingService(error: unknown): unknown {
  return fromService(error, EMBEDDING);
}
