import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, type Json } from '../core/canonical-json.ts';
import { isSalt, saltedDigest, sha256 } from '../core/digests.ts';
import { AppError } from '../core/errors.ts';
import { rowHash } from './audit-row.ts';
import type { AuditReading } from './audit-store.ts';
import { isSignedBy, keyId, readPublicKey } from './checkpoint.ts';
import { chainOf } from './checkpoints.ts';
import { receiptSignatureText } from './receipt.ts';
import { recordedObject } from './recorded-json.ts';

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Text = z.strictObject({ salt: z.string(), text: z.string() });

const Document = z.strictObject({
  format: z.literal(1),
  chain: z.string(),
  receipt: z.strictObject({
    id: z.string(),
    status: z.enum(['answered', 'not_found', 'refused']),
    question: Digest,
    answer: Digest,
    asked: z.record(z.string(), z.unknown()),
    sentences: z.array(
      z.strictObject({
        citations: z.array(z.strictObject({ id: z.string(), quote: z.string(), passage: z.int().min(0) })),
        role: z.string().optional(),
      }),
    ),
    passages: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        version: z.string(),
        date: z.string(),
        source: z.enum(['official', 'digest']),
        language: z.string(),
        hash: z.string(),
        text: Digest,
      }),
    ),
    model: z
      .strictObject({
        name: z.string(),
        deployment: z.string(),
        host: z.string(),
        prompt: z.string(),
        promptVersion: z.string(),
      })
      .nullable(),
  }),
  row: z.strictObject({
    position: z.int().min(1),
    conversation: z.string(),
    sequence: z.int().min(1),
    at: z.string(),
    tenant: z.string(),
    actor: z.string(),
    channel: z.string(),
    correlation: z.string(),
    type: z.literal('answer'),
    body: z.string(),
    texts: z.string(),
    previous: Digest,
    hash: Digest,
  }),
  question: Text.optional(),
  answer: Text.optional(),
  passages: z.record(z.string(), z.string()),
  signature: z.string().optional(),
  publicKey: z.string().optional(),
});

/** A receipt that can be checked by itself: the receipt, the row of its answer, the texts behind the digests. */
export type ReceiptDocument = z.output<typeof Document>;

export interface ReceiptVerification {
  readonly ok: boolean;
  readonly receipt: string;
  readonly problems: readonly string[];
  /** What could not be told, and why. */
  readonly notes: readonly string[];
}

/**
 * @param publicKey of the audit as it is set up now, PEM
 * @throws AppError `not_found` for an id that no answer has
 */
export function receiptDocument(reading: AuditReading, id: string, publicKey?: string): ReceiptDocument {
  const stored = reading.receipt(id);
  const row = stored && reading.row(stored.position);
  if (stored === undefined || row === undefined)
    throw new AppError('not_found', `No answer has the receipt ${id.slice(0, 60)}. "ask --json" tells the id of each.`);
  const receipt = JSON.parse(stored.body) as ReceiptDocument['receipt'];
  const texts = reading.texts(row.position, row.position);
  const text = (name: string) => {
    const found = texts.find((each) => each.name === name);
    return found && { salt: found.salt, text: found.text };
  };
  const [question, answer] = [text('question'), text('answer')];
  return {
    format: 1,
    chain: chainOf(reading),
    receipt,
    row: row as ReceiptDocument['row'],
    ...(question === undefined ? {} : { question }),
    ...(answer === undefined ? {} : { answer }),
    passages: Object.fromEntries(
      receipt.passages.flatMap(({ text: digest }) => {
        const words = reading.passage(digest);
        return words === undefined ? [] : [[digest, words] as const];
      }),
    ),
    ...(stored.signature === undefined ? {} : { signature: stored.signature }),
    ...(publicKey === undefined || stored.signature === undefined ? {} : { publicKey }),
  };
}

/** @throws AppError `invalid_input` for what is no receipt */
export function parseReceiptDocument(json: string, origin: string): ReceiptDocument {
  try {
    return Document.parse(JSON.parse(json));
  } catch (error) {
    throw new AppError(
      'invalid_input',
      `${origin} is no receipt. "compliance receipt show ID --json" writes one that can be verified.`,
      { cause: error },
    );
  }
}

/**
 * Checks a receipt offline: its own digest in the row, the row's hash, the digests of question, answer and passages, and
 * that each quote stands in the passage that it cites. With a key also that the bank signed it.
 */
