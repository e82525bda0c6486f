import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../core/canonical-json.ts';
import { sha256 } from '../core/digests.ts';
import { AppError } from '../core/errors.ts';
import { type AuditRow, NO_HASH, rowContent } from './audit-row.ts';
import type { AuditReading, Person } from './audit-store.ts';
import { type Checkpoint, checkpointText, type SignedCheckpoint, type Signer } from './checkpoint.ts';
import { chainOf } from './checkpoints.ts';
import { type PackedConversation, type PackFiles, type PackManifest, rowFile } from './pack.ts';
import { packReport } from './pack-report.ts';
import { verificationSteps } from './pack-steps.ts';
import type { Receipt } from './receipt.ts';
import { recordedObject } from './recorded-json.ts';
import { trailRow } from './trail.ts';

export interface PackRequest {
  readonly conversation: string;
  readonly exportedAt: string;
  /** The audit's key, where one is set. */
  readonly signer?: Signer;
}

const PAGE = 2_000;

/**
 * Everything that an examiner needs of one conversation, and to check it without trusting whoever exported it: rows as
 * they were hashed, the texts behind the digests, passages read, receipts, the chain up to a checkpoint that covers it.
 * Of other conversations' rows there is nothing but the digest.
 *
 * @throws AppError `not_found` for a conversation that the audit does not know
 */
export function examinerPack(reading: AuditReading, request: PackRequest): PackFiles {
  const own = allRows(reading, request.conversation);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined)
    throw new AppError(
      'not_found',
      `The audit knows no conversation ${request.conversation.slice(0, 60)}. "ask --json" tells the id of each.`,
    );
  const erasures = erasuresOf(reading, own);
  const kept = [...own, ...erasures];
  const end = Math.max(...kept.map(({ position }) => position));
  const section = sectionAround(reading.checkpoints(), first.position, end);
  const files = new Map<string, string | Uint8Array>();
  files.set('chain.tsv', chainLines(reading, section.from, section.to));
  for (const row of kept) files.set(rowFile(row.position), rowContent(row));
  for (const { position, name, salt, text } of textsOf(reading, own))
    files.set(`texts/${position}-${name}.txt`, salt + text);
  const conversation = packed(reading, own);
  for (const [digest, text] of conversation.passages) files.set(`passages/${digest}.txt`, text);
  for (const receipt of own.flatMap(({ position }) => reading.receipts(position, position)))
    files.set(`receipts/${receipt.id}.json`, receipt.body);
  for (const checkpoint of section.checkpoints) addCheckpoint(files, checkpoint);
  if (request.signer !== undefined) files.set('public-key.pem', request.signer.publicKey);
  const manifest: PackManifest = {
    format: 1,
    chain: chainOf(reading),
    conversation: request.conversation,
    exportedAt: request.exportedAt,
    previous: section.previous,
    from: section.from,
    to: section.to,
    rows: kept.map(({ position }) => position),
    people: peopleOf(reading, own),
  };
  files.set('conversation.json', `${JSON.stringify(conversation.rows, undefined, 2)}\n`);
  files.set('report.html', packReport(manifest, conversation));
  files.set('VERIFY.md', verificationSteps(manifest, request.signer !== undefined));
  // Last: it names all other files by their digests, so that nothing can be taken out, put in or changed unseen.
  const digests = Object.fromEntries([...files].map(([name, content]) => [name, digestOf(content)] as const));
  const text = canonicalJson({ ...manifest, files: digests } as unknown as Json);
  files.set('manifest.json', text);
  if (request.signer !== undefined)
    files.set('manifest.sig', new Uint8Array(Buffer.from(request.signer.sign(text), 'base64')));
  return files;
}

