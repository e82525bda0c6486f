import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { sha256 } from '../core/digests.ts';
import { AppError } from '../core/errors.ts';
import { chainHash, NO_HASH } from './audit-row.ts';
import type { Checkpoint, SignedCheckpoint } from './checkpoint.ts';
import { rowFile } from './pack.ts';
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
    ...contentProblems(pack, manifest),
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
  return names.map((name) => {
    const { key, ...rest } = MarkFile.parse(JSON.parse(textOf(pack, name) ?? ''));
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

function contentProblems(pack: PackContents, { rows }: Manifest): readonly Problem[] {
  const contents = rows.map((position) => textOf(pack, rowFile(position)) ?? '');
  const all = contents.join('\n');
  const problems: Problem[] = [];
  const held = new Set<string>();
  for (const name of pack.keys()) {
    const digest = sha256(textOf(pack, name) ?? '');
    const [, folder, file = ''] = /^(texts|receipts|passages)\/(.+)\.(?:txt|json)$/.exec(name) ?? [];
    held.add(`${folder}/${digest}`);
    if (folder === 'texts' && !textBelongs(file, digest, rows, contents))
      problems.push(
        problem(Number.parseInt(file, 10), 'text_altered', `${name} is not what its row has the digest of.`),
      );
    if (folder === 'receipts' && !all.includes(digest))
      problems.push(problem(null, 'receipt_altered', `${name} is not what any row has the digest of.`));
    if (folder === 'passages' && digest !== file)
      problems.push(problem(null, 'passage_altered', `${name} is not what its name is the digest of.`));
  }
  return [...problems, ...missingReceipts(contents, rows, held)];
}

function textBelongs(file: string, digest: string, rows: readonly number[], contents: readonly string[]): boolean {
  const at = rows.indexOf(Number.parseInt(file, 10));
  const name = file.slice(file.indexOf('-') + 1);
  const digests = JSON.parse(contents[at]?.split('\n').at(2) ?? '{}') as Readonly<Record<string, string>>;
  return digests[name] === digest;
}

function missingReceipts(
  contents: readonly string[],
  rows: readonly number[],
  held: ReadonlySet<string>,
): readonly Problem[] {
  return contents.flatMap((content, at) => {
    const [head = '[]', body = '{}'] = content.split('\n');
    const type = (JSON.parse(head) as readonly unknown[]).at(-1);
    const { digest } = JSON.parse(body) as { readonly digest?: string };
    return type === 'answer' && !held.has(`receipts/${digest}`)
      ? [problem(rows[at] ?? null, 'receipt_missing', `The receipt of the answer in row ${rows[at]} is missing.`)]
      : [];
  });
}

function problem(row: number | null, kind: Problem['kind'], message: string): Problem {
  return { row, kind, message };
}
