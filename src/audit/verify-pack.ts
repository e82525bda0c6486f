import { createHash, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { sha256 } from '../core/digests.ts';
import { AppError } from '../core/errors.ts';
import { chainHash, NO_HASH } from './audit-row.ts';
import { type Checkpoint, checkpointText, isSignedBy, type SignedCheckpoint } from './checkpoint.ts';
import { rowFile } from './pack.ts';
import { recordedObject } from './recorded-json.ts';
import type { Problem, Verification } from './verification.ts';
import { trustCheckpoints } from './verify-checkpoints.ts';

const Manifest = z.looseObject({
  format: z.literal(1),
  chain: z.string(),
  conversation: z.string(),
  previous: z.string(),
  from: z.int(),
  to: z.int(),
  rows: z.array(z.int()),
  files: z.record(z.string(), z.string()),
});
type Manifest = z.output<typeof Manifest>;

const MarkFile = z.object({
  chain: z.string(),
  number: z.int(),
  size: z.int(),
  head: z.string(),
  at: z.string(),
  previous: z.string(),
  key: z.string().optional(),
});

/** The files of an unpacked pack. */
export type PackContents = ReadonlyMap<string, Uint8Array>;

/**
 * Verifies an examiner pack by itself: rows against the chain, the chain against its checkpoints, texts, receipts and
 * passages against their digests. As `VERIFY.md` in the pack tells it for other tools.
 *
 * @throws AppError `invalid_input` for what is no pack
 */
export function verifyPack(pack: PackContents, publicKeys: readonly KeyObject[]): Verification {
  const manifest = manifestOf(pack);
  const checkpoints = checkpointsIn(pack);
  const trusted = trustCheckpoints(manifest.chain, [], checkpoints, publicKeys);
  const chain = chainIn(pack);
  const problems = [
    ...chainProblems(manifest, chain),
    ...rowProblems(pack, manifest, chain),
    ...anchorProblems(manifest, chain, trusted.checkpoints),
    ...manifestProblems(pack, manifest, publicKeys),
    ...contentProblems(pack, manifest),
    ...fileProblems(pack, manifest),
    // Only some checkpoints are in a pack; what counts is that they are good.
    ...trusted.problems.filter(({ kind }) => kind !== 'checkpoint_missing'),
  ].sort((a, b) => (a.row ?? Number.MAX_SAFE_INTEGER) - (b.row ?? Number.MAX_SAFE_INTEGER));
  return {
    ok: problems.length === 0,
    rows: manifest.rows.length,
    checkpoints: checkpoints.length,
    problems,
    notes: trusted.notes,
  };
}

interface ChainLine {
  readonly position: number;
  readonly content: string;
  readonly hash: string;
}

function textOf(pack: PackContents, name: string): string | undefined {
  const bytes = pack.get(name);
  return bytes && Buffer.from(bytes).toString('utf8');
}

function manifestOf(pack: PackContents): Manifest {
  try {
    return Manifest.parse(JSON.parse(textOf(pack, 'manifest.json') ?? ''));
  } catch (error) {
    throw new AppError('invalid_input', 'This is no examiner pack: it has no manifest that can be read.', {
      cause: error,
    });
  }
}

function checkpointsIn(pack: PackContents): readonly SignedCheckpoint[] {
  const names = [...pack.keys()].filter((name) => /^checkpoints\/\d+\.json$/.test(name)).sort();
  return names.flatMap((name) => {
    // One that is none is missing where it is needed, and named by the manifest.
    const parsed = MarkFile.safeParse(recordedObject(textOf(pack, name) ?? ''));
    if (!parsed.success) return [];
    const { key, ...rest } = parsed.data;
    const checkpoint: Checkpoint = { ...rest, ...(key === undefined ? {} : { key }) };
    const signature = pack.get(name.replace(/json$/, 'sig'));
    return {
      checkpoint,
      ...(signature === undefined ? {} : { signature: Buffer.from(signature).toString('base64') }),
    };
  });
}

function chainIn(pack: PackContents): readonly ChainLine[] {
  const lines = (textOf(pack, 'chain.tsv') ?? '').split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const [position, content = '', hash = ''] = line.split('\t');
    return { position: Number(position), content, hash };
  });
}

