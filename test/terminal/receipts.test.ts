import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTerminal } from '../../src/terminal/program.ts';
import { AskContract, FailureContract, RecallContract, ReceiptContract, ReceiptVerifyContract } from './contract.ts';
import { type Ran, temporaryTerminal } from './run.ts';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const terminal = temporaryTerminal({ COMPLIANCE_AUDIT_KEY: pem, COMPLIANCE_USER: 'ana' });
/** A machine that has neither the library nor the key. */
const elsewhere = temporaryTerminal();
const publicKey = join(elsewhere.folder, 'public.pem');
const file = join(elsewhere.folder, 'receipt.json');
let receipt: string;
let conversation: string;

const owls = (hours: number): string => {
  const path = join(elsewhere.folder, `owls-${hours}.json`);
  writeFileSync(
    path,
    JSON.stringify({
      full_name: 'Regulation (EU) 2031/7 on owls',
      celex_id: '32031R0007',
      articles: [
        {
          number: '1',
          title: 'Counting',
          text: `Keepers shall count their owls within ${hours} hours of dusk.\n\nDone at Brussels, 1 January 2031.`,
        },
      ],
    }),
  );
  return path;
};

beforeAll(async () => {
  const added = await terminal.run('library', 'add', owls(4), '--date', '2031-01-01', '--json');
  expect(added.code, added.out).toBe(0);
  const asked = await terminal.run(
    'ask',
    'Within how many hours must owls be counted?',
    '--act',
    '32031R0007',
    '--json',
  );
  ({ receipt, conversation } = AskContract.parse(asked.json));
  writeFileSync(publicKey, createPublicKey(pem).export({ type: 'spki', format: 'pem' }));
  const shown = await terminal.run('receipt', 'show', receipt, '--json');
  writeFileSync(file, shown.out);
});
afterAll(() => {
  terminal.remove();
  elsewhere.remove();
});

const failure = ({ json }: Ran) => FailureContract.parse(json).error;
const verified = ({ json }: Ran) => ReceiptVerifyContract.parse(json);

describe('receipt show', () => {
  it('gives a document in a fixed form, with all that is needed to check it', async () => {
    const document = ReceiptContract.parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(document).toMatchObject({
      receipt: { id: receipt, status: 'answered', model: null },
      row: { conversation },
      question: { text: 'Within how many hours must owls be counted?' },
    });
    expect(Object.values(document.passages).join(' ')).toContain('within 4 hours of dusk');
    expect(document).toHaveProperty('signature');
    expect(document).toHaveProperty('publicKey');
  });

  it('gives the same document where the output goes into a file', async () => {
    const { out } = await terminal.run('receipt', 'show', receipt);
    expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  it('shows people what it rests on', async () => {
    let out = '';
    const watching = {
      out: (text: string) => {
        out += text;
      },
      err: () => undefined,
      interactive: true,
    };
    const environment = { COMPLIANCE_DATA: terminal.folder, COMPLIANCE_USER: 'ana' };
    expect(await runTerminal(['receipt', 'show', receipt], watching, environment)).toBe(0);
    expect(out).toContain(`Receipt ${receipt}`);
    expect(out).toContain('Within how many hours must owls be counted?');
    expect(out).toMatch(/Article 1.*version 2031-01-01/);
    expect(out).toMatch(/Passages read: \d+\. Signed\./);
  });

  it.each(['none', '', '../../etc/passwd', "' OR 1=1 --"])('tells that no answer has the receipt %j', async (id) => {
    const ran = await terminal.run('receipt', 'show', id, '--json');
    expect(ran.code).toBe(1);
    expect(failure(ran)).toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/^No answer has the receipt/),
    });
  });
});

