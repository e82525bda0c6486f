import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCheckpointFiles } from '../../src/adapters/files/checkpoint-files.ts';
import { NO_HASH } from '../../src/audit/audit-row.ts';
import { checkpointText, createSigner, isSignedBy, keyId, readPublicKey } from '../../src/audit/checkpoint.ts';
import { chainOf, createCheckpoints } from '../../src/audit/checkpoints.ts';
import { sha256 } from '../../src/core/digests.ts';
import { by, newKey, type OpenAudit, openAudit, temporaryFolder } from './sample-audit.ts';
import { verifyFile } from './tampered.ts';

const key = newKey();
let folder: string;
let file: string;
let copies: string;
let remove: () => void;
let opened: OpenAudit;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  file = join(folder, 'audit.sqlite');
  copies = join(folder, 'deep', 'copies');
  opened = openAudit(file, { signer: key.signer, copies });
});
afterEach(() => {
  opened.close();
  remove();
});

const write = (user = 'u-1') => opened.audit.record({ type: 'tool_call', body: {} }, by(user, `c-${user}`));

describe('checkpoints', () => {
  it('are taken of the chain as it is, signed, each linked to the one before', () => {
    write();
    const first = opened.checkpoints.take();
    const row = write();
    const second = opened.checkpoints.take();
    expect(first?.checkpoint).toMatchObject({ number: 1, size: 3, previous: NO_HASH, key: key.signer.keyId });
    expect(second?.checkpoint).toMatchObject({
      number: 2,
      size: 4,
      head: row.hash,
      chain: chainOf(opened.audit.store),
      previous: sha256(checkpointText(first?.checkpoint ?? never())),
    });
    for (const each of [first, second]) {
      const { checkpoint, signature = '' } = each ?? never();
      expect(isSignedBy(key.publicKey, checkpointText(checkpoint), signature)).toBe(true);
      expect(isSignedBy(key.publicKey, checkpointText({ ...checkpoint, size: 99 }), signature)).toBe(false);
      expect(isSignedBy(newKey().publicKey, checkpointText(checkpoint), signature)).toBe(false);
    }
    expect(opened.audit.store.checkpoints()).toEqual([first, second]);
  });

  it('are none of an audit without rows, and none twice of the same rows unless asked for', () => {
    expect(opened.checkpoints.take()).toBeUndefined();
    expect(opened.checkpoints.take(true)).toBeUndefined();
    write();
    expect(opened.checkpoints.take()).toBeDefined();
    expect(opened.checkpoints.take()).toBeUndefined();
    expect(opened.checkpoints.take(true)?.checkpoint).toMatchObject({ number: 2, size: 3 });
    expect(verifyFile(file, { publicKeys: [key.publicKey], copies: readCheckpointFiles(copies) }).problems).toEqual([]);
  });

  it('are not signed without a key, and verify says what that means', () => {
    write();
    const bare = createCheckpoints(opened.audit, { clock: opened.clock });
    const taken = bare.take();
    expect(taken).not.toHaveProperty('signature');
    expect(taken?.checkpoint).not.toHaveProperty('key');
    expect(verifyFile(file).notes).toEqual([expect.stringMatching(/COMPLIANCE_AUDIT_KEY.*not signed/)]);
    // Where a key is given, a chain without a signature is not the one that the key vouches for.
    const { ok, notes, problems } = verifyFile(file, { publicKeys: [key.publicKey] });
    expect(ok).toBe(false);
    expect(problems).toMatchObject([
      { row: null, kind: 'checkpoint_missing', message: expect.stringMatching(/No checkpoint is signed/) },
    ]);
    expect(notes.join(' ')).toMatch(/1 checkpoints were taken without a key.*Rows 1 to 3 are not covered/);
  });

  it('say which rows none covers yet', () => {
    write();
    opened.checkpoints.take();
    write();
    write();
    expect(verifyFile(file, { publicKeys: [key.publicKey] })).toMatchObject({
      ok: true,
      notes: ['Rows 4 to 5 are not covered by a signed checkpoint yet.'],
    });
  });
});

