import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import {
  AskContract,
  AuditEraseContract,
  AuditExportContract,
  AuditTrailContract,
  AuditVerifyContract,
  FailureContract,
} from './contract.ts';
import { type Ran, temporaryTerminal } from './run.ts';

const QUESTION = 'When must a major ICT incident be reported?';
const newPem = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const pem = newPem();
const seed = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }).subarray(-32);

const terminal = temporaryTerminal({ COMPLIANCE_AUDIT_KEY: pem, COMPLIANCE_USER: 'ana' });
const shelf = temporaryTerminal();
const copies = join(shelf.folder, 'copies');
const publicKey = join(shelf.folder, 'public.pem');
/** The same data folder, otherwise set up. */
const as = (environment: Readonly<Record<string, string>>) =>
  temporaryTerminal({ COMPLIANCE_DATA: terminal.folder, ...environment });

let conversation: string;
beforeAll(async () => {
  const { json } = await terminal.run('ask', QUESTION, '--json');
  ({ conversation } = AskContract.parse(json));
  writeFileSync(publicKey, publicOf(pem));
});
afterAll(() => {
  terminal.remove();
  shelf.remove();
});

function publicOf(privatePem: string): string {
  return createPublicKey(privatePem).export({ type: 'spki', format: 'pem' }).toString();
}

const failure = ({ json }: Ran) => FailureContract.parse(json).error;
const verified = ({ json }: Ran) => AuditVerifyContract.parse(json);
const trail = async (...words: string[]) =>
  AuditTrailContract.parse((await terminal.run('audit', 'trail', ...words, '--json')).json);

