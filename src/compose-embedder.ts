import type { Audit } from './audit/audit.ts';
import { recordedEmbedder } from './audit/recorded-embedder.ts';
import type { EmbedderConfig } from './config.ts';
import { randomId } from './core/ids.ts';
import type { Embedder } from './regulations/embedder.ts';
import type { Departure } from './tools/define-tool.ts';

/** Where the words of a query go: to a service, or nowhere where the model runs in this process. */
export function departureOf({ kind, model, url }: EmbedderConfig): Departure | undefined {
  if (kind === 'local') return undefined;
  return { service: kind === 'azure' ? 'Azure OpenAI embeddings' : 'embeddings', model, host: new URL(url ?? '').host };
}

/** Texts that are sent to a service are recorded; a model in this process gets them without leaving it. */
export async function createRecordedEmbedder(settings: EmbedderConfig, audit: Audit): Promise<Embedder> {
  const embedder = await createEmbedder(settings);
  const departure = departureOf(settings);
  return departure === undefined ? embedder : recordedEmbedder(embedder, audit, { ...departure }, randomId);
}

/** Each kind loads its libraries only when it is set up: together they weigh half a second. */
async function createEmbedder({ kind, model, url, apiVersion, ...more }: EmbedderConfig): Promise<Embedder> {
  if (kind === 'local') {
    const { createLocalEmbedder } = await import('./adapters/local-embedder/local-embedder.ts');
    return createLocalEmbedder({
      folder: model,
      ...(more.languages === undefined ? {} : { languages: more.languages }),
    });
  }
  const { createOpenAiEmbedder } = await import('./adapters/azure-openai/openai-embedder.ts');
  return createOpenAiEmbedder({
    url: url ?? '',
    model,
    ...more,
    ...(kind === 'azure' ? { azure: { apiVersion } } : {}),
  });
}
