import type { KeyObject } from 'node:crypto';
import { sha256 } from '../core/digests.ts';
import { NO_HASH } from './audit-row.ts';
import { type Checkpoint, checkpointText, isSignedBy, keyId, type SignedCheckpoint } from './checkpoint.ts';
import type { Problem } from './verification.ts';

/** Checkpoints of a file and of its copies, put together. */
export interface TrustedCheckpoints {
  /** By size; those whose signature is good, or all where there is no key to tell. */
  readonly checkpoints: readonly Checkpoint[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** The size of the largest one with a good signature; 0 for none. */
  readonly signedUpTo: number;
}

/**
 * Judges checkpoints by themselves: signatures, links, the copies against those in the file.
 *
 * @param chain the file's chain id; empty where its first row does not tell
 */
export function trustCheckpoints(
  chain: string,
  own: readonly SignedCheckpoint[],
  copies: readonly SignedCheckpoint[],
  publicKeys: readonly KeyObject[],
): TrustedCheckpoints {
  const keys = new Map(publicKeys.map((key) => [keyId(key), key]));
  const problems: Problem[] = [];
  const trusted: Checkpoint[] = [];
  let unsigned = 0;
  let signedUpTo = 0;
  for (const signed of [...own, ...missingFrom(own, copies)]) {
    const { checkpoint, signature } = signed;
    const fault = keys.size === 0 ? undefined : signatureFault(signed, keys);
    if (fault !== undefined) problems.push(forged(checkpoint, fault));
    else if (chain !== '' && checkpoint.chain !== chain) problems.push(replaced(checkpoint));
    else {
      trusted.push(checkpoint);
      if (signature === undefined) unsigned += 1;
      else if (keys.size > 0) signedUpTo = Math.max(signedUpTo, checkpoint.size);
    }
  }
  problems.push(...linkProblems(own), ...copyProblems(own, copies));
  if (keys.size > 0 && chain !== '')
    problems.push(...unsignedProblems([...own, ...missingFrom(own, copies)], signedUpTo));
  return {
    checkpoints: trusted.sort((a, b) => a.size - b.size || a.number - b.number),
    problems,
    notes: notesOn(keys.size, unsigned, own.length + copies.length),
    signedUpTo,
  };
}

function missingFrom(
  own: readonly SignedCheckpoint[],
  copies: readonly SignedCheckpoint[],
): readonly SignedCheckpoint[] {
  const known = new Set(own.map(({ checkpoint }) => checkpointText(checkpoint)));
  return copies.filter(({ checkpoint }) => !known.has(checkpointText(checkpoint)));
}

function signatureFault(
  { checkpoint, signature }: SignedCheckpoint,
  keys: ReadonlyMap<string, KeyObject>,
): string | undefined {
  if (checkpoint.key === undefined && signature === undefined) return undefined;
  const key = keys.get(checkpoint.key ?? '');
  if (key === undefined) return 'is signed by a key that was not given';
  if (signature === undefined) return 'has lost its signature';
  return isSignedBy(key, checkpointText(checkpoint), signature) ? undefined : 'is not what was signed';
}

/** Where there is a key, what is not signed proves nothing: not one at all, and none behind a signed one. */
function unsignedProblems(all: readonly SignedCheckpoint[], signedUpTo: number): readonly Problem[] {
  if (signedUpTo === 0)
    return [
      {
        row: null,
        kind: 'checkpoint_missing',
        message:
          'No checkpoint is signed by a key that was given: the chain can have been computed anew, or the checkpoints were taken away.',
      },
    ];
  return all
    .filter(({ checkpoint, signature }) => signature === undefined && checkpoint.size > signedUpTo)
    .slice(0, 1)
    .map(({ checkpoint }) => forged(checkpoint, 'is not signed, and those before it are'));
}

function linkProblems(own: readonly SignedCheckpoint[]): readonly Problem[] {
  return own.flatMap(({ checkpoint }, at): readonly Problem[] => {
    const before = own[at - 1]?.checkpoint;
    const { number, size } = checkpoint;
    if (number !== (before?.number ?? 0) + 1)
      return [
        {
          row: size,
          kind: 'checkpoint_missing',
          message: `A checkpoint before number ${number} is missing in the file.`,
        },
      ];
    const previous = before === undefined ? NO_HASH : sha256(checkpointText(before));
    return checkpoint.previous === previous ? [] : [forged(checkpoint, 'does not follow the one before it')];
  });
}

function copyProblems(own: readonly SignedCheckpoint[], copies: readonly SignedCheckpoint[]): readonly Problem[] {
  const byNumber = new Map(own.map(({ checkpoint }) => [checkpoint.number, checkpoint]));
  return copies.flatMap(({ checkpoint }): readonly Problem[] => {
    const held = byNumber.get(checkpoint.number);
    if (held === undefined)
      return [
        {
          row: checkpoint.size,
          kind: 'checkpoint_missing',
          message: `Checkpoint ${checkpoint.number}, of which there is a copy, is missing in the file.`,
        },
      ];
    return checkpointText(held) === checkpointText(checkpoint)
      ? []
      : [forged(checkpoint, 'differs between the file and its copy')];
  });
}

function forged({ number, size }: Checkpoint, why: string): Problem {
  return { row: size, kind: 'checkpoint_forged', message: `Checkpoint ${number} ${why}.` };
}

function replaced({ number }: Checkpoint): Problem {
  return {
    row: 1,
    kind: 'chain_replaced',
    message: `Checkpoint ${number} was taken of another chain: this one was put in its place.`,
  };
}

function notesOn(keys: number, unsigned: number, all: number): readonly string[] {
  const recomputed =
    'a chain that was computed anew, with its checkpoints, cannot be told from the one that was written';
  if (keys === 0)
    return [
      all === unsigned
        ? `No key is set (COMPLIANCE_AUDIT_KEY), so checkpoints are not signed: ${recomputed}.`
        : `No public key was given, so signatures were not checked: ${recomputed}.`,
    ];
  return unsigned === 0 ? [] : [`${unsigned} checkpoints were taken without a key and prove nothing by themselves.`];
}
