import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { shownName, shownPath } from './shown-name.ts';
import { decodeText } from './text-encoding.ts';
import { isZip, unzip, type ZipLimits } from './zip.ts';

/** A file of law, decoded. */
export interface LawFile {
  readonly name: string;
  readonly text: string;
}

export type ReadLimits = ZipLimits;

const MEBIBYTE = 1_048_576;
const LIMITS: ReadLimits = { totalBytes: 64 * MEBIBYTE, fileBytes: 32 * MEBIBYTE, entries: 2_000, ratio: 200 };
const LAW = /\.(?:xml|fmx|xhtml|html?|json|md)$/i;
const DEEPEST_FOLDER = 2;

/**
 * Reads what a person names: one file, a folder (with one level of folders in it) or a zip, told by its content. Of
 * folders and zips only files that can be law are read; links that lead out of the folder are not followed.
 *
 * @throws AppError `invalid_input` naming the file and what to do
 */
export async function readLawFiles(path: string, given: Partial<ReadLimits> = {}): Promise<readonly LawFile[]> {
  const limits = { ...LIMITS, ...given };
  return readAny(path, limits).catch((error: unknown) => {
    const { code, syscall, path: at } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new AppError(
      'invalid_input',
      `${nameOf(at ?? path)} may not be read (${code}). Check its permissions, or copy it to a folder of yours.`,
      { cause: error },
    );
  });
}

async function readAny(path: string, limits: ReadLimits): Promise<readonly LawFile[]> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EACCES' || error.code === 'EPERM') throw error;
    return undefined;
  });
  if (found === undefined)
    throw new AppError('invalid_input', `There is no file or folder ${shownPath(path)}. Check the name.`);
  if (found.isDirectory()) return readFolder(path, limits);
  if (!found.isFile()) throw new AppError('invalid_input', `${nameOf(path)} is neither a file nor a folder.`);
  if (found.size > limits.totalBytes) throw tooLarge(nameOf(path), found.size, limits.totalBytes);
  const bytes = await readFile(path);
  if (bytes.length === 0)
    throw new AppError('invalid_input', `${nameOf(path)} is empty. Fetch it again and add that file.`);
  if (!isZip(bytes) && bytes.length > limits.fileBytes) throw tooLarge(nameOf(path), bytes.length, limits.fileBytes);
  return filesIn(bytes, nameOf(path), limits);
}

/**
 * The law in a document that is held already: a page, or a zip of them.
 *
 * @param name what it is called, for messages
 * @throws AppError `invalid_input` as `readLawFiles` does
 */
export function readLawBytes(bytes: Uint8Array, name: string, given: Partial<ReadLimits> = {}): readonly LawFile[] {
  return filesIn(bytes, shownName(name), { ...LIMITS, ...given });
}

function filesIn(bytes: Uint8Array, name: string, limits: ReadLimits): readonly LawFile[] {
  if (!isZip(bytes)) return [{ name, text: decodeText(bytes, name) }];
  const files = [
    ...unzip(bytes, name, limits, (entry) => !hidden(entry) && (LAW.test(entry) || /\.zip$/i.test(entry))),
  ];
  const inner = files.find(([, content]) => isZip(content));
  if (inner)
    throw new AppError(
      'invalid_input',
      `The zip ${name} holds another zip (${shownName(inner[0])}). Unpack it and add that one.`,
    );
  if (files.length === 0) throw nothingToRead(`The zip ${name}`);
  return files.map(([entry, content]) => ({
    name: nameOf(entry),
    text: decodeText(content, shownName(entry)),
  }));
}

/** What an operating system adds, in a folder or in a zip packed from one. */
function hidden(name: string): boolean {
  return name.split('/').some((part) => /^\.[^/]/.test(part) || part === '__MACOSX');
}

function tooLarge(name: string, size: number, limit: number): AppError {
  return new AppError(
    'invalid_input',
    `${name} has ${size} bytes; at most ${limit} are read. Split it and add the parts.`,
  );
}

function nothingToRead(what: string): AppError {
  return new AppError('invalid_input', `${what} holds no file that can be law (.xml, .xhtml, .html, .json, .md).`);
}

async function readFolder(folder: string, limits: ReadLimits): Promise<readonly LawFile[]> {
  const root = await realpath(folder);
  const paths = [...new Set(await listFolder(root, root, 1))].slice(0, limits.entries + 1);
  if (paths.length > limits.entries)
    throw new AppError(
      'invalid_input',
      `${nameOf(folder)} holds more than ${limits.entries} files. Split it and add the parts.`,
    );
  const files: LawFile[] = [];
  let total = 0;
  for (const path of paths) {
    const { size } = await stat(path);
    total += size;
    if (size > limits.fileBytes) throw tooLarge(nameOf(path), size, limits.fileBytes);
    if (total > limits.totalBytes) throw tooLarge(nameOf(folder), total, limits.totalBytes);
    files.push({ name: nameOf(path), text: decodeText(await readFile(path), nameOf(path)) });
  }
  if (files.length === 0) throw nothingToRead(`The folder ${nameOf(folder)}`);
  return files;
}

async function listFolder(root: string, folder: string, depth: number): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const entry of (await readdir(folder)).sort()) {
    if (entry.startsWith('.')) continue;
    const path = join(folder, entry);
    const link = await lstat(path);
    const real = link.isSymbolicLink() ? await realpath(path).catch(() => undefined) : path;
    if (real === undefined || relative(root, real).split(sep).includes('..')) continue;
    const found = await stat(real);
    if (found.isDirectory() && depth < DEEPEST_FOLDER && !link.isSymbolicLink())
      paths.push(...(await listFolder(root, path, depth + 1)));
    else if (found.isFile() && LAW.test(entry)) paths.push(real);
  }
  return paths;
}

function nameOf(path: string): string {
  return shownName(basename(path));
}
