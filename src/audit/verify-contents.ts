import { saltedDigest, sha256 } from '../core/digests.ts';
import type { AuditRow, PersonalText } from './audit-row.ts';
import type { StoredReceipt } from './audit-store.ts';
import type { AuditEvidence, Problem, ProblemKind } from './verification.ts';

/** Checks what rows refer to: personal texts, receipts, passages, people. */
export interface ContentChecks {
  /** Rows that follow one another without a gap. */
  page(rows: readonly AuditRow[]): readonly Problem[];
  end(): readonly Problem[];
}

/** Passages that are known to be whole; most are read again and again. */
const MOST_KNOWN = 50_000;
const NONE: readonly Problem[] = [];
const PASSAGE = /"text":"([0-9a-f]{64})"/g;

export function createContentChecks(evidence: AuditEvidence): ContentChecks {
  const erased = erasures(evidence);
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
    const body = JSON.parse(row.body) as { readonly receipt?: string; readonly digest?: string };
    if (receipt === undefined || receipt.id !== body.receipt)
      return [
        problem(position, 'receipt_missing', `Receipt ${body.receipt} of the answer in row ${position} is gone.`),
      ];
    if (sha256(receipt.body) !== body.digest)
      return [problem(position, 'receipt_altered', `Receipt ${receipt.id} of row ${position} was changed.`)];
    return passageProblems(position, receipt.body);
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
        if (row.texts !== '{}' || text > from) problems.push(...textProblems(row, texts.slice(from, text), erased));
        const own = receipts[receipt]?.position === row.position ? receipts[receipt] : undefined;
        if (own !== undefined) receipt += 1;
        if (own !== undefined || row.type === 'answer') problems.push(...receiptProblems(row, own));
        if (row.body.includes('"passages":[{')) problems.push(...passageProblems(row.position, row.body));
      }
      return problems;
    },
    end: () => [...peopleProblems(evidence), ...strayReceipts(evidence)],
  };
}

/** Positions of erasures by the pseudonym that was erased. */
function erasures(evidence: AuditEvidence): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let after = 0; ; ) {
    const page = evidence.rows({ types: ['erasure'], after }, 500);
    for (const { position, body } of page)
      found.set(String((JSON.parse(body) as { readonly actor?: unknown }).actor), position);
    const last = page.at(-1);
    if (last === undefined) return found;
    after = last.position;
  }
}

function textProblems(
  row: AuditRow,
  texts: readonly PersonalText[],
  erased: ReadonlyMap<string, number>,
): readonly Problem[] {
  const { position, actor } = row;
  const digests = JSON.parse(row.texts) as Readonly<Record<string, string>>;
  const whole = ({ name, salt, text }: PersonalText): boolean => saltedDigest(salt, text) === digests[name];
  // As it nearly always is.
  if (texts.length === Object.keys(digests).length && texts.every(whole)) return NONE;
  const names = new Set(texts.map(({ name }) => name));
  const gone = Object.keys(digests).filter((name) => !names.has(name));
  const mayBeGone = (erased.get(actor) ?? 0) > position;
  return [
    ...texts.flatMap(({ name, salt, text }) => {
      const digest = digests[name];
      if (digest === undefined)
        return [problem(position, 'text_added', `A text "${name}" was added to row ${position}.`)];
      return saltedDigest(salt, text) === digest
        ? []
        : [problem(position, 'text_altered', `The text "${name}" of row ${position} was changed.`)];
    }),
    ...(mayBeGone ? [] : gone).map((name) =>
      problem(position, 'text_missing', `The text "${name}" of row ${position} is gone, and no erasure is recorded.`),
    ),
  ];
}

/** The names that pseudonyms stand for, against what the chain says of them. */
function peopleProblems(evidence: AuditEvidence): readonly Problem[] {
  return evidence.people().flatMap(({ actor, tenant, user, name }) => {
    const row = evidence.rows({ actor, types: ['person'] }, 1_000).at(-1);
    const text = row && evidence.texts(row.position, row.position).find((each) => each.name === 'identity')?.text;
    const said = text === undefined ? undefined : (JSON.parse(text) as Readonly<Record<string, unknown>>);
    return said?.['tenant'] === tenant && said['user'] === user && said['name'] === name
      ? []
      : [
          problem(
            row?.position ?? null,
            'person_altered',
            `Who ${actor} stands for was changed: the chain says otherwise.`,
          ),
        ];
  });
}

function strayReceipts(evidence: AuditEvidence): readonly Problem[] {
  const count = evidence.rowCount();
  return evidence
    .receipts(count + 1, Number.MAX_SAFE_INTEGER)
    .map(({ id, position }) =>
      problem(position, 'receipt_added', `Receipt ${id} belongs to row ${position}, which does not exist.`),
    );
}

function problem(row: number | null, kind: ProblemKind, message: string): Problem {
  return { row, kind, message };
}
