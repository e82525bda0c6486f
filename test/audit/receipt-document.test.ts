import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredReceipt } from '../../src/audit/audit-store.ts';
import { eraseUser } from '../../src/audit/erasure.ts';
import {
  parseReceiptDocument,
  type ReceiptDocument,
  receiptDocument,
  verifyReceipt,
} from '../../src/audit/receipt-document.ts';
import { answerOn, by, newKey, openAudit, passage, temporaryFolder } from './sample-audit.ts';

const { folder, remove } = temporaryFolder();
const key = newKey();
const QUESTION = 'Who trims lamp 1, and “when”? ñ 🏮';

/** Answers, and gives the receipt as it is written to a file. */
function receiptOf(name: string, signer?: typeof key.signer, publicKey = signer?.publicKey) {
  const { audit, recorder, close } = openAudit(join(folder, `${name}.sqlite`), signer === undefined ? {} : { signer });
  const { receipt } = recorder.record(answerOn(QUESTION, passage(1), passage(2)), by('u-1', 'c-1'));
  const json = JSON.stringify(receiptDocument(audit.store, receipt, publicKey));
  return { audit, receipt, json, close };
}

let signed: ReceiptDocument;
let unsigned: ReceiptDocument;
beforeAll(() => {
  for (const [name, signer] of [
    ['signed', key.signer],
    ['unsigned', undefined],
  ] as const) {
    const { json, close } = receiptOf(name, signer);
    const document = parseReceiptDocument(json, 'receipt.json');
    if (signer === undefined) unsigned = document;
    else signed = document;
    close();
  }
});
afterAll(remove);

describe('a receipt', () => {
  it('holds all that is needed to check it, offline', () => {
    expect(signed).toMatchObject({
      format: 1,
      question: { text: QUESTION },
      row: { type: 'answer', conversation: 'c-1' },
      receipt: { status: 'answered', model: null },
      publicKey: key.signer.publicKey,
    });
    expect(Object.values(signed.passages)).toEqual([passage(1).text, passage(2).text]);
    expect(verifyReceipt(signed, [key.publicKey])).toEqual({
      ok: true,
      receipt: signed.receipt.id,
      problems: [],
      notes: [`Signed by the key ${key.signer.keyId}, which was given.`],
    });
  });

  it('says how much is proved without a key of one’s own', () => {
    expect(verifyReceipt(signed, [])).toMatchObject({
      ok: true,
      notes: [`Signed by the key ${key.signer.keyId}, which the receipt itself carries: compare it with the bank's.`],
    });
    const { publicKey: _, ...bare } = signed;
    expect(verifyReceipt(bare, [])).toMatchObject({ ok: true, notes: [expect.stringMatching(/give the public key/)] });
    expect(verifyReceipt(unsigned, [])).toMatchObject({
      ok: true,
      notes: [expect.stringMatching(/agrees with itself/)],
    });
    expect(verifyReceipt(unsigned, [key.publicKey])).toMatchObject({
      ok: false,
      problems: ['It is not signed: nothing shows that the key that was given issued it.'],
    });
  });

  it('is not by the key of somebody else', () => {
    expect(verifyReceipt(signed, [newKey().publicKey])).toMatchObject({
      ok: false,
      problems: ['The signature is not by the key that was given.'],
    });
    expect(verifyReceipt(signed, [newKey().publicKey, key.publicKey]).ok).toBe(true);
    expect(verifyReceipt({ ...signed, publicKey: newKey().signer.publicKey }, [])).toMatchObject({
      ok: false,
      problems: ['The signature is not by the key that the receipt carries.'],
    });
    expect(() => verifyReceipt({ ...signed, publicKey: 'none' }, [])).toThrow(
      'The key in the receipt is no Ed25519 public key in PEM.',
    );
  });

  it('is kept of answers that found nothing', () => {
    const { audit, recorder, close } = openAudit(join(folder, 'none.sqlite'));
    const nothing = { ...answerOn('?', passage(1)), status: 'not_found' as const, sentences: [], passages: [] };
    const { receipt } = recorder.record(nothing, by('u-1', 'c-1'));
    expect(verifyReceipt(receiptDocument(audit.store, receipt), [])).toMatchObject({ ok: true });
    close();
  });

  it.each(['', 'none', "' OR 1=1 --", 'x'.repeat(9_000)])('is none for an id that no answer has: %j', (id) => {
    const { audit, close } = openAudit(join(folder, 'signed.sqlite'));
    expect(() => receiptDocument(audit.store, id)).toThrow(
      expect.objectContaining({ code: 'not_found', message: expect.stringMatching(/^No answer has the receipt /) }),
    );
    close();
  });

  it('stays whole without the words of somebody who was erased', () => {
    const { audit, receipt, close } = receiptOf('erased', key.signer);
    eraseUser(audit, 'u-1', undefined, by('u-2', 'c-2'));
    const document = receiptDocument(audit.store, receipt);
    close();
    expect(document).not.toHaveProperty('question');
    expect(document).not.toHaveProperty('answer');
    expect(JSON.stringify(document)).not.toContain('Who trims');
    expect(verifyReceipt(document, [key.publicKey])).toMatchObject({ ok: true, problems: [] });
  });

  it('is not given for what does not stand in what was read', () => {
    const { audit, recorder, close } = openAudit(join(folder, 'withheld.sqlite'));
    const given = answerOn('?', passage(1));
    const { version } = passage(1);
    const wrong = (citation: { id: string; quote: string; version?: typeof version }) => () =>
      recorder.record(
        { ...given, sentences: [{ text: 'x', citations: [{ version, ...citation }] }] },
        by('u-1', 'c-1'),
      );
    for (const citation of [
      { id: passage(1).id, quote: 'Keepers may trim' },
      { id: passage(2).id, quote: passage(1).text },
      { id: '', quote: passage(1).text },
      { id: passage(1).id, quote: passage(1).text, version: { ...version, date: '2031-03-04' } },
    ])
      expect(wrong(citation)).toThrow(
        expect.objectContaining({ code: 'internal', message: expect.stringMatching(/the answer is withheld/) }),
      );
    expect(audit.store.head()).toBeUndefined();
    close();
  });
});

