import type { ServerContext } from '@modelcontextprotocol/server';
import type { Watch } from '../src/assistant/watch.ts';

/** Tells a client how far a call is, where it asked to be told. */
export interface Progress {
  readonly watch: Watch;
  stop(): void;
}

/** How often a call that has nothing to tell says that it goes on, in milliseconds: clients give up on what is silent. */
const SIGN_OF_LIFE = 10_000;

/** Sends `notifications/progress` for a request that carries a token; each has a greater number than the one before. */
export function reportProgress(request: Pick<ServerContext['mcpReq'], '_meta' | 'notify'>): Progress {
  const progressToken = request._meta?.progressToken;
  if (progressToken === undefined) return { watch: () => undefined, stop: () => undefined };
  let progress = 0;
  const tell = (message: string): void => {
    progress += 1;
    // Whoever asked may be gone; the call itself learns of that by its signal.
    request
      .notify({ method: 'notifications/progress', params: { progressToken, progress, message } })
      .catch(() => undefined);
  };
  const timer = setInterval(() => tell('Still at work.'), SIGN_OF_LIFE);
  return {
    watch: (seen) => tell(seen.kind === 'step' ? `Reading: ${seen.tool}` : seen.sentence.text),
    stop: () => clearInterval(timer),
  };
}
