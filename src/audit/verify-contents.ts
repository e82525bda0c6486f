import type { KeyObject } from 'node:crypto';
import { isSalt, saltedDigest, sha256 } from '../core/digests.ts';
import type { AuditRow, PersonalText } from './audit-row.ts';
import type { Person, StoredReceipt } from './audit-store.ts';
import { isSignedBy } from './checkpoint.ts';
import { chainOf } from './checkpoints.ts';
import { receiptSignatureText } from './receipt.ts';
import { recordedObject } from './recorded-json.ts';
import { type AuditEvidence, MOST_PROBLEMS, type Problem, type ProblemKind } from './verification.ts';

/** Checks what rows refer to: personal texts, receipts, passages, people. */
export interface ContentChecks {
  /** Rows that follow one another without a gap. */
  page(rows: readonly AuditRow[]): readonly Problem[];
  /** What can be told only of a chain that is whole: that nothing is missing, and nothing left over. */
  end(): readonly Problem[];
}

/** Passages that are known to be whole; most are read again and again. */
const MOST_KNOWN = 50_000;
const NO_TEXTS: readonly PersonalText[] = [];
/** Where receipts and rows name a passage that was read. */
const PASSAGE = /"text":"([0-9a-f]{64})"/g;

export function createContentChecks(evidence: AuditEvidence, publicKeys: readonly KeyObject[]): ContentChecks {
  const erased = erasures(evidence);
  const chain = chainOf(evidence);
  /** Texts that are gone without an erasure; in a chain that is broken the erasure may be what is missing. */
  const gone: Problem[] = [];
  const identities = new Map<string, Identity>();
  const known = new Set<string>();

  const passageProblems = (row: number, json: string): readonly Problem[] => {
    const problems: Problem[] = [];
    for (const [, digest] of json.matchAll(PASSAGE)) {
      if (digest === undefined || known.has(digest)) continue;
      const text = evidence.passage(digest);
      if (text === undefined)
        problems.push(problem(row, 'passage_missing', `A passage that row ${row} tells of is gone.`));
      else if (sha256(text) !== digest)
        problems.push(problem(row, 'passage_altered', `A passage that row ${row} tells of was changed.`));
      else {
        if (known.size >= MOST_KNOWN) known.clear();
        known.add(digest);
      }
    }
    return problems;
  };

  const receiptProblems = (row: AuditRow, receipt: StoredReceipt | undefined): readonly Problem[] => {
    const { position } = row;
    if (row.type !== 'answer')
      return receipt === undefined
        ? []
        : [problem(position, 'receipt_added', `Receipt ${receipt.id} belongs to row ${position}, which is no answer.`)];
    const body = recordedObject(row.body);
    if (receipt === undefined || receipt.id !== body['receipt'])
      return [
        problem(position, 'receipt_missing', `Receipt ${body['receipt']} of the answer in row ${position} is gone.`),
      ];
    if (sha256(receipt.body) !== body['digest'])
      return [problem(position, 'receipt_altered', `Receipt ${receipt.id} of row ${position} was changed.`)];
    return [
      ...signatureProblems(row, receipt, { chain, key: body['key'], publicKeys }),
      ...passageProblems(position, receipt.body),
    ];
  };

  return {
    page: (rows) => {
      const [first, last] = [rows[0], rows.at(-1)];
      if (first === undefined || last === undefined) return [];
      const texts = evidence.texts(first.position, last.position);
      const receipts = evidence.receipts(first.position, last.position);
      const problems: Problem[] = [];
      // All three are in the order of positions; a million rows are worth walking them side by side.
      let [text, receipt] = [0, 0];
      for (const row of rows) {
        const from = text;
        while (texts[text]?.position === row.position) text += 1;
        const own = text === from ? NO_TEXTS : texts.slice(from, text);
        if (row.type === 'person') identities.set(row.actor, identityIn(row, own));
        if (row.texts !== '{}' || own.length > 0) {
          const wasErased = (erased.get(row.actor) ?? 0) > row.position;
          problems.push(...textProblems(row, own, wasErased));
          if (!wasErased && gone.length < MOST_PROBLEMS) gone.push(...missingTexts(row, own));
        }
        const given = receipts[receipt]?.position === row.position ? receipts[receipt] : undefined;
        if (given !== undefined) receipt += 1;
        if (given !== undefined || row.type === 'answer') problems.push(...receiptProblems(row, given));
        if (row.body.includes('"passages":[{')) problems.push(...passageProblems(row.position, row.body));
      }
      return problems;
    },
    end: () => [...gone, ...peopleProblems(evidence, identities, erased), ...strays(evidence)],
  };
}