type Path = readonly (string | number)[];

/** Every value in a document, by its path. */
function leaves(value: unknown, path: Path = []): readonly { readonly path: Path; readonly value: unknown }[] {
  if (value === null || typeof value !== 'object') return [{ path, value }];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
}

function changed(document: ReceiptDocument, path: Path, value: unknown): string {
  const copy = structuredClone(document) as unknown as Record<string, unknown>;
  let at = copy;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  const last = path.at(-1) ?? '';
  if (value === undefined) delete at[last];
  else at[last] = value;
  return JSON.stringify(copy);
}

/** Checks a file as `receipt verify` does: refused, or found not to be whole. */
function isFound(json: string, keys = [key.publicKey]): boolean {
  try {
    return !verifyReceipt(parseReceiptDocument(json, 'receipt.json'), keys).ok;
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid_input' });
    return true;
  }
}

describe('a receipt that was altered', () => {
  /** Which chain it is of, a receipt cannot prove; and a key of one’s own comes before the one that it carries. */
  const free = (path: Path): boolean => path[0] === 'chain' || path[0] === 'publicKey';

  it('is found whichever value was changed', () => {
    const all = leaves(signed).filter(({ path }) => !free(path));
    expect(all.length).toBeGreaterThan(40);
    for (const { path, value } of all) {
      const others =
        typeof value === 'string'
          ? [`${value}x`, value.slice(1) || 'x', value.replace(/.$/su, (end) => (end === '0' ? '1' : '0'))]
          : typeof value === 'number'
            ? [value + 1, -1]
            : ['x'];
      for (const other of others) expect(isFound(changed(signed, path, other)), `${path} ${other}`).toBe(true);
    }
  });

  it('is found without a key as well, but for what the signature alone tells', () => {
    for (const { path, value } of leaves(unsigned).filter((each) => !free(each.path)))
      expect(isFound(changed(unsigned, path, typeof value === 'string' ? `${value} ` : 7), []), `${path}`).toBe(true);
  });

  it('is found whatever was left out, except words that may have been erased', () => {
    for (const { path } of leaves(signed).filter((each) => !free(each.path)))
      expect(isFound(changed(signed, path, undefined)), `${path}`).toBe(true);
    for (const name of ['receipt', 'row', 'passages', 'chain', 'signature'])
      expect(isFound(changed(signed, [name], undefined)), name).toBe(true);
    for (const name of ['question', 'answer']) expect(isFound(changed(signed, [name], undefined)), name).toBe(false);
  });

  it('is found whatever was added', () => {
    for (const path of [
      ['more'],
      ['row', 'more'],
      ['receipt', 'more'],
      ['question', 'more'],
      ['receipt', 'asked', 'asOf'],
    ])
      expect(isFound(changed(signed, path, '2031-01-01')), `${path}`).toBe(true);
    expect(isFound(changed(signed, ['passages', '0'.repeat(64)], 'words'))).toBe(true);
  });

  it('is found where a character moved from the salt to the text', () => {
    const { salt = '', text = '' } = signed.question ?? {};
    const moved = { salt: salt.slice(0, -1), text: salt.slice(-1) + text };
    expect(isFound(changed(signed, ['question'], moved))).toBe(true);
  });

  it('says what was changed', () => {
    const problems = (json: string) => verifyReceipt(parseReceiptDocument(json, 'r'), [key.publicKey]).problems;
    const [first = ''] = Object.keys(signed.passages);
    expect(problems(changed(signed, ['question', 'text'], 'Other?'))).toEqual(['The question was changed.']);
    expect(problems(changed(signed, ['answer', 'text'], 'Other.'))).toEqual(['The answer was changed.']);
    expect(problems(changed(signed, ['receipt', 'status'], 'refused'))).toEqual([
      'The receipt was changed: the row has the digest of another one.',
    ]);
    expect(problems(changed(signed, ['row', 'at'], 'now'))).toEqual([
      'The row was changed: its hash does not cover it.',
    ]);
    expect(problems(changed(signed, ['passages', first], 'Keepers may trim.'))).toEqual([
      'The text of Article 1, Lantern Act was changed.',
      'A quote of sentence 1 does not stand in Article 1, Lantern Act.',
    ]);
    expect(problems(changed(signed, ['passages', first], undefined))).toEqual([
      'The text of Article 1, Lantern Act is missing.',
      'The text of Article 1, Lantern Act is missing, so that its quote cannot be checked.',
    ]);
    expect(problems(changed(signed, ['receipt', 'sentences', 0, 'citations'], []))).toContain(
      'Sentence 1 rests on nothing.',
    );
    expect(problems(changed(signed, ['receipt', 'sentences', 0, 'citations', 0, 'passage'], 1))).toContainEqual(
      expect.stringMatching(/cites 32031R0077#art_1, which is not among the passages read/),
    );
    expect(problems(changed(signed, ['receipt', 'sentences', 0, 'citations', 0, 'passage'], 99))).toContainEqual(
      expect.stringMatching(/not among the passages read/),
    );
    expect(problems(changed(signed, ['signature'], undefined))).toEqual([
      `Its signature, by the key ${key.signer.keyId}, was taken away.`,
    ]);
    expect(problems(changed(signed, ['row', 'body'], '{'))).toHaveLength(2);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"format":1}',
    '{"format":2}',
    '\ufeff{}',
    `{"format":1,"row":${'['.repeat(5_000)}`,
  ])('is refused where it is none: %j', (json) => {
    expect(() => parseReceiptDocument(json, 'letter.json')).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        message: expect.stringMatching(/^letter\.json is no receipt\./),
      }),
    );
  });
});

it('stores the body that the row has the digest of', () => {
  const { audit, receipt, close } = receiptOf('stored', key.signer);
  const stored: StoredReceipt | undefined = audit.store.receipt(receipt);
  expect(JSON.parse(stored?.body ?? '')).toMatchObject({ id: receipt, sentences: [{ citations: [{ passage: 0 }] }] });
  close();
});
