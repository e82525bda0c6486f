import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPackage } from '../../manifests/teams/app-package.ts';
import { teamsVariables } from '../../manifests/teams/variables.ts';
import { writePackage } from '../../manifests/teams/write-package.ts';
import { sha256 } from '../../src/core/digests.ts';
import { BOT, manifestIn, SET, variablesOf } from './teams-package-parts.ts';

const ENVIRONMENTS = join(import.meta.dirname, '../../manifests/teams/environments');

describe("the package's variables", () => {
  it('are read with their usual forms', () => {
    expect(
      variablesOf('production', { TEAMS_APP_ID: ` ${BOT.toUpperCase()} `, TEAMS_URL: 'https://Desk.Contoso.com/' }),
    ).toMatchObject({ botId: BOT, signInId: BOT, host: 'desk.contoso.com', environment: 'production' });
  });

  it("derive the app's id from bot and environment, as RFC 9562 names things", () => {
    expect(variablesOf().manifestId).toBe('8ccdea10-7c34-598a-8235-4ac49a89670a');
    expect(variablesOf('test').manifestId).toBe('31ea745d-0d37-586e-a275-2083833342de');
    expect(variablesOf('test', { TEAMS_MANIFEST_ID: BOT }).manifestId).toBe(BOT);
  });

  it.each<[string, string, RegExp]>([
    ['TEAMS_APP_ID', 'the-bot', /TEAMS_APP_ID is wrong: expected an id such as/],
    ['TEAMS_APP_ID', '00000000-0000-0000-0000-000000000000', /TEAMS_APP_ID is the placeholder/],
    ['TEAMS_APP_ID', '', /TEAMS_APP_ID is not set\. Set it to the application \(client\) id of the bot/],
    ['TEAMS_URL', 'desk.contoso.com', /TEAMS_URL is no https:\/\/ address/],
    ['TEAMS_URL', 'http://desk.contoso.com', /TEAMS_URL is no https/],
    ['TEAMS_URL', 'https://user:secret@desk.contoso.com', /TEAMS_URL is no https/],
    ['TEAMS_URL', 'https://desk.contoso.com:8443', /TEAMS_URL must have no port/],
    ['TEAMS_URL', 'https://desk.contoso.com/api/messages', /TEAMS_URL must have nothing behind/],
    ['TEAMS_URL', 'https://desk.contoso.com/?a=b', /must have nothing behind/],
    ['TEAMS_URL', 'https://10.0.0.7', /TEAMS_URL must have a host name/],
    ['TEAMS_URL', 'https://[2001:db8::1]', /must have a host name/],
    ['TEAMS_URL', 'https://desk', /must have a host name/],
    ['TEAMS_URL', 'https://desk.contoso.com.', /must have a host name/],
    ['TEAMS_URL', 'https://desk_1.contoso.com', /must have a host name/],
    ['TEAMS_URL', 'https://desk.bank.example', /TEAMS_URL is the placeholder/],
    ['TEAMS_URL', 'https://desk.bank.internal', /cannot be reached from the internet/],
    ['TEAMS_DEVELOPER_NAME', 'x'.repeat(33), /has more than 32 signs/],
    ['TEAMS_DEVELOPER_NAME', '   ', /TEAMS_DEVELOPER_NAME is empty/],
    ['TEAMS_DEVELOPER_NAME', 'Bank\u202eknaB', /signs that no name has/],
    ['TEAMS_PRIVACY_URL', 'http://intranet.contoso.com/', /TEAMS_PRIVACY_URL is no https/],
    ['TEAMS_TERMS_URL', 'javascript:alert(1)', /TEAMS_TERMS_URL is no https/],
    ['TEAMS_WEBSITE_URL', 'https://intranet.bank.example/', /TEAMS_WEBSITE_URL is the placeholder/],
    ['TEAMS_MANIFEST_ID', '1', /TEAMS_MANIFEST_ID is wrong/],
    ['ENTRA_CLIENT_ID', 'api://desk', /ENTRA_CLIENT_ID is wrong/],
    ['TEAMS_APP_IDENTITY', BOT, /TEAMS_APP_IDENTITY is no variable/],
  ])('%s=%s is refused by name', (name, value, message) => {
    expect(() => variablesOf('production', { [name]: value })).toThrow(message);
  });

  it('are all named at once, with the place where they were looked for', () => {
    const build = () => teamsVariables('test', {}, 'environments/test.json');
    expect(build).toThrow(/"test" cannot be built\. In environments\/test\.json:/);
    for (const name of Object.keys(SET)) expect(build).toThrow(new RegExp(`- ${name} is not set`));
    expect(() => teamsVariables('test', { ...SET, TEAMS_APP_ID: 7 }, 'x')).toThrow(/TEAMS_APP_ID is wrong/);
  });

  it.each(['', 'Test', 'acceptance', '../test', 'test/..', '1st', 'a b', 'test\n'])(
    'the environment %j is refused',
    (name) => {
      expect(() => variablesOf(name)).toThrow(/An environment is named/);
    },
  );
});

