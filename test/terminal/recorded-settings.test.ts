import { expect, it } from 'vitest';
import { platformsSetUp } from '../../src/compose-platforms.ts';
import { readConfig } from '../../src/config.ts';
import { settingsOf } from '../../src/terminal/recorded-settings.ts';

const TENANT = '11111111-1111-4111-8111-111111111111';

it('of the platforms name, host and how it is approved are recorded, and no secret', async () => {
  const platform = { platform: 'generic', url: 'https://grc.example/receiver' };
  const credential = { kind: 'basic', user: 'desk', password: 'wick-and-oil' };
  const config = readConfig({
    ENTRA_TENANTS: TENANT,
    ENTRA_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
    COMPLIANCE_GRC: JSON.stringify({
      [TENANT.toUpperCase()]: { ...platform, credential, webhook: { secrets: ['oil-and-wick'] } },
    }),
  });
  const settings = settingsOf(config, false, await platformsSetUp(config));
  expect(settings['findings']).toEqual({
    [TENANT]: { platform: 'generic', host: 'grc.example', eyes: 2, webhook: true },
  });
  expect(JSON.stringify(settings)).not.toMatch(/wick|oil|receiver/);
});

it('without a platform nothing of findings is told', async () => {
  const config = readConfig({});
  expect(settingsOf(config, true, await platformsSetUp(config))['findings']).toEqual({});
});