function signatureProblems(
  { position, hash }: AuditRow,
  { id, signature }: StoredReceipt,
  {
    chain,
    key,
    publicKeys,
  }: { readonly chain: string; readonly key: unknown; readonly publicKeys: readonly KeyObject[] },
): readonly Problem[] {
  if (signature === undefined)
    return key === undefined
      ? []
      : [problem(position, 'receipt_altered', `Receipt ${id} of row ${position} has lost its signature.`)];
  if (
    publicKeys.length === 0 ||
    publicKeys.some((each) => isSignedBy(each, receiptSignatureText(chain, hash), signature))
  )
    return [];
  return [
    problem(position, 'receipt_altered', `The signature of receipt ${id} of row ${position} is not by a key given.`),
  ];
}

/** Positions of erasures by the pseudonym that was erased. */
function erasures(evidence: AuditEvidence): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let after = 0; ; ) {
    const page = evidence.rows({ types: ['erasure'], after }, 500);
    for (const { position, body } of page) found.set(String(recordedObject(body)['actor']), position);
    const last = page.at(-1);
    if (last === undefined) return found;
    after = last.position;
  }
}

function textProblems(
  { position, actor, texts: json }: AuditRow,
  texts: readonly PersonalText[],
  erased: boolean,
): readonly Problem[] {
  if (texts.length === 0) return [];
  if (erased)
    return texts.map(({ name }) =>
      problem(position, 'text_added', `The text "${name}" of row ${position} was erased, and is there again.`),
    );
  const digests = recordedObject(json);
  return texts.flatMap(({ name, salt, text, actor: whose }) => {
    const digest = digests[name];
    if (digest === undefined)
      return [problem(position, 'text_added', `A text "${name}" was added to row ${position}.`)];
    return isSalt(salt) && saltedDigest(salt, text) === digest && whose === actor
      ? []
      : [problem(position, 'text_altered', `The text "${name}" of row ${position} was changed.`)];
  });
}

function missingTexts({ position, texts: json }: AuditRow, texts: readonly PersonalText[]): readonly Problem[] {
  const digests = recordedObject(json);
  return Object.keys(digests)
    .filter((name) => !texts.some((each) => each.name === name))
    .map((name) =>
      problem(position, 'text_missing', `The text "${name}" of row ${position} is gone, and no erasure is recorded.`),
    );
}

/** Who a pseudonym stands for, as the chain said last. */
interface Identity {
  readonly position: number;
  readonly said: Readonly<Record<string, unknown>>;
}

function identityIn({ position }: AuditRow, texts: readonly PersonalText[]): Identity {
  return { position, said: recordedObject(texts.find(({ name }) => name === 'identity')?.text ?? '') };
}

/** The names that pseudonyms stand for, against what the chain says of them. */
function peopleProblems(
  evidence: AuditEvidence,
  identities: ReadonlyMap<string, Identity>,
  erased: ReadonlyMap<string, number>,
): readonly Problem[] {
  const held = evidence.people();
  const known = new Set(held.map(({ actor }) => actor));
  return [
    ...held
      .filter((person) => !isSaid(person, identities.get(person.actor)))
      .map(({ actor }) =>
        problem(
          identities.get(actor)?.position ?? null,
          'person_altered',
          `Who ${actor} stands for was changed: the chain says otherwise.`,
        ),
      ),
    ...[...identities]
      .filter(([actor, { position }]) => !known.has(actor) && (erased.get(actor) ?? 0) < position)
      .map(([actor, { position }]) =>
        problem(position, 'person_altered', `Who ${actor} stands for is gone, and no erasure is recorded.`),
      ),
  ];
}

function isSaid({ tenant, user, name }: Person, identity: Identity | undefined): boolean {
  const { said } = identity ?? { said: {} as Identity['said'] };
  return said['tenant'] === tenant && said['user'] === user && said['name'] === name;
}

/** What belongs to no row. */
function strays(evidence: AuditEvidence): readonly Problem[] {
  const beyond = [
    [Number.MIN_SAFE_INTEGER, 0],
    [evidence.rowCount() + 1, Number.MAX_SAFE_INTEGER],
  ] as const;
  return beyond.flatMap(([from, to]) => [
    ...evidence
      .receipts(from, to)
      .map(({ id, position }) =>
        problem(position, 'receipt_added', `Receipt ${id} belongs to row ${position}, which does not exist.`),
      ),
    ...evidence
      .texts(from, to)
      .map(({ name, position }) =>
        problem(position, 'text_added', `A text "${name}" belongs to row ${position}, which does not exist.`),
      ),
  ]);
}

function problem(row: number | null, kind: ProblemKind, message: string): Problem {
  return { row, kind, message };
}
