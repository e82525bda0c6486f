import { canonicalJson } from '../core/canonical-json.ts';
import { sha256 } from '../core/digests.ts';
import { AppError } from '../core/errors.ts';
import type { NewId } from '../core/ids.ts';
import type { VersionLabel } from '../regulations/act.ts';
import type { ReadPassage } from '../regulations/read-passage.ts';
import { type Audit, type Recorded, saltedText } from './audit.ts';
import type { Signer } from './checkpoint.ts';
import { chainOf } from './checkpoints.ts';
import { type ModelUse, type Receipt, type ReceiptPassage, receiptJson, receiptSignatureText } from './receipt.ts';

/** A quote, and the provision in the version that it was read in. */
export interface GivenCitation {
  readonly id: string;
  readonly quote: string;
  readonly version: VersionLabel;
}

/** An answer as it is about to be given. */
export interface GivenAnswer {
  readonly question: string;
  /** How a follow-up was read: the question by itself. */
  readonly readAs?: string;
  readonly asked: Receipt['asked'];
  readonly status: Receipt['status'];
  readonly sentences: readonly {
    readonly text: string;
    readonly citations: readonly GivenCitation[];
    readonly role?: string;
  }[];
  readonly notes: readonly string[];
  readonly searched: { readonly acts: readonly string[]; readonly terms: readonly string[] };
  /** All that was read for it. */
  readonly passages: readonly ReadPassage[];
  readonly model?: ModelUse;
}

/** Records answers; an answer that is not recorded is not given. */
export interface AnswerRecorder {
  /**
   * @throws AppError `internal` for a citation that does not stand in what was read: it must not leave the house
   */
  record(given: GivenAnswer, by: Recorded): { readonly receipt: string; readonly position: number };
}

export function createAnswerRecorder(
  audit: Audit,
  options: { readonly newId: NewId; readonly signer?: Signer },
): AnswerRecorder {
  return {
    record: (given, by) => {
      const question = saltedText(given.question, { whole: true });
      const answer = saltedText(
        canonicalJson({
          sentences: given.sentences.map(({ text }) => text),
          notes: given.notes,
          searched: { acts: given.searched.acts, terms: given.searched.terms },
        }),
        { whole: true },
      );
      const passages = given.passages.map(passageOf);
      const receipt: Receipt = {
        id: options.newId(),
        status: given.status,
        question: question.digest,
        answer: answer.digest,
        asked: given.asked,
        sentences: given.sentences.map(({ citations, role }) => ({
          citations: citations.map((citation) => ({
            id: citation.id,
            quote: citation.quote,
            passage: standsIn(citation, given.passages),
          })),
          ...(role === undefined ? {} : { role }),
        })),
        passages,
        model: given.model ?? null,
      };
      const body = canonicalJson(receiptJson(receipt));
      return audit.within(() => {
        const row = audit.record(
          {
            type: 'answer',
            // With the key's name, so that a signature cannot be taken away unseen.
            body: { receipt: receipt.id, digest: sha256(body), status: given.status, key: options.signer?.keyId },
            personal: { question, answer, ...(given.readAs === undefined ? {} : { readAs: given.readAs }) },
            passages: given.passages.map(({ text }) => text),
          },
          by,
        );
        audit.store.addReceipt({
          id: receipt.id,
          position: row.position,
          body,
          ...(options.signer === undefined
            ? {}
            : { signature: options.signer.sign(receiptSignatureText(chainOf(audit.store), row.hash)) }),
        });
        return { receipt: receipt.id, position: row.position };
      });
    },
  };
}

/** A passage as receipts and rows name it. */
export function passageOf({ id, label, versionKey, version, language, hash, text }: ReadPassage): ReceiptPassage {
  const { date, source } = version;
  return { id, label, version: versionKey, date, source, language, hash, text: sha256(text) };
}

function standsIn({ id, quote, version }: GivenCitation, passages: readonly ReadPassage[]): number {
  const at = passages.findIndex(
    (passage) =>
      passage.id === id &&
      passage.version.date === version.date &&
      passage.version.source === version.source &&
      passage.text.includes(quote),
  );
  if (at < 0)
    throw new AppError('internal', 'A citation did not stand in the text that was read; the answer is withheld.', {
      detail: id,
    });
  return at;
}