describe('receipt verify', () => {
  it('works offline: by the file alone, or with the bank’s public key', async () => {
    const alone = await elsewhere.run('receipt', 'verify', file, '--json');
    expect(alone.code).toBe(0);
    expect(verified(alone)).toMatchObject({
      ok: true,
      receipt,
      problems: [],
      notes: [expect.stringMatching(/compare it/)],
    });
    const keyed = await elsewhere.run('receipt', 'verify', file, '--public-key', publicKey, '--json');
    expect(verified(keyed)).toEqual({
      ok: true,
      receipt,
      problems: [],
      notes: [expect.stringMatching(/^Signed by the key [0-9a-f]{32}, which was given\.$/)],
    });
    // Nothing was opened for it.
    expect(readdirSync(elsewhere.folder).filter((name) => name.includes('sqlite'))).toEqual([]);
    expect((await elsewhere.run('receipt', 'verify', file)).out).toContain(`Receipt ${receipt} is whole.`);
  });

  it('finds what was altered: exit code 1, and what it was', async () => {
    const text = readFileSync(file, 'utf8');
    const bent = join(elsewhere.folder, 'bent.json');
    for (const [from, to, problem] of [
      ['within 4 hours', 'within 9 hours', /The text of Article 1.* was changed/],
      ['"status":"answered"', '"status":"refused"', /The receipt was changed/],
      ['must owls be', 'may owls be', /The question was changed/],
      [`"conversation":"${conversation}"`, '"conversation":"other"', /The row was changed/],
    ] as const) {
      expect(text).toContain(from);
      writeFileSync(bent, text.replaceAll(from, to));
      const ran = await elsewhere.run('receipt', 'verify', bent, '--public-key', publicKey, '--json');
      expect(ran.code).toBe(1);
      expect(verified(ran).ok).toBe(false);
      expect(verified(ran).problems.join(' ')).toMatch(problem);
    }
    const told = await elsewhere.run('receipt', 'verify', bent);
    expect(told.code).toBe(1);
    expect(told.out).toContain(`Receipt ${receipt} is not whole.`);
  });

  it('is not satisfied with the key of somebody else', async () => {
    const other = join(elsewhere.folder, 'other.pem');
    const { publicKey: strange } = generateKeyPairSync('ed25519');
    writeFileSync(other, strange.export({ type: 'spki', format: 'pem' }));
    const ran = await elsewhere.run('receipt', 'verify', file, '--public-key', other, '--json');
    expect(ran.code).toBe(1);
    expect(verified(ran).problems).toEqual(['The signature is not by the key that was given.']);
  });

  it.each([
    ['nowhere.json', undefined, 1, 'not_found', /There is no file .*nowhere\.json/],
    ['letter.json', 'Dear editor', 2, 'invalid_input', /letter\.json is no receipt\./],
    ['empty.json', '', 2, 'invalid_input', /is no receipt/],
    ['other.json', '{"format":1,"receipt":{}}', 2, 'invalid_input', /"compliance receipt show ID --json" writes one/],
  ])('says what is wrong with %s', async (name, contents, code, kind, message) => {
    const path = join(elsewhere.folder, name);
    if (contents !== undefined) writeFileSync(path, contents);
    const ran = await elsewhere.run('receipt', 'verify', path, '--json');
    expect(ran.code).toBe(code);
    expect(failure(ran)).toMatchObject({ code: kind, message: expect.stringMatching(message) });
  });
});

describe('recall', () => {
  const recall = async (...words: string[]) =>
    RecallContract.parse((await terminal.run('recall', ...words, '--json')).json).answers;

  it('lists the answers that rested on words which changed, and who received them', async () => {
    expect(await recall()).toEqual([]);
    expect((await terminal.run('recall')).out).toContain('No answer that was given rests on words that have changed');
    const day = new Date().toISOString().slice(0, 10);
    const added = await terminal.run('library', 'add', owls(10), '--date', '2033-01-01', '--json');
    expect(added.code, added.out).toBe(0);
    for (const answers of [await recall(), await recall('--since', day), await recall('--since', '2020-01-01')])
      expect(answers).toMatchObject([
        {
          receipt,
          conversation,
          user: { tenant: 'local', id: 'ana', name: expect.stringMatching(/^ana \(account /) },
          question: 'Within how many hours must owls be counted?',
          passages: [{ was: '2031-01-01', now: '2033-01-01' }],
        },
      ]);
    expect(await recall('--since', '2999-01-01')).toEqual([]);
    const { out } = await terminal.run('recall');
    expect(out).toMatch(new RegExp(`to ana \\(account .+\\)  receipt ${receipt}`));
    expect(out).toMatch(/Article 1.*: reads? otherwise.*\(read 2031-01-01, now 2033-01-01\)/s);
  });

  it('leaves a receipt as it was: what was read then is what was read then', async () => {
    const { out } = await terminal.run('receipt', 'show', receipt, '--json');
    expect(out).toBe(readFileSync(file, 'utf8'));
  });

  it('does not name somebody who was erased', async () => {
    await terminal.run('audit', 'erase', '--user', 'ana', '--tenant', 'local', '--json');
    const [answer] = await recall();
    expect(answer).toMatchObject({ receipt });
    expect(answer).not.toHaveProperty('user');
    expect(answer).not.toHaveProperty('question');
    const { out } = await terminal.run('recall');
    expect(out).toMatch(/to somebody who was erased/);
    expect(out).toMatch(/The question was erased\./);
    const shown = ReceiptContract.parse((await terminal.run('receipt', 'show', receipt, '--json')).json);
    expect(shown).not.toHaveProperty('question');
    writeFileSync(file, JSON.stringify(shown));
    const checked = await elsewhere.run('receipt', 'verify', file, '--public-key', publicKey, '--json');
    expect(verified(checked)).toMatchObject({ ok: true, problems: [] });
  });

  it('refuses what is no day', async () => {
    const ran = await terminal.run('recall', '--since', 'yesterday', '--json');
    expect(ran.code).toBe(2);
    expect(failure(ran).message).toMatch(/"yesterday" is not a day/);
  });
});
