import { constants, type Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { DOCUMENT_LIMITS } from '../../documents/document-reader.ts';
import { shownName, shownPath } from './shown-name.ts';

/** A file that may be a policy, as it lies on the disk; its content tells what it is. */
export interface PolicyFile {
  /** Its name; in a folder with the folders that lead to it, `risk/incidents.docx`. Whoever made the file chose it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Something of a folder that was not read, and why, as the end of a sentence: "is empty". */
export interface SkippedFile {
  readonly name: string;
  readonly why: string;
}

export interface PolicyFiles {
  /** By name. */
  readonly files: readonly PolicyFile[];
  readonly skipped: readonly SkippedFile[];
}

export interface PolicyFileLimits {
  readonly fileBytes: number;
  /** Of all files together. */
  readonly totalBytes: number;
  readonly files: number;
  /** Everything that lies in a folder, read or not. */
  readonly entries: number;
  /** Folders within folders. */
  readonly depth: number;
}

const LIMITS: PolicyFileLimits = {
  fileBytes: DOCUMENT_LIMITS.bytes,
  totalBytes: 256 * 1_048_576,
  files: 1_000,
  entries: 20_000,
  depth: 8,
};
const KINDS = 'PDF, Word (DOCX), HTML, Markdown or text';
const DOCUMENT = /\.(?:pdf|docx|html?|xhtml|md|markdown|te?xt)$/i;
const SAVE_IT: readonly (readonly [RegExp, string])[] = [
  [/\.(?:docm?|dotx?|dotm|rtf|odt)$/i, 'is in a format of word processors that is not read: save it as DOCX'],
  [/\.mht(?:ml)?$/i, 'is a saved web page with all its files: save it as "Web page, HTML only"'],
];
/** What operating systems and Word leave beside the files of people. */
const LEFT_BEHIND = /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|~\$.*|__MACOSX)$/i;

/**
 * Reads what a person names: one file, whatever it is called, or a folder with the folders in it. Of a folder are read
 * the files that by their ending are documents; links are not followed, and what is hidden is not read. What was not read
 * is told.
 *
 * @throws AppError `invalid_input` naming what is wrong and what to do: nothing is there, it may not be read, it is too
 *   large or too many, a folder without any document
 */
export async function readPolicyFiles(path: string, given: Partial<PolicyFileLimits> = {}): Promise<PolicyFiles> {
  const limits = { ...LIMITS, ...given };
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ELOOP') return undefined;
    throw mayNot(path, error);
  });
  if (found === undefined) throw invalid(`There is no file or folder ${shownPath(path)}. Check the name.`);
  const name = shownName(basename(path));
  if (found.isDirectory()) return readFolder(path, limits);
  if (!found.isFile()) throw invalid(`${name} is neither a file nor a folder.`);
  const real = await realpath(path);
  const read = await readBounded(real, limits.fileBytes).catch((error: unknown) => {
    throw mayNot(path, error);
  });
  if ('why' in read) throw invalid(`${name} ${read.why}. Split it, or name another file.`);
  return { files: [{ name, bytes: read.bytes }], skipped: [] };
}

function invalid(message: string, cause?: unknown): AppError {
  return new AppError('invalid_input', message, cause === undefined ? {} : { cause });
}

function mayNot(path: string, cause: unknown): unknown {
  const { code, syscall } = cause as NodeJS.ErrnoException;
  if (syscall === undefined) return cause;
  const name = shownName(basename(path));
  return invalid(`${name} may not be read (${code}). Check its permissions, or copy it to a folder of yours.`, cause);
}

interface Walk {
  readonly paths: { readonly name: string; readonly path: string }[];
  readonly skipped: SkippedFile[];
  readonly limits: PolicyFileLimits;
  entries: number;
}