describe('audit verify', () => {
  it('says in a fixed form that all is whole', async () => {
    const ran = await terminal.run('audit', 'verify', '--json');
    expect(ran.code).toBe(0);
    expect(ran.err).toMatch(/^No copies of checkpoints were compared/);
    const { ok, rows, checkpoints, problems } = verified(ran);
    expect({ ok, problems }).toEqual({ ok: true, problems: [] });
    expect(rows).toBeGreaterThan(3);
    expect(checkpoints).toBeGreaterThan(0);
    const told = await terminal.run('audit', 'verify');
    expect(told.out).toContain(`The audit is whole: ${rows} rows, ${checkpoints} checkpoints.`);
  });

  it('writes nothing, and makes nothing', async () => {
    const file = join(terminal.folder, 'library.sqlite');
    const before = readFileSync(file);
    await terminal.run('audit', 'verify', '--json');
    expect(readFileSync(file).equals(before)).toBe(true);
    const fresh = temporaryTerminal();
    expect(failure(await fresh.run('audit', 'verify', '--json'))).toMatchObject({
      code: 'not_found',
      message: `There is no file ${join(fresh.folder, 'library.sqlite')}.`,
    });
    expect(readdirSync(fresh.folder)).toEqual([]);
    fresh.remove();
  });

  it.each([
    ['nowhere.sqlite', 1, 'not_found', /There is no file .*nowhere\.sqlite/],
    ['letter.sqlite', 2, 'misconfigured', /no database/],
    ['other.sqlite', 2, 'invalid_input', /its tables audit_rows were dropped/],
    ['empty.sqlite', 2, 'invalid_input', /holds no audit/],
  ])('says what is wrong with %s', async (name, code, kind, message) => {
    writeFileSync(join(shelf.folder, 'letter.sqlite'), 'a letter to the editor, and no database at all. '.repeat(99));
    writeFileSync(join(shelf.folder, 'empty.sqlite'), '');
    rmSync(join(shelf.folder, 'other.sqlite'), { force: true });
    const other = openDatabase(join(shelf.folder, 'other.sqlite'));
    other.exec('DROP TABLE audit_rows; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE');
    other.close();
    const ran = await terminal.run('audit', 'verify', '--file', join(shelf.folder, name), '--json');
    expect(failure(ran)).toMatchObject({ code: kind, message: expect.stringMatching(message) });
    expect(ran.code).toBe(code);
  });

  it('verifies a copy elsewhere by the file, the public key and the copies of checkpoints alone', async () => {
    const own = as({ COMPLIANCE_AUDIT_KEY: pem, COMPLIANCE_CHECKPOINTS: copies, COMPLIANCE_USER: 'ana' });
    await own.run('search', 'incident', '--json');
    const elsewhere = join(shelf.folder, 'elsewhere');
    mkdirSync(elsewhere);
    cpSync(terminal.folder, elsewhere, { recursive: true });
    const file = join(elsewhere, 'library.sqlite');
    const stranger = temporaryTerminal();
    const ran = await stranger.run(
      'audit',
      'verify',
      '--file',
      file,
      '--public-key',
      publicKey,
      '--checkpoints',
      copies,
      '--json',
    );
    expect({ ...verified(ran), err: ran.err }).toMatchObject({ ok: true, problems: [], err: '' });
    // Cut off behind the second checkpoint, with the checkpoints: only the copies can tell.
    const { rows } = verified(ran);
    const database = openDatabase(file);
    database.exec('DROP TRIGGER audit_rows_never_go; DROP TRIGGER audit_checkpoints_never_go');
    database.exec(`DELETE FROM audit_rows WHERE position = ${rows}`);
    database.exec('DELETE FROM audit_checkpoints WHERE number = (SELECT max(number) FROM audit_checkpoints)');
    database.close();
    const cut = await stranger.run('audit', 'verify', '--file', file, '--checkpoints', copies, '--json');
    expect(cut.code).toBe(1);
    expect(verified(cut)).toMatchObject({ ok: false });
    expect(verified(cut).problems.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['truncated', 'checkpoint_missing', 'trigger_dropped']),
    );
    const told = await stranger.run('audit', 'verify', '--file', file, '--checkpoints', copies);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/^.*The audit is not whole[\s\S]*First: truncated\.\s+The\s+end/);
    stranger.remove();
    own.remove();
  });

  it('says on the error channel what cannot be told without a key', async () => {
    const bare = as({});
    const ran = await bare.run('audit', 'verify', '--json');
    expect(verified(ran).ok).toBe(true);
    expect(ran.err).toMatch(/No public key was given, so signatures were not checked/);
    const unsigned = temporaryTerminal();
    await unsigned.run('library', 'list', '--json');
    const told = await unsigned.run('audit', 'verify');
    expect(told.out).toMatch(/No key is set \(COMPLIANCE_AUDIT_KEY\)/);
    unsigned.remove();
    bare.remove();
  });

  it('refuses the key of somebody else, and what is no key', async () => {
    const other = join(shelf.folder, 'other.pem');
    writeFileSync(other, publicOf(newPem()));
    const ran = await terminal.run('audit', 'verify', '--public-key', other, '--json');
    expect(ran.code).toBe(1);
    expect(verified(ran).problems[0]).toMatchObject({
      kind: expect.stringMatching(/receipt_altered|checkpoint_forged/),
    });
    const both = await terminal.run('audit', 'verify', '--public-key', other, '--public-key', publicKey, '--json');
    expect(verified(both).ok).toBe(true);
    writeFileSync(other, 'no key');
    expect(failure(await terminal.run('audit', 'verify', '--public-key', other, '--json'))).toMatchObject({
      code: 'invalid_input',
      message: `${other} is no Ed25519 public key in PEM.`,
    });
    expect(failure(await terminal.run('audit', 'verify', '--public-key', '/nowhere.pem', '--json')).code).toBe(
      'not_found',
    );
  });
});

describe('COMPLIANCE_AUDIT_KEY', () => {
  it('is PEM, a file, or a seed in base64 or hexadecimal: all the same key', async () => {
    const file = join(shelf.folder, 'private.pem');
    writeFileSync(file, `${pem}\n`);
    const forms = [pem, pem.replaceAll('\n', '\\n'), file, seed.toString('base64'), seed.toString('hex')];
    for (const form of forms) {
      const own = as({ COMPLIANCE_AUDIT_KEY: form, COMPLIANCE_USER: 'ana' });
      await own.run('library', 'list', '--json');
      expect(verified(await own.run('audit', 'verify', '--json')), form.slice(0, 12)).toMatchObject({ ok: true });
      own.remove();
    }
    // All that they signed is good by the one public key.
    const ran = await terminal.run('audit', 'verify', '--public-key', publicKey, '--json');
    expect({ ...verified(ran), err: ran.err }).toMatchObject({
      ok: true,
      err: expect.stringMatching(/^No copies of checkpoints were compared[^\n]*\n$/),
    });
  });

  it('is a seed in base64 that begins as the path of a file does', async () => {
    const slashed = Buffer.concat([Buffer.from('ff', 'hex'), seed.subarray(1)]).toString('base64');
    expect(slashed.startsWith('/')).toBe(true);
    const own = temporaryTerminal({ COMPLIANCE_AUDIT_KEY: slashed, COMPLIANCE_USER: 'ana' });
    await own.run('library', 'list', '--json');
    expect(verified(await own.run('audit', 'verify', '--json'))).toMatchObject({ ok: true });
    own.remove();
  });

  it.each([
    'hunter2-is-no-key-at-all',
    '/no/such/file/of-a-key.pem',
    `${seed.toString('hex')}00`,
    '-----BEGIN PRIVATE KEY-----\nabcdefgh',
  ])('is refused where it is none, and not repeated', async (secret) => {
    const own = as({ COMPLIANCE_AUDIT_KEY: secret, COMPLIANCE_DEBUG: '1' });
    for (const words of [
      ['ask', QUESTION],
      ['audit', 'verify'],
      ['library', 'list'],
    ]) {
      const ran = await own.run(...words, '--json');
      expect(ran.code).not.toBe(0);
      expect(failure(ran)).toMatchObject({
        code: 'misconfigured',
        message: expect.stringMatching(/COMPLIANCE_AUDIT_KEY holds no Ed25519 private key/),
      });
      expect(ran.out + ran.err).not.toContain(secret);
      for (const line of secret.split('\n').filter((each) => !each.includes('BEGIN')))
        expect(ran.out + ran.err).not.toContain(line);
    }
    own.remove();
  });
});

