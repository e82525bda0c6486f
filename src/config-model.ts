import { z } from 'zod';
import { AppError } from './core/errors.ts';

/** The model that formulates answers. */
export interface ModelConfig {
  readonly kind: 'azure' | 'openai';
  readonly apiVersion: string;
  /** In the order in which they are asked: the first choice, then where it spills over when it is full. */
  readonly endpoints: readonly [ModelEndpoint, ...ModelEndpoint[]];
  /** Tokens that it reads at once. */
  readonly window: number;
  /** Milliseconds without a sign of life after which it is given up. */
  readonly patience: number;
}

export interface ModelEndpoint {
  readonly url: string;
  /** Of Azure the deployment. */
  readonly name: string;
  readonly apiKey?: string;
}

const given = z.string().trim().min(1).optional();

/** The settings of the model, as the environment has them. */
export const MODEL_SETTINGS = {
  MODEL: z.enum(['azure', 'openai']).optional(),
  MODEL_URL: given,
  MODEL_NAME: given,
  MODEL_API_KEY: given,
  MODEL_API_VERSION: z.string().trim().min(1).default('2024-10-21'),
  MODEL_SPILLOVER_URL: given,
  MODEL_SPILLOVER_NAME: given,
  MODEL_SPILLOVER_API_KEY: given,
  MODEL_WINDOW: z.coerce.number().int().min(8_000).max(10_000_000).default(128_000),
  // A whole turn is given three minutes: no sign of life is waited for any longer.
  MODEL_TIMEOUT: z.coerce.number().min(1).max(180).default(30),
} as const;

const Settings = z.object(MODEL_SETTINGS);

/**
 * The model is set up whole or not at all.
 *
 * @throws AppError `misconfigured` naming what is missing
 */
export function modelOf(settings: z.infer<typeof Settings>): { readonly model?: ModelConfig } {
  const { MODEL: kind, MODEL_API_VERSION: apiVersion, MODEL_WINDOW: window, MODEL_TIMEOUT: seconds } = settings;
  const first = endpoint('MODEL', settings.MODEL_URL, settings.MODEL_NAME, settings.MODEL_API_KEY);
  const { MODEL_SPILLOVER_URL: url, MODEL_SPILLOVER_NAME: name, MODEL_SPILLOVER_API_KEY: key } = settings;
  const second = endpoint('MODEL_SPILLOVER', url, name, key);
  if (kind === undefined) {
    if (first === undefined && second === undefined) return {};
    throw new AppError('misconfigured', 'The model is half set up: MODEL is not set. Set it to azure or openai.');
  }
  if (first === undefined)
    throw new AppError('misconfigured', `MODEL is ${kind}, and MODEL_URL and MODEL_NAME are not set.`);
  const endpoints = second === undefined ? ([first] as const) : ([first, second] as const);
  return { model: { kind, apiVersion, endpoints, window, patience: seconds * 1_000 } };
}

function endpoint(
  prefix: string,
  url: string | undefined,
  name: string | undefined,
  apiKey: string | undefined,
): ModelEndpoint | undefined {
  if (url === undefined && name === undefined && apiKey === undefined) return undefined;
  if (url === undefined || name === undefined)
    throw new AppError(
      'misconfigured',
      `The model is half set up: ${prefix}_${url === undefined ? 'URL' : 'NAME'} is not set.`,
    );
  return { url, name, ...(apiKey === undefined ? {} : { apiKey }) };
}
