import type { JsonObject } from '../core/canonical-json.ts';
import type { NewId } from '../core/ids.ts';
import type { Embedder } from '../regulations/embedder.ts';
import { type Audit, systemContext } from './audit.ts';

/**
 * An embedder whose calls for passages of the library are recorded: announced before they leave, and how they ended. A
 * query's call belongs to the tool call that made it, and is recorded with it.
 *
 * @param destination the service and model that receive the texts
 */
export function recordedEmbedder(
  embedder: Embedder,
  audit: Pick<Audit, 'intend' | 'settle'>,
  destination: JsonObject,
  newId: NewId,
): Embedder {
  return {
    ...embedder,
    embed: async (texts, as, signal) => {
      if (as === 'query' || texts.length === 0) return embedder.embed(texts, as, signal);
      const what = { what: 'vectors of the library', ...destination, texts: texts.length };
      const intent = audit.intend({ body: what }, systemContext(newId()));
      const settle = (outcome: 'ok' | 'failed') =>
        audit.settle(intent, { type: 'outcome', body: { ...what, outcome } });
      try {
        const vectors = await embedder.embed(texts, as, signal);
        settle('ok');
        return vectors;
      } catch (error) {
        settle('failed');
        throw error;
      }
    },
  };
}
