import type { JsonObject } from '../core/canonical-json.ts';

/** A model that converses: what the assistant needs of one, in our words. */

export type ChatMessage =
  | { readonly role: 'system' | 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly calls: readonly ToolRequest[] }
  /** The result of one of the calls of the assistant's message before it: each call is answered exactly once. */
  | { readonly role: 'tool'; readonly call: string; readonly text: string };

/** A call that the model asks for. Nothing of it is trusted. */
export interface ToolRequest {
  readonly id: string;
  readonly name: string;
  /** JSON, as the model wrote it: it may be broken. */
  readonly arguments: string;
}

/** A tool as a model is told of it. */
export interface ToolOffer {
  readonly name: string;
  readonly description: string;
  /** JSON schema of the arguments. */
  readonly parameters: JsonObject;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ToolOffer[];
  /** False makes the model answer now. */
  readonly mayCall: boolean;
  /** The form of the final answer: a JSON schema of the strict subset (every member required, no others). */
  readonly answer: { readonly name: string; readonly schema: JsonObject };
  /** Most tokens of the reply. */
  readonly longest: number;
}

/** What a service's content filter found in a question or a reply; Azure OpenAI, "content filtering". */
export interface FilterFinding {
  readonly side: 'prompt' | 'completion';
  /** `hate`, `sexual`, `violence`, `self_harm`, `jailbreak`, `protected_material_text`, … */
  readonly category: string;
  readonly severity?: string;
  /** True where it was held back for this. */
  readonly filtered: boolean;
}

export interface TokenUse {
  readonly input: number;
  /** Of the input, what the service had in its cache. */
  readonly cached: number;
  readonly output: number;
  /** True where the service did not tell and it was reckoned here. */
  readonly estimated: boolean;
}

/** Which service and model replied. */
export interface Served {
  readonly service: string;
  readonly host: string;
  /** Of Azure the deployment, else the model that was asked for. */
  readonly deployment: string;
  /** As the service names it, with its version. */
  readonly model: string;
  /** The service's own mark of the configuration that replied. */
  readonly fingerprint?: string;
  /** True where the first choice was full and another deployment replied. */
  readonly spilledOver: boolean;
}

export type ChatEvent =
  /** Who replies, told before the first of the text; again where another deployment takes over before any was given. */
  | { readonly kind: 'begin'; readonly served: Served }
  | { readonly kind: 'text'; readonly text: string }
  /** The last event of a reply. */
  | {
      readonly kind: 'end';
      /**
       * `complete`: the text is whole. `calls`: the model asks for calls. `too_long`: it ran into `longest`. `filtered`:
       * the content filter stopped the question or the reply. `context_exceeded`: the messages are more than the model
       * reads; nothing was replied.
       */
      readonly why: 'complete' | 'calls' | 'too_long' | 'filtered' | 'context_exceeded';
      readonly calls: readonly ToolRequest[];
      /** What the filter found worth telling: all that was held back, and what is above "safe". */
      readonly findings: readonly FilterFinding[];
      readonly use: TokenUse;
      readonly served: Served;
    };

/** Where a model's messages go. */
export interface ModelDestination {
  readonly service: string;
  readonly host: string;
  readonly deployment: string;
}

export interface ChatModel {
  /** In the order in which they are tried: the first choice, then where it spills over. */
  readonly destinations: readonly ModelDestination[];
  /** Tokens that it reads at once, reply included. */
  readonly window: number;
  /**
   * One reply, as it comes. Ends with an `end` event or throws; a reader that stops early ends the request.
   *
   * Errors: `rate_limited` where every deployment is full for longer than is waited, `upstream_unavailable` where the
   * service cannot be reached, does not answer in time, breaks off or says what cannot be read, `misconfigured` where it
   * refuses the credentials, the deployment or the request. An abort throws the signal's reason.
   */
  reply(request: ChatRequest, signal?: AbortSignal): AsyncIterable<ChatEvent>;
}