describe('copies', () => {
  it('are made of each, and of those that lack one', () => {
    write();
    opened.checkpoints.take();
    write();
    createCheckpoints(opened.audit, { clock: opened.clock, signer: key.signer }).take();
    expect(readCheckpointFiles(copies)).toHaveLength(1);
    write();
    opened.checkpoints.take();
    expect(readCheckpointFiles(copies)).toEqual(opened.audit.store.checkpoints());
    expect(opened.checkpoints.problem).toBe('');
  });

  it('that cannot be made stop nothing; it is told, and made good later', () => {
    write();
    let broken = true;
    const written: number[] = [];
    const checkpoints = createCheckpoints(opened.audit, {
      clock: opened.clock,
      copies: {
        held: () => new Set(),
        write: ({ checkpoint }) => {
          if (broken) throw new Error('the share is away');
          written.push(checkpoint.number);
        },
      },
    });
    expect(checkpoints.take()).toBeDefined();
    expect(checkpoints.problem).toBe('Checkpoints could not be copied: the share is away');
    write();
    broken = false;
    checkpoints.take();
    expect(checkpoints.problem).toBe('');
    expect(written).toEqual([1, 2]);
  });

  it('are told not to have been made where the folder is a file', () => {
    const blocked = join(folder, 'blocked');
    writeFileSync(blocked, 'a file');
    const other = openAudit(join(folder, 'other.sqlite'), { copies: blocked });
    other.audit.record({ type: 'tool_call', body: {} }, by('u-1', 'c-1'));
    expect(other.checkpoints.take()).toBeDefined();
    expect(other.checkpoints.problem).toMatch(/^Checkpoints could not be copied: /);
    other.close();
  });
});

describe('the key', () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  const seed = der.subarray(-32);
  const id = createSigner(pem).keyId;

  it.each<[string, string]>([
    ['PEM', pem],
    ['PEM in one line', pem.trim().replaceAll('\n', '\\n')],
    ['PEM with other line ends', pem.replaceAll('\n', '\r\n')],
    ['DER in base64', der.toString('base64')],
    ['DER in hexadecimal', der.toString('hex')],
    ['the seed in base64', seed.toString('base64')],
    ['the seed in hexadecimal', seed.toString('hex')],
    ['the seed in capitals', seed.toString('hex').toUpperCase()],
    ['white space around', `\n  ${seed.toString('hex')} \n`],
  ])('is taken as %s', (_, secret) => {
    expect(createSigner(secret).keyId).toBe(id);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a word', 'correct horse battery staple'],
    ['31 bytes', seed.subarray(1).toString('hex')],
    ['33 bytes', Buffer.concat([seed, seed.subarray(0, 1)]).toString('base64')],
    ['a public key', createSigner(pem).publicKey],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 1024 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    ],
    ['an X25519 key', generateKeyPairSync('x25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['half a PEM', pem.slice(0, 60)],
    [
      'an encrypted PEM',
      createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString(),
    ],
  ])('is refused where it is %s, and not repeated', (_, secret) => {
    let failure: unknown;
    try {
      createSigner(secret);
    } catch (error) {
      failure = error;
    }
    expect(failure).toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/^COMPLIANCE_AUDIT_KEY holds no Ed25519 private key\..*openssl genpkey/),
    });
    for (const line of secret.split('\n').filter((each) => each.length > 8 && !each.includes('KEY')))
      expect(JSON.stringify([String(failure), failure])).not.toContain(line);
  });

  it('is read in public from PEM alone, by the name of the file that holds it', () => {
    expect(keyId(readPublicKey(createSigner(pem).publicKey, 'key.pem'))).toBe(id);
    for (const wrong of ['', 'no key', pem.slice(0, 40)])
      expect(() => readPublicKey(wrong, 'key.pem')).toThrow('key.pem is no Ed25519 public key in PEM.');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' });
    expect(() => readPublicKey(rsa.toString(), 'rsa.pem')).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});

function never(): never {
  throw new Error('no checkpoint was taken');
}