describe('npm run package:teams', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-package-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const room = (environment: Record<string, string> = {}) => ({
    environment,
    version: '1.2.3',
    environmentsFolder: folder,
    buildFolder: join(folder, 'build'),
  });

  it('takes the variables of the process, and nothing else of it', async () => {
    const environment = { ...SET, PORT: '3978', TEAMS_APP_PASSWORD: 'secret', TEAMS_ENVIRONMENT: '' };
    const written = await writePackage([], room(environment));
    expect(written.path).toBe(join(folder, 'build', 'compliance-desk-production.zip'));
    const bytes = readFileSync(written.path);
    expect(sha256(bytes)).toBe(written.sha256);
    const files = await checkPackage(bytes, 'it');
    expect(manifestIn(files)).toMatchObject({ version: '1.2.3', bots: [{ botId: BOT }] });
    for (const content of files.values()) expect(Buffer.from(content).includes('secret')).toBe(false);
    expect((await writePackage([], room({ ...environment, TEAMS_ENVIRONMENT: 'test' }))).path).toMatch(
      /desk-test\.zip$/,
    );
  });

  it('takes those of a file alone where one is named, and builds over an older package', async () => {
    const other = '99999999-5a6b-4c7d-8e9f-0a1b2c3d4e5f';
    writeFileSync(join(folder, 'uat.json'), JSON.stringify({ ...SET, TEAMS_APP_ID: other }));
    const build = () =>
      writePackage(['--env', 'uat', '--out', join(folder, 'o')], room({ ...SET, TEAMS_ENVIRONMENT: 'test' }));
    const first = await build();
    expect(first.variables).toMatchObject({ botId: other, environment: 'uat' });
    expect((await build()).sha256).toBe(first.sha256);
    expect(readdirSync(join(folder, 'o'))).toEqual(['compliance-desk-uat.zip']);
  });

  it('tells what is wrong, and writes nothing', async () => {
    writeFileSync(join(folder, 'bad.json'), '["TEAMS_APP_ID"]');
    writeFileSync(join(folder, 'half.json'), JSON.stringify({ TEAMS_APP_ID: BOT }));
    const refused = async (words: readonly string[], code: string, message: RegExp) =>
      expect(writePackage(words, room())).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    await refused([], 'misconfigured', /process's environment/);
    await refused(['--env', 'none'], 'not_found', /There are: bad, half\./);
    await refused(['--env', '../half'], 'invalid_input', /An environment is named/);
    await refused(['--env', 'bad'], 'misconfigured', /bad\.json is no JSON object/);
    await refused(['--env', 'half'], 'misconfigured', /half\.json:\n- TEAMS_URL is not set/);
    await refused(['--evn', 'half'], 'invalid_input', /Use: npm run package:teams/);
    await refused(['half'], 'invalid_input', /Use: npm run package:teams/);
    expect(readdirSync(folder).sort()).toEqual(['bad.json', 'half.json']);
    writeFileSync(join(folder, 'file'), '');
    await expect(writePackage(['--out', join(folder, 'file')], room(SET))).rejects.toThrow(/cannot be written/);
  });

  it.each(['test', 'production'])('does not package the example of %s as it is', async (name) => {
    const text = readFileSync(join(ENVIRONMENTS, `${name}.json`), 'utf8');
    expect(Object.keys(JSON.parse(text) as object)).toEqual(Object.keys(SET));
    const building = writePackage(['--env', name], { ...room(), environmentsFolder: ENVIRONMENTS });
    await expect(building).rejects.toThrow(/TEAMS_APP_ID is the placeholder of the example\. Set it to/);
    for (const variable of Object.keys(SET))
      await expect(building).rejects.toThrow(new RegExp(`- ${variable} is the placeholder`));
  });

  it('runs as a command: what was built on the output, what is wrong on the error stream', () => {
    const program = join(import.meta.dirname, '../../manifests/teams/package.ts');
    const run = (words: readonly string[], environment: Record<string, string>) =>
      spawnSync(process.execPath, ['--import', 'tsx', program, ...words], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], ...environment },
      });
    const built = run(['--out', folder], SET);
    expect(built).toMatchObject({ status: 0, stderr: '' });
    expect(built.stdout).toContain('compliance-desk-production.zip');
    expect(built.stdout).toContain(`api://desk.contoso.com/botid-${BOT}`);
    const refused = run(['--env', 'test', '--out', folder], SET);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/TEAMS_APP_ID is the placeholder/);
    expect(refused.stderr).not.toContain('    at ');
  });
});