describe('audit export and audit erase', () => {
  it('writes a pack that can be verified elsewhere, and never over another file', async () => {
    const out = join(shelf.folder, 'pack.zip');
    const { code, json } = await terminal.run(
      'audit',
      'export',
      '--conversation',
      conversation,
      '--out',
      out,
      '--json',
    );
    expect(code).toBe(0);
    expect(AuditExportContract.parse(json)).toMatchObject({ file: out, conversation });
    const stranger = temporaryTerminal();
    const ran = await stranger.run('audit', 'verify', '--export', out, '--public-key', publicKey, '--json');
    expect({ ...verified(ran), err: ran.err }).toMatchObject({ ok: true, problems: [], err: '' });
    expect(existsSync(join(stranger.folder, 'library.sqlite'))).toBe(false);
    const again = await terminal.run('audit', 'export', '--conversation', conversation, '--out', out, '--json');
    expect(failure(again)).toMatchObject({
      code: 'conflict',
      message: `${out} exists already. Name another file: --out F`,
    });
    const bytes = readFileSync(out);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(join(shelf.folder, 'bent.zip'), bytes);
    const bent = await stranger.run(
      'audit',
      'verify',
      '--export',
      join(shelf.folder, 'bent.zip'),
      '--public-key',
      publicKey,
      '--json',
    );
    expect(bent.code).not.toBe(0);
    stranger.remove();
    const { rows } = await trail('--user', 'ana');
    expect(rows.filter(({ type }) => type === 'export').length).toBeGreaterThan(0);
  });

  it('refuses a conversation that nobody had, and leaves no file', async () => {
    const out = join(shelf.folder, 'none.zip');
    const ran = await terminal.run('audit', 'export', '--conversation', 'none', '--out', out, '--json');
    expect(failure(ran)).toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/knows no conversation none/),
    });
    expect(existsSync(out)).toBe(false);
    expect((await terminal.run('audit', 'export', '--json')).code).toBe(2);
  });

  it('erases by the id that sign-in gives, and verifies after', async () => {
    const eve = as({ COMPLIANCE_USER: 'eve', COMPLIANCE_AUDIT_KEY: pem });
    const asked = AskContract.parse((await eve.run('ask', 'What of zymurgical incidents?', '--json')).json);
    eve.remove();
    expect(failure(await terminal.run('audit', 'erase', '--user', 'mallory', '--json')).code).toBe('not_found');
    const { json } = await terminal.run('audit', 'erase', '--user', 'eve', '--json');
    expect(AuditEraseContract.parse(json)).toMatchObject({ user: 'eve', people: 1 });
    for (const name of readdirSync(terminal.folder))
      expect(readFileSync(join(terminal.folder, name)).includes('zymurgical'), name).toBe(false);
    const { rows } = await trail('--conversation', asked.conversation);
    expect(rows.every(({ who, texts }) => who.startsWith('p-') && texts.length === 0)).toBe(true);
    expect(verified(await terminal.run('audit', 'verify', '--json'))).toMatchObject({ ok: true, problems: [] });
    const told = await terminal.run('audit', 'erase', '--user', 'eve');
    expect(told.code).toBe(1);
    expect(told.err.replace(/\s+/g, ' ')).toMatch(/knows nobody by the id "eve"/);
  });
});