/** Rows that say that texts of the conversation were erased, whichever conversation they stand in. */
function erasuresOf(reading: AuditReading, own: readonly AuditRow[]): readonly AuditRow[] {
  const actors = new Set(own.map(({ actor }) => actor));
  const positions = new Set(own.map(({ position }) => position));
  const found: AuditRow[] = [];
  for (let after = own[0]?.position ?? 0; ; ) {
    const page = reading.rows({ types: ['erasure'], after }, PAGE);
    const last = page.at(-1);
    if (last === undefined) return found;
    found.push(
      ...page.filter(
        ({ body, position }) => !positions.has(position) && actors.has(String(recordedObject(body)['actor'])),
      ),
    );
    after = last.position;
  }
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function allRows(reading: AuditReading, conversation: string): readonly AuditRow[] {
  const rows: AuditRow[] = [];
  for (let after = 0; ; ) {
    const page = reading.rows({ conversation, after }, PAGE);
    const last = page.at(-1);
    if (last === undefined) return rows;
    rows.push(...page);
    after = last.position;
  }
}

function textsOf(reading: AuditReading, rows: readonly AuditRow[]) {
  return rows.flatMap(({ position }) => reading.texts(position, position));
}

interface Section {
  readonly from: number;
  readonly to: number;
  readonly previous: string;
  readonly checkpoints: readonly SignedCheckpoint[];
}

/** From the last checkpoint before the conversation, or the beginning, to the first one that covers all of it. */
function sectionAround(checkpoints: readonly SignedCheckpoint[], first: number, last: number): Section {
  const before = checkpoints.filter(({ checkpoint }) => checkpoint.size < first).at(-1);
  const covering = checkpoints.find(({ checkpoint }) => checkpoint.size >= last);
  return {
    from: (before?.checkpoint.size ?? 0) + 1,
    to: covering?.checkpoint.size ?? last,
    previous: before?.checkpoint.head ?? NO_HASH,
    checkpoints: [before, covering].filter((each) => each !== undefined),
  };
}

/** A line for each row of the section: position, digest of the content, hash. */
function chainLines(reading: AuditReading, from: number, to: number): string {
  const lines: string[] = [];
  for (let after = from - 1; after < to; ) {
    const page = reading.rows({ after }, Math.min(PAGE, to - after));
    const last = page.at(-1);
    if (last === undefined) break;
    for (const row of page) lines.push(`${row.position}\t${sha256(rowContent(row))}\t${row.hash}\n`);
    after = last.position;
  }
  return lines.join('');
}

function packed(reading: AuditReading, own: readonly AuditRow[]): PackedConversation {
  const receipts = own.flatMap(({ position }) =>
    reading.receipts(position, position).map(({ body }) => JSON.parse(body) as Receipt),
  );
  const bodies = own.map(({ body }) => JSON.parse(body) as { readonly passages?: Receipt['passages'] });
  const digests = [...receipts, ...bodies].flatMap(({ passages = [] }) => passages.map(({ text }) => text));
  const passages = new Map<string, string>();
  for (const digest of new Set(digests)) {
    const text = reading.passage(digest);
    if (text !== undefined) passages.set(digest, text);
  }
  return { rows: own.map((row) => trailRow(reading, row)), receipts, passages };
}

function addCheckpoint(files: Map<string, string | Uint8Array>, { checkpoint, signature }: SignedCheckpoint): void {
  const name = checkpointFile(checkpoint);
  files.set(`${name}.json`, checkpointText(checkpoint));
  if (signature !== undefined) files.set(`${name}.sig`, new Uint8Array(Buffer.from(signature, 'base64')));
}

function checkpointFile({ number }: Checkpoint): string {
  return `checkpoints/${String(number).padStart(8, '0')}`;
}

function peopleOf(reading: AuditReading, own: readonly AuditRow[]): PackManifest['people'] {
  return [...new Set(own.map(({ actor }) => actor))].map((actor) => {
    const person: Person | undefined = reading.person(actor);
    return person === undefined ? { actor } : { actor, user: person.user, name: person.name };
  });
}