function chainProblems({ previous, from, to }: Manifest, chain: readonly ChainLine[]): readonly Problem[] {
  let before = previous;
  for (const [at, { position, content, hash }] of chain.entries()) {
    if (position !== from + at) return [problem(from + at, 'deleted', `Row ${from + at} is missing in chain.tsv.`)];
    if (chainHash(before, content) !== hash)
      return [problem(position, 'edited', `The hash of row ${position} does not follow from the one before it.`)];
    before = hash;
  }
  const last = chain.at(-1)?.position ?? from - 1;
  return last === to ? [] : [problem(last + 1, 'truncated', `chain.tsv ends at row ${last}, and should go to ${to}.`)];
}

function rowProblems(pack: PackContents, { rows }: Manifest, chain: readonly ChainLine[]): readonly Problem[] {
  const digests = new Map(chain.map(({ position, content }) => [position, content]));
  return rows.flatMap((position) => {
    const content = textOf(pack, rowFile(position));
    if (content === undefined) return [problem(position, 'deleted', `The file of row ${position} is missing.`)];
    return sha256(content) === digests.get(position)
      ? []
      : [problem(position, 'edited', `Row ${position} is not the one that was hashed.`)];
  });
}

/** The section must end at a checkpoint, and begin at one or at the beginning. */
function anchorProblems(
  { previous, from, to }: Manifest,
  chain: readonly ChainLine[],
  checkpoints: readonly Checkpoint[],
): readonly Problem[] {
  const end = checkpoints.find(({ size }) => size === to);
  const start =
    from === 1 ? previous === NO_HASH : checkpoints.some((each) => each.size === from - 1 && each.head === previous);
  return [
    ...(start ? [] : [problem(from, 'recomputed', 'The section begins at no checkpoint that is in the pack.')]),
    ...(end === undefined
      ? [problem(to, 'checkpoint_missing', 'No checkpoint in the pack covers the conversation.')]
      : end.head === chain.at(-1)?.hash
        ? []
        : [problem(from, 'recomputed', `The chain is not the one of which checkpoint ${end.number} was taken.`)]),
  ];
}

/** The manifest names every file by its digest, and is signed where a key was set. */
function manifestProblems(
  pack: PackContents,
  { files }: Manifest,
  publicKeys: readonly KeyObject[],
): readonly Problem[] {
  const named = new Map(Object.entries(files));
  const others = [...pack.keys()].filter((name) => name !== 'manifest.json' && name !== 'manifest.sig');
  const signature = pack.get('manifest.sig');
  const signed =
    publicKeys.length === 0 ||
    (signature !== undefined &&
      publicKeys.some((key) =>
        isSignedBy(key, textOf(pack, 'manifest.json') ?? '', Buffer.from(signature).toString('base64')),
      ));
  return [
    ...(signed ? [] : [problem(null, 'pack_altered', 'The manifest is not signed by the key that was given.')]),
    ...[...named.keys()]
      .filter((name) => !pack.has(name))
      .map((name) => problem(rowOf(name), 'pack_altered', `${name} was taken out of the pack.`)),
    ...others
      .filter((name) => named.get(name) !== digestOf(pack.get(name)))
      .map((name) =>
        problem(rowOf(name), 'pack_altered', `${name} ${named.has(name) ? 'was changed' : 'was put into the pack'}.`),
      ),
  ];
}

function digestOf(bytes: Uint8Array | undefined): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');
}

/** The row that a file of rows or texts belongs to. */
function rowOf(name: string): number | null {
  const [, position] = /^(?:rows|texts)\/0*(\d+)/.exec(name) ?? [];
  return position === undefined ? null : Number(position);
}

interface PackedRow {
  readonly position: number;
  readonly sequence: number;
  readonly conversation: string;
  readonly actor: string;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly digests: Readonly<Record<string, unknown>>;
  readonly json: string;
}

/** The rows of the pack, read back from what was hashed. */
function rowsIn(pack: PackContents, { rows }: Manifest): readonly PackedRow[] {
  return rows.flatMap((position) => {
    const content = textOf(pack, rowFile(position));
    if (content === undefined) return [];
    const [head = '', json = '', digests = ''] = content.split('\n');
    const [, conversation, sequence, , , actor, , , type] = listIn(head);
    return [
      {
        position,
        sequence: Number(sequence),
        conversation: String(conversation),
        actor: String(actor),
        type: String(type),
        body: recordedObject(json),
        digests: recordedObject(digests),
        json,
      },
    ];
  });
}

