import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const mcp = (settings: Record<string, string>) => readConfig(settings).mcp;

describe('the settings of the door for assistants', () => {
  it('need none', () => {
    expect(mcp({})).toEqual({ path: '/mcp', hosts: [], origins: [], rates: { perUser: 120, perTenant: 1_200 } });
  });

  it('take the public address, whose path is the path here', () => {
    const url = 'https://desk.bank.example/compliance/mcp';
    expect(mcp({ MCP_URL: url })).toMatchObject({ url, path: '/compliance/mcp' });
    expect(mcp({ MCP_URL: 'http://localhost:3978/mcp' })).toMatchObject({ path: '/mcp' });
  });

  it.each([
    ['desk.bank.example/mcp', 'it is no address'],
    ['http://desk.bank.example/mcp', 'https://'],
    ['ftp://desk.bank.example/mcp', 'https://'],
    ['https://desk.bank.example', 'path'],
    ['https://desk.bank.example/', 'path'],
    ['https://desk.bank.example/mcp/', 'slash'],
    ['https://desk.bank.example/mcp?x=1', 'nothing may follow the path'],
    ['https://desk.bank.example/mcp#x', 'nothing may follow the path'],
    ['https://ana:secret@desk.bank.example/mcp', 'no user'],
    ['https://DESK.bank.example/mcp', 'usual form'],
    ['https://desk.bank.example/a/../mcp', 'usual form'],
  ])('refuse %s, and say why', (url, why) => {
    expect(() => mcp({ MCP_URL: url })).toThrow(why);
    expect(() => mcp({ MCP_URL: url })).toThrow('MCP_URL');
  });

  it('take host names alone', () => {
    expect(
      mcp({ MCP_ORIGINS: 'Portal.bank.example, moz-extension://*', MCP_HOSTS: 'desk.internal [::1]' }),
    ).toMatchObject({
      origins: ['portal.bank.example', 'moz-extension://*'],
      hosts: ['desk.internal', '[::1]'],
    });
    for (const wrong of ['https://portal.bank.example', 'portal.bank.example:443', '*', 'a/b'])
      expect(() => mcp({ MCP_ORIGINS: wrong }), wrong).toThrow('MCP_ORIGINS');
  });

  it.each(['0', '-1', 'many', '1.5'])('refuse a rate of %s', (rate) => {
    expect(() => mcp({ MCP_RATE_USER: rate })).toThrow('MCP_RATE_USER');
  });
});