async function readFolder(folder: string, limits: PolicyFileLimits): Promise<PolicyFiles> {
  const name = shownName(basename(folder));
  const walk: Walk = { paths: [], skipped: [], limits, entries: 0 };
  const root = await realpath(folder);
  await walkFolder(root, [], walk).catch((error: unknown) => {
    throw mayNot(folder, error);
  });
  if (walk.entries > limits.entries || walk.paths.length > limits.files)
    throw invalid(
      walk.entries > limits.entries
        ? `The folder ${name} holds more than ${limits.entries} files and folders. Name one of its folders.`
        : `The folder ${name} holds ${walk.paths.length} documents; at most ${limits.files} are read. Split it and add the parts.`,
    );
  const files: PolicyFile[] = [];
  let total = 0;
  for (const each of walk.paths) {
    const read = await readBounded(each.path, limits.fileBytes).catch(whyNot);
    if ('why' in read) {
      walk.skipped.push({ name: each.name, why: read.why });
      continue;
    }
    total += read.bytes.length;
    if (total > limits.totalBytes)
      throw invalid(`The documents of ${name} have more than ${limits.totalBytes} bytes. Split it and add the parts.`);
    files.push({ name: each.name, bytes: read.bytes });
  }
  if (files.length === 0) throw invalid(`The folder ${name} holds no document that can be read (${KINDS}).`);
  return { files: files.sort(byName), skipped: walk.skipped.sort(byName) };
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

async function walkFolder(folder: string, above: readonly string[], walk: Walk): Promise<void> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort(byName);
  const pages = new Set(entries.flatMap(({ name }) => /^(.*)\.html?$/i.exec(name)?.[1] ?? []));
  for (const entry of entries) {
    walk.entries += 1;
    if (walk.entries > walk.limits.entries) return;
    if (LEFT_BEHIND.test(entry.name)) continue;
    const name = shownPath([...above, entry.name].join('/'));
    const path = join(folder, entry.name);
    const why = whySkipped(entry, pages) ?? (entry.isDirectory() ? tooDeep(above, walk) : undefined);
    if (why !== undefined) walk.skipped.push({ name, why });
    else if (entry.isFile()) walk.paths.push({ name, path });
    else
      await walkFolder(path, [...above, entry.name], walk).catch((error: unknown) => {
        walk.skipped.push({ name, ...whyNot(error) });
      });
  }
}

function tooDeep(above: readonly string[], { limits }: Walk): string | undefined {
  return above.length < limits.depth ? undefined : `lies more than ${limits.depth} folders deep`;
}

/** @param pages names of the web pages beside it, without their ending */
function whySkipped(entry: Dirent, pages: ReadonlySet<string>): string | undefined {
  const { name } = entry;
  if (entry.isSymbolicLink()) return 'is a link, which is not followed';
  if (name.startsWith('.')) return 'is hidden';
  if (entry.isDirectory()) {
    // Browsers and Word put a page's pictures and frames there.
    const page = /^(.*)(?:[_-]files|[_-]archivos|[_-]ficheros|\.files|\.fld)$/i.exec(name)?.[1];
    return page !== undefined && pages.has(page) ? `belongs to the web page ${shownName(page)} beside it` : undefined;
  }
  if (!entry.isFile()) return 'is neither a file nor a folder';
  if (DOCUMENT.test(name)) return undefined;
  return SAVE_IT.find(([ending]) => ending.test(name))?.[1] ?? `is no ${KINDS} file by its ending`;
}

/** Why a file or a folder could not be read, where that is the disk's doing. */
function whyNot(error: unknown): { readonly why: string } {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  return { why: `may not be read (${code})` };
}

/** Not through a link that has come in its place, and no more than it may have, whatever it had when it was looked at. */
async function readBounded(
  path: string,
  most: number,
): Promise<{ readonly bytes: Uint8Array } | { readonly why: string }> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await file.stat();
    if (!found.isFile()) return { why: 'is neither a file nor a folder' };
    if (found.size > most) return { why: `has ${found.size} bytes; at most ${most} are read` };
    if (found.size === 0) return { why: 'is empty' };
    const bytes = new Uint8Array(found.size);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === bytes.length) return { bytes: bytes.subarray(0, length) };
    }
  } finally {
    await file.close();
  }
}
