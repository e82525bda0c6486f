import {
  type AzureOpenAiPeer,
  PEER_KEY,
  startAzureOpenAi,
  type UnansweredRequest,
} from '../fixtures/azure-openai/azure-openai-peer.ts';
import type { ScriptedReply } from '../fixtures/azure-openai/script.ts';

/** A model on this machine that stops before its first answer, and in the middle of it, until it is told to go on. */
export interface SlowModel {
  /** What the product is set to, so that it asks this one. */
  readonly settings: Readonly<Record<string, string>>;
  /** Lets it begin; answers after the first one are not held back. */
  begin(): void;
  /** Lets the answer that is held back go on. */
  goOn(): void;
  stop(): Promise<void>;
}

const MODEL = 'desk-chat';
/** Characters of an event of the stream, on average: the peer cuts a text into pieces of one to eight. */
const CHARACTERS_AN_EVENT = 4.5;
const PLACES = ['Article 19(1) DORA', 'Article 19(2) DORA', 'Article 19(3) DORA'];

interface Passage {
  readonly passage: string;
  readonly text: string;
}

export async function startSlowModel(): Promise<SlowModel> {
  const [begun, goneOn] = [latch(), latch()];
  let held = false;
  const peer: AzureOpenAiPeer = await startAzureOpenAi({
    deployments: { [MODEL]: {} },
    reply: replyTo,
    fault: (request) => {
      if (held) return undefined;
      const [first, second] = sentencesOf(passagesIn(request));
      if (first === undefined || second === undefined) return { kind: 'slow_first_byte', until: begun.reached };
      held = true;
      // In the middle of the second sentence: the first is whole, and on its way to whoever asked.
      const written = JSON.stringify(first).length + JSON.stringify(second).length / 2;
      return { kind: 'stall', afterEvents: Math.round(written / CHARACTERS_AN_EVENT), until: goneOn.reached };
    },
  });
  return {
    settings: { MODEL: 'azure', MODEL_URL: peer.url, MODEL_NAME: MODEL, MODEL_API_KEY: PEER_KEY },
    begin: begun.reach,
    goOn: goneOn.reach,
    stop: async () => {
      begun.reach();
      goneOn.reach();
      await peer.stop();
    },
  };
}

function latch(): { readonly reached: Promise<void>; reach(): void } {
  let resolve = (): void => {};
  const reached = new Promise<void>((done) => {
    resolve = done;
  });
  return { reached, reach: () => resolve() };
}

/** It looks up the same places whatever is asked, and says of each what stands first in it, in the words that stand there. */
function replyTo(request: UnansweredRequest): ScriptedReply {
  const passages = passagesIn(request);
  if (passages.length === 0)
    return { calls: PLACES.map((provision) => ({ name: 'get_provision', arguments: { provision } })) };
  return { structured: { status: 'answered', sentences: sentencesOf(passages) } };
}

function sentencesOf(passages: readonly Passage[]) {
  return passages.map(({ passage, text }) => {
    const [line = ''] = text.split('\n');
    const quote = line.replace(/^\d+\. /, '');
    return { text: quote, citations: [{ passage, quote }] };
  });
}

/** Results of tools come as JSON between two marks. */
function passagesIn({ body }: UnansweredRequest): readonly Passage[] {
  return body.messages.flatMap(({ role, content }) => {
    if (role !== 'tool' || typeof content !== 'string') return [];
    return (JSON.parse(content.split('\n').slice(1, -1).join('\n')) as { passages: Passage[] }).passages;
  });
}
