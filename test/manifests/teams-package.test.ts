import { AppManifestUtils } from '@microsoft/app-manifest';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkPackage, packApp } from '../../manifests/teams/app-package.ts';
import { type PackageFiles, packageProblems } from '../../manifests/teams/check-package.ts';
import type { AppManifest } from '../../manifests/teams/manifest.ts';
import { ENGLISH, SPANISH } from '../../manifests/teams/wording.ts';
import { zip } from '../../src/adapters/files/zip.ts';
import { BOT, filesOf, manifestIn, spanishIn, variablesOf, withFile } from './teams-package-parts.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const FILES = filesOf();
const MANIFEST = manifestIn(FILES);

describe("the app's manifest", () => {
  it('stands the schema 1.29 of Microsoft, without the network', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('nothing is fetched')));
    expect(MANIFEST.manifestVersion).toBe('1.29');
    expect(await AppManifestUtils.validateAgainstSchema(MANIFEST)).toEqual([]);
    expect(await packageProblems(FILES)).toEqual([]);
    expect(await packageProblems(filesOf('preprod'))).toEqual([]);
  });

  it('has one bot for chats, channels, groups and Copilot, which takes files', () => {
    expect(MANIFEST.bots).toHaveLength(1);
    expect(MANIFEST.bots?.[0]).toMatchObject({
      botId: BOT,
      scopes: ['personal', 'team', 'groupChat', 'copilot'],
      supportsFiles: true,
    });
    expect(MANIFEST.copilotAgents?.customEngineAgents?.[0]).toMatchObject({ id: BOT, type: 'bot' });
    expect(MANIFEST.defaultInstallScope).toBe('personal');
  });

  it('has a search for the compose box and an action on a message', () => {
    const [extension] = MANIFEST.composeExtensions ?? [];
    expect(extension?.botId).toBe(BOT);
    expect(extension?.commands).toMatchObject([
      { id: 'searchProvisions', type: 'query', context: ['compose', 'commandBox'], parameters: [{ name: 'query' }] },
      { id: 'checkText', type: 'action', context: ['message'], fetchTask: true },
    ]);
  });

  it('signs people in to the registration, on pages of the desk and of the token service alone', () => {
    const resource = `api://desk.contoso.com/botid-${BOT}`;
    expect(MANIFEST.webApplicationInfo).toEqual({ id: BOT, resource });
    expect(MANIFEST.validDomains).toEqual(['token.botframework.com', 'desk.contoso.com']);
    const api = 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb';
    expect(variablesOf('production', { ENTRA_CLIENT_ID: api }).signInId).toBe(api);
  });

  it('asks for no more than who somebody is', () => {
    expect(MANIFEST.permissions).toEqual(['identity']);
    expect(MANIFEST.authorization).toBeUndefined();
    expect(MANIFEST.devicePermissions).toBeUndefined();
  });

  it('lists the commands of the door, fewer where others read along, and no prompt starters', () => {
    const titles = (MANIFEST.bots?.[0]?.commandLists ?? []).map(({ scopes, commands }) => ({
      scopes,
      titles: commands.map(({ title }) => title),
    }));
    expect(titles).toEqual([
      {
        scopes: ['personal'],
        titles: ['help', 'laws', 'gaps', 'usage', 'alerts', 'new topic', 'forget document', 'language', 'sign out'],
      },
      { scopes: ['team', 'groupChat'], titles: ['help', 'laws', 'alerts', 'new topic', 'language'] },
    ]);
    expect(JSON.stringify(MANIFEST)).not.toContain('"prompt"');
  });

  it('names another environment than production behind the name, within 30 signs in both languages', () => {
    expect(MANIFEST.name.short).toBe('Compliance desk');
    const files = filesOf('preprod');
    expect(manifestIn(files).name.short).toBe('Compliance desk (preprod)');
    expect(spanishIn(files)['name.short']).toBe('Mesa de cumplimiento (preprod)');
    expect(spanishIn(files)['name.short']).toHaveLength(30);
  });
});