function listIn(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const PASSAGE = /"text":"([0-9a-f]{64})"/g;

/** Everything that the rows tell of must be there: texts unless they were erased, receipts, passages, the rows between. */
function contentProblems(pack: PackContents, manifest: Manifest): readonly Problem[] {
  const rows = rowsIn(pack, manifest);
  const own = rows.filter(({ conversation }) => conversation === manifest.conversation);
  const held = new Map([...pack.keys()].map((name) => [name, sha256(textOf(pack, name) ?? '')] as const));
  const receipts = new Map(
    [...held].flatMap(([name, digest]) => (name.startsWith('receipts/') ? [[digest, name]] : [])),
  );
  return [
    ...own
      .filter(({ sequence }, at) => sequence !== at + 1)
      .slice(0, 1)
      .map(({ position }) =>
        problem(position, 'deleted', `A row of the conversation before row ${position} is missing.`),
      ),
    ...rows.flatMap((row) => [
      ...textProblems(row, rows, held),
      ...(row.type === 'answer' && !receipts.has(String(row.body['digest']))
        ? [problem(row.position, 'receipt_missing', `The receipt of the answer in row ${row.position} is missing.`)]
        : []),
      ...passagesMissing(row, receipts.get(String(row.body['digest'])), pack, held),
    ]),
  ];
}

/** Files that are not what their names or the rows say, each by its kind. */
function fileProblems(pack: PackContents, manifest: Manifest): readonly Problem[] {
  const rows = rowsIn(pack, manifest);
  const named = new Set(manifest.rows.map(rowFile));
  const answers = new Set(rows.map(({ body }) => String(body['digest'])));
  return [...pack].flatMap(([name, bytes]): readonly Problem[] => {
    const [, folder, file = ''] = /^(rows|texts|receipts|passages|checkpoints)\/(.+)\.(?:txt|json)$/.exec(name) ?? [];
    const digest = digestOf(bytes);
    if (folder === 'rows' && !named.has(name))
      return [problem(rowOf(name), 'inserted', `${name} is not among the rows that the manifest names.`)];
    if (
      folder === 'texts' &&
      !rows.some((row) => row.position === rowOf(name) && Object.values(row.digests).includes(digest))
    )
      return [problem(rowOf(name), 'text_altered', `${name} is not what any row has the digest of.`)];
    if (folder === 'receipts' && !answers.has(digest))
      return [problem(null, 'receipt_altered', `${name} is not what any row has the digest of.`)];
    if (folder === 'passages' && digest !== file)
      return [problem(null, 'passage_altered', `${name} is not what its name is the digest of.`)];
    return folder === 'checkpoints' ? checkpointFileProblems(name, Buffer.from(bytes).toString('utf8')) : [];
  });
}

/** Signed byte for byte: other tools check the file as it is. */
function checkpointFileProblems(name: string, text: string): readonly Problem[] {
  const parsed = MarkFile.safeParse(recordedObject(text));
  if (!parsed.success) return [problem(null, 'checkpoint_forged', `${name} is no checkpoint.`)];
  const { key, ...rest } = parsed.data;
  return checkpointText({ ...rest, ...(key === undefined ? {} : { key }) }) === text
    ? []
    : [problem(rest.size, 'checkpoint_forged', `${name} is not written as the program writes it.`)];
}

function textProblems(
  { position, actor, digests }: PackedRow,
  rows: readonly PackedRow[],
  held: ReadonlyMap<string, string>,
): readonly Problem[] {
  const erased = rows.some(
    (each) => each.type === 'erasure' && each.body['actor'] === actor && each.position > position,
  );
  return Object.entries(digests).flatMap(([name, digest]) => {
    const file = `texts/${position}-${name}.txt`;
    const found = held.get(file);
    if (found === undefined)
      return erased ? [] : [problem(position, 'text_missing', `${file} is missing, and no erasure is in the pack.`)];
    return found === digest
      ? []
      : [problem(position, 'text_altered', `${file} is not what its row has the digest of.`)];
  });
}

function passagesMissing(
  { position, json }: PackedRow,
  receipt: string | undefined,
  pack: PackContents,
  held: ReadonlyMap<string, string>,
): readonly Problem[] {
  const told = `${json}${receipt === undefined ? '' : (textOf(pack, receipt) ?? '')}`;
  const digests = new Set([...told.matchAll(PASSAGE)].map(([, digest]) => digest ?? ''));
  return [...digests]
    .filter((digest) => held.get(`passages/${digest}.txt`) !== digest)
    .map((digest) =>
      problem(
        position,
        'passage_missing',
        `passages/${digest}.txt, which row ${position} tells of, is missing or changed.`,
      ),
    );
}

function problem(row: number | null, kind: Problem['kind'], message: string): Problem {
  return { row, kind, message };
}
