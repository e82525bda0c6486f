import { describe, expect, it } from 'vitest';
import { openModel } from '../src/compose-model.ts';
import { readConfig } from '../src/config.ts';

const AZURE = { MODEL: 'azure', MODEL_URL: 'https://desk.example', MODEL_NAME: 'ptu' };

describe('the settings of the model', () => {
  it('are none by default, and those that are set', () => {
    expect(readConfig({}).model).toBeUndefined();
    expect(readConfig({ MODEL: '', MODEL_URL: '' }).model).toBeUndefined();
    // What has a default, or says how, does not by itself set a model up.
    expect(readConfig({ MODEL_WINDOW: '9000', MODEL_TIMEOUT: '5', MODEL_API_VERSION: 'x' }).model).toBeUndefined();
    expect(readConfig(AZURE).model).toEqual({
      kind: 'azure',
      apiVersion: '2024-10-21',
      endpoints: [{ url: 'https://desk.example', name: 'ptu' }],
      window: 128_000,
      patience: 30_000,
    });
    expect(
      readConfig({
        ...{ ...AZURE, MODEL: 'openai', MODEL_API_KEY: ' k ', MODEL_API_VERSION: '2025-01-01-preview' },
        ...{ MODEL_SPILLOVER_URL: 'https://more.example', MODEL_SPILLOVER_NAME: 'paygo', MODEL_SPILLOVER_API_KEY: 'l' },
        ...{ MODEL_WINDOW: '32000', MODEL_TIMEOUT: '1.5' },
      }).model,
    ).toEqual({
      kind: 'openai',
      apiVersion: '2025-01-01-preview',
      endpoints: [
        { url: 'https://desk.example', name: 'ptu', apiKey: 'k' },
        { url: 'https://more.example', name: 'paygo', apiKey: 'l' },
      ],
      window: 32_000,
      patience: 1_500,
    });
  });

  it.each<readonly [Record<string, string>, RegExp]>([
    [{ MODEL: 'azure' }, /MODEL_URL and MODEL_NAME are not set/],
    [{ MODEL: 'azure', MODEL_URL: 'https://x.example' }, /: MODEL_NAME is not set/],
    [{ MODEL: 'azure', MODEL_NAME: 'ptu' }, /: MODEL_URL is not set/],
    [{ MODEL: 'azure', MODEL_API_KEY: 'secret' }, /: MODEL_URL is not set/],
    [{ MODEL_URL: 'https://x.example', MODEL_NAME: 'ptu' }, /: MODEL is not set/],
    [{ MODEL_SPILLOVER_URL: 'https://x.example', MODEL_SPILLOVER_NAME: 'ptu' }, /: MODEL is not set/],
    [{ ...AZURE, MODEL_SPILLOVER_URL: 'https://x.example' }, /MODEL_SPILLOVER_NAME is not set/],
    [{ ...AZURE, MODEL_SPILLOVER_NAME: 'paygo' }, /MODEL_SPILLOVER_URL is not set/],
    [{ ...AZURE, MODEL_SPILLOVER_API_KEY: 'secret' }, /MODEL_SPILLOVER_URL is not set/],
    [{ ...AZURE, MODEL: 'lamp' }, /MODEL is wrong/],
    [{ ...AZURE, MODEL_WINDOW: '7999' }, /MODEL_WINDOW/],
    [{ ...AZURE, MODEL_TIMEOUT: '0' }, /MODEL_TIMEOUT/],
    [{ ...AZURE, MODEL_TIMEOUT: 'long' }, /MODEL_TIMEOUT/],
  ])('are refused where they are half set or wrong: %j', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
    expect(() => readConfig(environment)).not.toThrow(/secret/);
  });
});

describe('the model that is set up', () => {
  const open = async (environment: Record<string, string>) => {
    const { model } = readConfig(environment);
    if (model === undefined) throw new Error('no model is set up');
    return openModel(model);
  };

  it('says where its messages go, and needs no key where the program signs in itself', async () => {
    const more = { MODEL_SPILLOVER_URL: 'https://more.example', MODEL_SPILLOVER_NAME: 'paygo', MODEL_WINDOW: '32000' };
    const model = await open({ ...AZURE, MODEL_API_KEY: 'k', ...more });
    expect(model.window).toBe(32_000);
    expect(model.destinations).toEqual([
      { service: 'Azure OpenAI', host: 'desk.example', deployment: 'ptu' },
      { service: 'Azure OpenAI', host: 'more.example', deployment: 'paygo' },
    ]);
    const local = await open({ MODEL: 'openai', MODEL_URL: 'http://127.0.0.1:9/v1', MODEL_NAME: 'lamp-1' });
    expect(local.destinations).toEqual([{ service: 'OpenAI API', host: '127.0.0.1:9', deployment: 'lamp-1' }]);
  });

  it.each<readonly [Record<string, string>, RegExp]>([
    [{ ...AZURE, MODEL_URL: 'http://desk.example' }, /^MODEL_URL is http,/],
    [{ ...AZURE, MODEL_URL: 'desk' }, /^MODEL_URL is no http/],
    [{ ...AZURE, MODEL: 'openai' }, /^MODEL_API_KEY is not set/],
    [
      { ...AZURE, MODEL_SPILLOVER_URL: 'http://more.example', MODEL_SPILLOVER_NAME: 'paygo' },
      /^MODEL_SPILLOVER_URL is http,/,
    ],
  ])('is not opened over what cannot work: %j', async (environment, message) => {
    await expect(open(environment)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(message),
    });
  });
});