describe('the Spanish texts', () => {
  const spanish = spanishIn(FILES);

  it('are there for every text, in Spanish, with the commands that a Spanish person writes', () => {
    const list = Object.keys(SPANISH.commands).length;
    expect(Object.keys(spanish).filter((path) => /commandLists\[0\].*title$/.test(path))).toHaveLength(list);
    expect(Object.values(SPANISH.commands).map(({ title }) => title)).toEqual([
      'ayuda',
      'normas',
      'carencias',
      'consumo',
      'alertas',
      'nuevo tema',
      'olvidar documento',
      'idioma',
      'cerrar sesión',
    ]);
    expect(spanish['bots[0].commandLists[1].commands[2].title']).toBe('alertas');
    expect(spanish['composeExtensions[0].commands[1].title']).toBe(SPANISH.check.title);
    const english = new Set(JSON.stringify(ENGLISH).match(/"[^"]+"/g));
    const same = Object.values(spanish).filter((text) => english.has(JSON.stringify(text)));
    expect(same).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['one is missing', { 'name.full': undefined }, /es\.json lacks name\.full/],
    ['one is too long', { 'name.short': 'x'.repeat(31) }, /name\.short has 31 signs; Teams takes 30/],
    [
      'the search is named at length',
      { 'composeExtensions[0].commands[0].title': 'x'.repeat(33) },
      /\.title has 33 signs; Teams takes 32/,
    ],
    ['one is no text', { 'name.full': 7 }, /name\.full is no text/],
    ['one is empty', { 'description.full': ' ' }, /description\.full is empty/],
    [
      'one stands for nothing',
      { 'bots[0].commandLists[1].commands[7].title': 'ayuda' },
      /stands for nothing in manifest\.json/,
    ],
    ['Teams does not know it', { 'developer.name': 'Banco' }, /by its schema/],
    ['the schema is another', { $schema: 'https://desk.contoso.com/schema.json' }, /names another schema/],
  ])('are refused where %s', async (_, change, problem) => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('nothing is fetched')));
    const problems = await packageProblems(withFile(FILES, 'es.json', { ...spanish, ...change }));
    expect(problems.join('\n')).toMatch(problem);
  });

  it('count signs, not the units that a sign is stored in', async () => {
    const files = withFile(FILES, 'es.json', { ...spanish, 'name.short': '😀'.repeat(30) });
    expect(await packageProblems(files)).toEqual([]);
  });
});

