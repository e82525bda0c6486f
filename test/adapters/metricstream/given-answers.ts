import { expect } from 'vitest';
import { createMetricStreamPlatform } from '../../../src/adapters/metricstream/metricstream-platform.ts';
import { MetricStreamSettings } from '../../../src/adapters/metricstream/metricstream-settings.ts';
import { metricStreamSettings } from '../../peers/grc/peer-settings.ts';

export const KEY = 'F-0123456789abcdef-000000000001';
export const BASE = 'https://grc.example/metric';

/** The adapter over answers that are given, in their order; what was asked is kept. */
export function over(
  answers: readonly { readonly status?: number; readonly body?: unknown }[],
  altered: (settings: ReturnType<typeof metricStreamSettings>) => ReturnType<typeof metricStreamSettings> = (same) =>
    same,
) {
  const asked: { url: string; method: string; body: unknown; headers: Headers }[] = [];
  const waiting = [...answers];
  const written = metricStreamSettings(BASE);
  const settings = altered({ ...written, credential: { kind: 'bearer', token: 'wick-token' } });
  const platform = createMetricStreamPlatform({
    settings: MetricStreamSettings.parse(settings),
    fetch: async (url, init) => {
      const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
      asked.push({ url: String(url), method: init?.method ?? 'GET', body, headers: new Headers(init?.headers) });
      const { status = 200, body: answer } = waiting.shift() ?? expect.fail(`asked once too often: ${url}`);
      return new Response(answer === undefined ? null : JSON.stringify(answer), { status });
    },
  });
  return { platform, asked };
}

export const row = (more: Record<string, unknown> = {}) => ({
  objectId: 71,
  displayId: 'ISS-1',
  status: 'New',
  externalReference: KEY,
  ...more,
});
