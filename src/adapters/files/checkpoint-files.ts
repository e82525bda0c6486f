import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { SignedCheckpoint } from '../../audit/checkpoint.ts';
import type { CheckpointCopies } from '../../audit/checkpoints.ts';
import { AppError } from '../../core/errors.ts';

const File = z.strictObject({
  checkpoint: z.strictObject({
    chain: z.string(),
    number: z.int().min(1),
    size: z.int().min(1),
    head: z.string(),
    at: z.string(),
    previous: z.string(),
    key: z.string().optional(),
  }),
  signature: z.string().optional(),
});

/** `<chain>-<number>.json`; whatever else lies in the folder is somebody else's. */
const COPY = /-\d{8,}\.json$/;

/** Copies of checkpoints, a file each, in a folder that is best kept on another machine or on write-once storage. */
export function createCheckpointFiles(folder: string): CheckpointCopies {
  return {
    held: (chain) => {
      mkdirSync(folder, { recursive: true });
      const own = namesIn(folder).filter((name) => name.startsWith(`${chain}-`));
      return new Set(own.map((name) => Number(name.slice(chain.length + 1, -'.json'.length))));
    },
    write: (signed) => {
      const { chain, number } = signed.checkpoint;
      const name = join(folder, `${chain}-${String(number).padStart(8, '0')}.json`);
      if (existsSync(name)) return;
      // Whole or not at all: a crash leaves no half of a copy, and two processes do not meet in one.
      const part = `${name}.${process.pid}.part`;
      writeFileSync(part, `${JSON.stringify(signed)}\n`);
      renameSync(part, name);
    },
  };
}

/**
 * Every checkpoint in a folder, whichever chain it is of.
 *
 * @throws AppError `invalid_input` for a folder that cannot be read or a file that is no checkpoint, naming it
 */
export function readCheckpointFiles(folder: string): readonly SignedCheckpoint[] {
  return namesIn(folder).map((name) => {
    const path = join(folder, name);
    try {
      const { checkpoint, signature } = File.parse(JSON.parse(readFileSync(path, 'utf8')));
      const { key, ...rest } = checkpoint;
      return {
        checkpoint: { ...rest, ...(key === undefined ? {} : { key }) },
        ...(signature === undefined ? {} : { signature }),
      };
    } catch (error) {
      throw new AppError('invalid_input', `${path} is no checkpoint of an audit, or was changed.`, { cause: error });
    }
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => COPY.test(name))
      .sort();
  } catch (error) {
    throw new AppError('invalid_input', `The folder of checkpoints ${folder} cannot be read.`, { cause: error });
  }
}