describe('what Teams would refuse, or take and then fail on', () => {
  const [bot] = MANIFEST.bots ?? [];
  const [list] = bot?.commandLists ?? [];
  const other = '99999999-5a6b-4c7d-8e9f-0a1b2c3d4e5f';

  it.each<[string, Partial<Record<keyof AppManifest, unknown>>, RegExp]>([
    ['an id that is none', { id: 'compliance-desk' }, /by its schema.*id/],
    ['a member that the schema does not know', { packageName: 'desk' } as never, /by its schema/],
    ['a member is missing', { icons: undefined }, /by its schema.*icons/],
    ['another schema', { $schema: 'https://desk.contoso.com/schema.json' }, /names the schema/],
    ['a version of two numbers', { version: '1.2' }, /version 1\.2 is not of the form/],
    ['a version before a release', { version: '1.2.0-beta.1' }, /not of the form/],
    ['a domain with a scheme', { validDomains: ['https://desk.contoso.com'] }, /a host name alone is given/],
    ['a domain with a wildcard', { validDomains: ['*.contoso.com'] }, /without wildcards/],
    ['no token service', { validDomains: ['desk.contoso.com'] }, /lacks token\.botframework\.com/],
    ['a page over http', { developer: { ...MANIFEST.developer, privacyUrl: 'http://x.contoso.com/' } }, /privacyUrl/],
    [
      'sign-in to another bot',
      { webApplicationInfo: { id: BOT, resource: `api://desk.contoso.com/botid-${other}` } },
      /resource is/,
    ],
    ['sign-in without the host', { webApplicationInfo: { id: BOT, resource: `api://botid-${BOT}` } }, /resource is/],
    [
      'an extension of another bot',
      { composeExtensions: [{ ...MANIFEST.composeExtensions?.[0], botId: other }] },
      /another bot/,
    ],
    [
      'an agent of another bot',
      { copilotAgents: { customEngineAgents: [{ id: other, type: 'bot', disclaimer: { text: '.' } }] } },
      /agent is another bot/,
    ],
    ['four lists of commands', { bots: [{ ...bot, commandLists: [list, list, list, list] }] }, /by its schema/],
    ['a scope with two lists', { bots: [{ ...bot, commandLists: [list, list] }] }, /two lists/],
    [
      'thirteen commands',
      { bots: [{ ...bot, commandLists: [{ ...list, commands: Array(13).fill({ title: 'x' }) }] }] },
      /by its schema/,
    ],
    [
      'a prompt starter',
      { bots: [{ ...bot, commandLists: [{ ...list, commands: [{ title: 'x', type: 'prompt', prompt: 'y' }] }] }] },
      /prompt starter/,
    ],
    [
      'a long name of a command',
      { bots: [{ ...bot, commandLists: [{ ...list, commands: [{ title: 'x'.repeat(33) }] }] }] },
      /33 signs/,
    ],
  ])('%s', async (_, change, problem) => {
    vi.stubGlobal('fetch', () => Promise.reject(new Error('nothing is fetched')));
    const problems = await packageProblems(withFile(FILES, 'manifest.json', { ...MANIFEST, ...change }));
    expect(problems.join('\n')).toMatch(problem);
  });

  it.each<[string, (files: PackageFiles) => PackageFiles, RegExp]>([
    ['a file more', (files) => withFile(files, 'notes.txt', new Uint8Array(1)), /must hold/],
    ['a file less', (files) => new Map([...files].filter(([name]) => name !== 'outline.png')), /must hold/],
    ['nothing', () => new Map(), /holds nothing/],
    ['a folder', (files) => new Map([...files].map(([name, bytes]) => [`app/${name}`, bytes])), /must hold/],
    ['a manifest that is no JSON', (files) => withFile(files, 'manifest.json', Buffer.from('{')), /no JSON object/],
    ['a manifest that is a list', (files) => withFile(files, 'manifest.json', []), /no JSON object/],
    [
      'texts that are no UTF-8',
      (files) => withFile(files, 'es.json', Buffer.from([0x7b, 0xff, 0x7d])),
      /no JSON object/,
    ],
  ])('a package with %s', async (_, changed, problem) => {
    expect((await packageProblems(changed(FILES))).join('\n')).toMatch(problem);
  });
});

describe('the zip', () => {
  it('is not made of what Teams would refuse, and tells all of it', async () => {
    const change = { version: '1', validDomains: ['desk.contoso.com'] };
    const packing = packApp(withFile(FILES, 'manifest.json', { ...MANIFEST, ...change }));
    await expect(packing).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(packing).rejects.toThrow(/would refuse this package:\n- The version 1 .*\n- validDomains lacks/);
  });

  it('has the four files at its root, whole, and is read back', async () => {
    const read = await checkPackage(await packApp(FILES), 'the zip');
    expect([...read.keys()]).toEqual(['manifest.json', 'es.json', 'color.png', 'outline.png']);
    for (const [name, bytes] of FILES) expect(Buffer.from(read.get(name) ?? []).equals(bytes)).toBe(true);
  });

  it('is the same to the byte, wherever and whenever it is built', async () => {
    const first = await packApp(filesOf());
    vi.stubEnv('TZ', 'Pacific/Auckland');
    const second = await packApp(filesOf());
    expect(Buffer.from(second).equals(first)).toBe(true);
  });

  it('is refused when it was damaged or made otherwise', async () => {
    const bytes = Buffer.from(await packApp(FILES));
    const middle = bytes.indexOf('es.json') >> 1;
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 0xff, middle);
    await expect(checkPackage(bytes, 'the zip')).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(checkPackage(zip(new Map([['manifest.json', '{}']])), 'the zip')).rejects.toThrow(/must hold/);
  });
});