export function verifyReceipt(document: ReceiptDocument, publicKeys: readonly KeyObject[]): ReceiptVerification {
  const { receipt, row } = document;
  const body = recordedObject(row.body);
  const problems = [
    ...(body['receipt'] === receipt.id && body['digest'] === sha256(canonicalJson(receipt as unknown as Json))
      ? []
      : ['The receipt was changed: the row has the digest of another one.']),
    ...(rowHash(row.previous, row) === row.hash ? [] : ['The row was changed: its hash does not cover it.']),
    ...textProblems(document),
    ...citationProblems(document),
  ];
  const [whole, signed] = [completeness(document), signatureOf(document, publicKeys)];
  const all = [...problems, ...whole.problems, ...signed.problems];
  return { ok: all.length === 0, receipt: receipt.id, problems: all, notes: [...whole.notes, ...signed.notes] };
}

function textProblems({ receipt, row, question, answer }: ReceiptDocument): readonly string[] {
  const digests = recordedObject(row.texts);
  const check = (name: 'question' | 'answer', text: { salt: string; text: string } | undefined) => [
    ...(digests[name] === receipt[name] ? [] : [`The row has another digest of the ${name} than the receipt.`]),
    ...(text === undefined || (isSalt(text.salt) && saltedDigest(text.salt, text.text) === receipt[name])
      ? []
      : [`The ${name} was changed.`]),
  ];
  return [...check('question', question), ...check('answer', answer)];
}

function citationProblems({ receipt, passages }: ReceiptDocument): readonly string[] {
  const texts = new Map(Object.entries(passages));
  const named = new Set(receipt.passages.map(({ text }) => text));
  const altered = [
    ...receipt.passages.flatMap(({ label, text }) => {
      const words = texts.get(text);
      if (words === undefined) return [`The text of ${label} is missing.`];
      return sha256(words) === text ? [] : [`The text of ${label} was changed.`];
    }),
    ...[...texts.keys()]
      .filter((digest) => !named.has(digest))
      .map((digest) => `A text was added that the receipt does not name: ${digest.slice(0, 64)}.`),
  ];
  const quotes = receipt.sentences.flatMap(({ citations }, at) => [
    ...(citations.length === 0 ? [`Sentence ${at + 1} rests on nothing.`] : []),
    ...citations.flatMap(({ id, quote, passage }) => {
      const cited = receipt.passages[passage];
      const text = cited && texts.get(cited.text);
      if (cited?.id !== id) return [`Sentence ${at + 1} cites ${id}, which is not among the passages read.`];
      if (text === undefined) return [`The text of ${cited.label} is missing, so that its quote cannot be checked.`];
      return text.includes(quote) ? [] : [`A quote of sentence ${at + 1} does not stand in ${cited.label}.`];
    }),
  ]);
  return [...altered, ...quotes];
}

/** What is not in the file, or what the receipt knows nothing of. */
function completeness({ receipt, question, answer, passages }: ReceiptDocument): {
  readonly problems: readonly string[];
  readonly notes: readonly string[];
} {
  const known = new Set(receipt.passages.map(({ text }) => text));
  const strange = Object.keys(passages).filter((digest) => !known.has(digest));
  const absent = [...(question === undefined ? ['question'] : []), ...(answer === undefined ? ['answer'] : [])];
  return {
    problems: strange.length === 0 ? [] : ['It has texts of passages that the receipt does not name.'],
    notes:
      absent.length === 0
        ? []
        : [
            `The words of the ${absent.join(' and the ')} are not in this file: erased, or taken out. Their digests are.`,
          ],
  };
}

interface Judged {
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** Whether the bank issued it, as far as keys tell. */
function signatureOf({ chain, signature, publicKey, row }: ReceiptDocument, given: readonly KeyObject[]): Judged {
  const key = recordedObject(row.body)['key'];
  const text = receiptSignatureText(chain, row.hash);
  if (signature === undefined) {
    if (key !== undefined)
      return { problems: [`Its signature, by the key ${String(key)}, was taken away.`], notes: [] };
    return given.length > 0
      ? { problems: ['It is not signed: nothing shows that the key that was given issued it.'], notes: [] }
      : {
          problems: [],
          notes: ['It is not signed: that it agrees with itself is all that can be told without the audit.'],
        };
  }
  const signer = given.find((each) => isSignedBy(each, text, signature));
  if (signer !== undefined) return { problems: [], notes: [`Signed by the key ${keyId(signer)}, which was given.`] };
  if (given.length > 0) return { problems: ['The signature is not by the key that was given.'], notes: [] };
  const own = publicKey === undefined ? undefined : readPublicKey(publicKey, 'The key in the receipt');
  if (own === undefined)
    return { problems: [], notes: ['The signature was not checked: give the public key with --public-key.'] };
  return isSignedBy(own, text, signature)
    ? {
        problems: [],
        notes: [`Signed by the key ${keyId(own)}, which the receipt itself carries: compare it with the bank's.`],
      }
    : { problems: ['The signature is not by the key that the receipt carries.'], notes: [] };
}
