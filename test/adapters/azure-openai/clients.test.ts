import { expect, it } from 'vitest';
import { createChatModel } from '../../../src/adapters/azure-openai/chat-model.ts';
import { replyOf } from '../../contracts/chat-model-contract.ts';
import { AZURE, OTHER, SPILLOVER, scripted, WHOLE } from './scripted-models.ts';

it('takes nothing from the environment: neither keys nor headers nor addresses', async () => {
  const before = { ...process.env };
  Object.assign(process.env, {
    OPENAI_CUSTOM_HEADERS: 'X-Lamp: secret\nAuthorization: Bearer stranger\napi-key: stranger',
    OPENAI_API_KEY: 'stranger',
    OPENAI_ADMIN_KEY: 'stranger',
    AZURE_OPENAI_API_KEY: 'stranger',
    OPENAI_ORG_ID: 'stranger',
    OPENAI_PROJECT_ID: 'stranger',
    OPENAI_BASE_URL: 'https://stranger.example',
    AZURE_OPENAI_ENDPOINT: 'https://stranger.example',
  });
  try {
    const { apiKey: _, ...keyless } = AZURE;
    const signedIn = { ...keyless, azure: { apiVersion: '2024-10-21', token: async () => 'own-token' } };
    const sent = await Promise.all(
      [AZURE, signedIn, OTHER].map(async (endpoint) => {
        const { model, asked } = await scripted(() => WHOLE, { endpoints: [endpoint] });
        await replyOf(model);
        return asked[0];
      }),
    );
    expect(JSON.stringify(sent.map((each) => [each?.url, [...(each?.headers ?? [])]]))).not.toMatch(/stranger|lamp:/i);
    expect(sent.map((each) => each?.headers.get('x-lamp'))).toEqual([null, null, null]);
    expect(sent[0]?.headers.get('api-key')).toBe('the key');
    expect(sent[1]?.headers.get('authorization')).toBe('Bearer own-token');
    expect(sent[2]?.headers.get('authorization')).toBe('Bearer the key');
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
});

it.each(['https://ana:secret@desk.example', 'https://desk.example/?api-version=2024-10-21', 'https://desk.example/#x'])(
  'is not opened over an address that holds more than an address: %s',
  async (url) => {
    await expect(createChatModel({ endpoints: [AZURE, { ...SPILLOVER, url }] })).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/^MODEL_SPILLOVER_URL holds more(?!.*secret)/),
    });
  },
);
