import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { temporaryTerminal } from './terminal/run.ts';

const APP = '33333333-3333-4333-8333-333333333333';
const TENANT = '11111111-1111-4111-8111-111111111111';
const WHOLE = {
  TEAMS_APP_ID: APP,
  TEAMS_APP_TENANT: TENANT,
  TEAMS_APP_PASSWORD: 'an invented password',
  TEAMS_URL: 'https://desk.bank.example',
};
const SIGN_IN = { ENTRA_TENANTS: TENANT, ENTRA_CLIENT_ID: '22222222-2222-4222-8222-222222222222' };

const read = (settings: Readonly<Record<string, string>>) => {
  const { teams, chat } = readConfig(settings);
  return { teams, chat };
};
const without = (name: keyof typeof WHOLE): Record<string, string> =>
  Object.fromEntries(Object.entries(WHOLE).filter(([each]) => each !== name));

describe('the settings of the Teams door', () => {
  it('need not be: then there is no door', () => {
    expect(read({})).toEqual({ teams: undefined, chat: { suggestions: true } });
    expect(read({ TEAMS_SUGGESTIONS: '0' })).toEqual({ teams: undefined, chat: { suggestions: false } });
  });

  it('are whole with a password, or with a managed identity and none', () => {
    expect(read(WHOLE).teams).toEqual({
      appId: APP,
      tenant: TENANT,
      password: 'an invented password',
      url: 'https://desk.bank.example',
    });
    const managed = { ...without('TEAMS_APP_PASSWORD'), TEAMS_APP_TYPE: 'managed-identity' };
    expect(read(managed).teams).toEqual({ appId: APP, tenant: TENANT, url: 'https://desk.bank.example' });
    expect(read({ ...WHOLE, TEAMS_APP_ID: APP.toUpperCase() }).teams?.appId).toBe(APP);
  });

  it.each(['TEAMS_APP_ID', 'TEAMS_APP_TENANT', 'TEAMS_APP_PASSWORD', 'TEAMS_URL'] as const)(
    'start nothing where %s alone is missing, or alone is there',
    (name) => {
      expect(() => read(without(name))).toThrow(`${name} is not set`);
      expect(() => read({ [name]: WHOLE[name] })).toThrow('set up by half');
    },
  );

  it.each([{ TEAMS_SENSITIVITY: 'Confidential' }, { TEAMS_APP_TYPE: 'managed-identity' }])(
    'start nothing with %j alone',
    (settings) => {
      expect(() => read(settings)).toThrow('TEAMS_APP_ID');
    },
  );

  it('start nothing with a managed identity and a password', () => {
    expect(() => read({ ...WHOLE, TEAMS_APP_TYPE: 'managed-identity' })).toThrow('Leave one of them away');
  });

  it.each([
    ['TEAMS_APP_ID', 'the desk'],
    ['TEAMS_APP_TENANT', 'bank.example'],
    ['TEAMS_APP_TYPE', 'multi-tenant'],
    ['TEAMS_SUGGESTIONS', 'yes'],
  ])('refuse %s as %s, by its name', (name, value) => {
    expect(() => read({ ...WHOLE, [name]: value })).toThrow(name);
  });

  it.each([
    ['desk.bank.example', 'it is no address'],
    ['http://desk.bank.example', 'https://'],
    ['ftp://desk.bank.example', 'https://'],
    ['https://ana:secret@desk.bank.example', 'no user or password'],
    ['https://desk.bank.example/api/messages', 'nothing may follow the host'],
    ['https://desk.bank.example/?x=1', 'nothing may follow the host'],
    ['https://desk.bank.example/#x', 'nothing may follow the host'],
  ])('refuse the address %s, and say why', (url, why) => {
    expect(() => read({ ...WHOLE, TEAMS_URL: url })).toThrow(why);
    expect(() => read({ ...WHOLE, TEAMS_URL: url })).toThrow('TEAMS_URL');
  });

  it('take this machine without a certificate, and a slash at the end', () => {
    expect(read({ ...WHOLE, TEAMS_URL: 'http://localhost:3978/' }).teams?.url).toBe('http://localhost:3978');
  });

  it('tell no secret in what they say', () => {
    expect(() => read({ ...WHOLE, TEAMS_URL: 'x' })).not.toThrow('invented password');
    expect(() => read({ TEAMS_APP_PASSWORD: 'an invented password' })).not.toThrow('invented password');
  });

  it('split a sensitivity into its name and what it means', () => {
    const sensitivity = (text: string) => read({ ...WHOLE, TEAMS_SENSITIVITY: text }).teams?.sensitivity;
    expect(sensitivity('Confidential')).toEqual({ name: 'Confidential' });
    expect(sensitivity('Confidential: for compliance: alone')).toEqual({
      name: 'Confidential',
      description: 'for compliance: alone',
    });
  });
});

describe('compliance serve', () => {
  const terminals: ReturnType<typeof temporaryTerminal>[] = [];
  afterAll(() => {
    for (const each of terminals) each.remove();
  });
  const serve = async (environment: Readonly<Record<string, string>>, ...words: string[]) => {
    const terminal = temporaryTerminal({ PORT: '0', COMPLIANCE_USER: 'ana', ...environment });
    terminals.push(terminal);
    const { code, err, out } = await terminal.run('serve', ...words);
    // Lines are broken to the width of the window.
    return { code, said: `${out}${err}`.replace(/\s+/g, ' ') };
  };

  it('does not start with a bot that is set up by half', async () => {
    const { code, said } = await serve({ ...SIGN_IN, TEAMS_APP_ID: APP });
    expect(code).not.toBe(0);
    expect(said).toContain('set up by half: TEAMS_APP_TENANT, TEAMS_APP_PASSWORD, TEAMS_URL are not set');
    expect(said).not.toContain('Listening');
  });

  it('does not start with a bot where nobody signs in', async () => {
    const { code, said } = await serve(WHOLE);
    expect(code).not.toBe(0);
    expect(said).toContain('set ENTRA_TENANTS and ENTRA_CLIENT_ID');
    expect(said).not.toContain('Listening');
  });

  it('does not start for one local user where a bot is set up', async () => {
    const { code, said } = await serve(WHOLE, '--local');
    expect(code).not.toBe(0);
    expect(said).toContain('a bot is set up (TEAMS_…). Leave one of them away.');
    expect(said).not.toContain('Listening');
    expect(said).not.toContain('invented password');
  });
});
