import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ReadLimits, readLawFiles } from '../../../src/adapters/files/law-files.ts';
import { AppError } from '../../../src/core/errors.ts';

const WINDOWS = process.platform === 'win32';
/** What a refusal that says what to do about it says. */
const REMEDY = /\b(?:check|give|take|add|split|unpack|make|fetch|name)\b/i;
type Files = Readonly<Record<string, string | Uint8Array>>;
let top: string;

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'compliance-files-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

/** Writes files below the temporary folder, with the folders they need; gives the path of the first part. */
function put(files: Files): string {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(top, name)), { recursive: true });
    writeFileSync(join(top, name), content);
  }
  return join(top, Object.keys(files)[0]!.split('/')[0]!);
}

const zipped = (files: Files): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, Buffer.from(content as string)])));
const putZip = (files: Files): string => put({ 'laws.zip': zipped(files) });

const namesIn = async (path: string): Promise<readonly string[]> => (await readLawFiles(path)).map(({ name }) => name);

/** The refusal's message; anything but an `invalid_input` for a person to read fails. */
async function refusal(path: string, limits: Partial<ReadLimits> = {}): Promise<string> {
  const error = await readLawFiles(path, limits).then(
    (files) => new Error(`was read: ${files.map(({ name }) => name).join(', ')}`),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  const { code, message } = error as AppError;
  expect(code).toBe('invalid_input');
  expect(message).toMatch(/^[^\n]{10,500}\.$/);
  return message;
}

describe('one file', () => {
  it('is read whatever it is called, also through a link, and named without its folder', async () => {
    put({ 'a/act.xml': '<ACT>año</ACT>', 'a/.no-ending': '# Ley', 'a/utf16.txt': Buffer.from('\ufeffaño', 'utf16le') });
    symlinkSync('act.xml', join(top, 'a/link'));
    const texts = { 'act.xml': '<ACT>año</ACT>', link: '<ACT>año</ACT>', '.no-ending': '# Ley', 'utf16.txt': 'año' };
    for (const [name, text] of Object.entries(texts))
      expect(await readLawFiles(join(top, 'a', name))).toEqual([{ name, text }]);
  });

  it('whose name hides something is named with what it hides made visible', async () => {
    const hiding = 'law\u202eknil\u200b\u{E0041}\u001b[31m.xml';
    const path = put({ [hiding]: '<ACT/>', 'zip/a.zip': zipped({ [hiding]: '<ACT/>' }), 'empty/\u2066x.xml': '' });
    const shown = 'law\ufffdknil\ufffd\ufffd\ufffd[31m.xml';
    expect(await namesIn(path)).toEqual([shown]);
    expect(await namesIn(join(top, 'zip/a.zip'))).toEqual([shown]);
    expect(await refusal(join(top, 'empty/\u2066x.xml'))).toContain('\ufffdx.xml is empty');
    expect(await refusal(join(top, 'no\u202ene.xml'))).toContain('no\ufffdne.xml');
  });

  it('that is not there is refused by the name that was given', async () => {
    put({ 'act.xml': '<ACT/>' });
    symlinkSync('nowhere', join(top, 'dangling'));
    symlinkSync('round', join(top, 'round'));
    for (const name of ['acts.xml', 'act.xml/below', 'dangling', 'round', 'x'.repeat(300), 'no\0name'])
      expect(await refusal(`${top}/${name}`)).toBe(
        `There is no file or folder ${top}/${name.replace('\0', '\ufffd')}. Check the name.`,
      );
    expect(await refusal('')).toMatch(/^There is no file or folder/);
  });

  it.each([
    ['nothing', '', /^act\.xml is empty\./],
    ['a picture', '\u0089PNG\r\n\u001a\n', /^act\.xml is a picture, not a text\. Give the law as XHTML/],
    ['a PDF', '%PDF-1.7', /^act\.xml is a PDF, not a text\. Give the law as XHTML/],
    ['a program', '\u007fELF\u0002\u0001\0\0', /^act\.xml is binary \(a NUL byte at offset 6\)\. Give the law as/],
    ['Latin-1', 'a\u00f1o', /^act\.xml is not valid UTF-8 \(first wrong byte at offset 2\)\. Give the law as/],
  ])('with %s in it is refused', async (_what, content, why) => {
    expect(await refusal(put({ 'act.xml': Buffer.from(content, 'latin1') }))).toMatch(why);
  });

  it.each([
    ['one byte', 64 * 2 ** 20 + 1, 'law/act.xml', 64 * 2 ** 20],
    ['a terabyte', 2 ** 40, 'law/act.xml', 64 * 2 ** 20],
    ['a terabyte in a folder', 2 ** 40, 'law', 32 * 2 ** 20],
  ])('that is too large by %s is refused without being read', async (_much, size, named, most) => {
    truncateSync(join(put({ 'law/act.xml': '<ACT/>' }), 'act.xml'), size);
    const start = performance.now();
    expect(await refusal(join(top, named))).toContain(`act.xml has ${size} bytes; at most ${most} are read`);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('that is no zip is bound as it would be in a folder', async () => {
    const [path, limits] = [put({ 'law/act.xml': 'x'.repeat(60) }), { fileBytes: 50, totalBytes: 100 }];
    for (const named of [path, join(path, 'act.xml')])
      expect(await refusal(named, limits)).toContain('act.xml has 60 bytes; at most 50 are read');
  });

  it.skipIf(WINDOWS)('that is a device or a socket is refused, and nobody waits for it', async () => {
    const server = createServer().listen(join(top, 'socket.xml'));
    await once(server, 'listening');
    for (const path of ['/dev/null', join(top, 'socket.xml')])
      expect(await refusal(path)).toMatch(/^(?:null|socket\.xml) is neither a file nor a folder\./);
    put({ 'act.xml': '<ACT/>' });
    expect(await namesIn(top)).toEqual(['act.xml']);
    server.close();
  });
});

describe('a folder', () => {
  it('is read in the order of the names, with one level of folders in it, and only what can be law', async () => {
    const law = ['a.md', 'b.xml', 'c.XHTML', 'd.htm', 'e.html', 'f.json', 'g.fmx', 'in/h.fmx.xml'];
    const rest = 'in/er/i.xml read.txt act.xml.bak p.png z.zip .git/config.xml .k.xml in/._act.xml'.split(' ');
    put(Object.fromEntries([...law, ...rest].reverse().map((name) => [name, `this is ${name}`])));
    const files = await readLawFiles(top);
    expect(files.map(({ text }) => text)).toEqual(law.map((name) => `this is ${name}`));
    expect(files.at(-1)?.name).toBe('h.fmx.xml');
  });

  it('is one also where a file was meant: what is in it is read, or its lack of law told', async () => {
    const named = put({ 'act.xml/.a.xml': 'x', 'act.xml/a.txt': 'x', 'act.xml/1/2/a.xml': 'x' });
    mkdirSync(join(top, 'empty'));
    const lack = 'holds no file that can be law (.xml, .xhtml, .html, .json, .md).';
    expect(await refusal(join(top, 'empty'))).toBe(`The folder empty ${lack}`);
    expect(await refusal(named)).toBe(`The folder act.xml ${lack}`);
    put({ 'act.xml/act.xml': '<ACT/>' });
    expect(await readLawFiles(named)).toEqual([{ name: 'act.xml', text: '<ACT/>' }]);
  });

  it('follows no link that leads out of it, goes round or nowhere, nor one to a folder', async () => {
    const law = put({ 'law/act.xml': '<ACT/>', 'law/in/one.xml': '1', 'secret/key.xml': 'secret', 'law2/x.xml': 'x' });
    const outside = [join(top, 'secret/key.xml'), '../secret/key.xml', '../law2/x.xml', '../secret', '/dev/zero'];
    const targets = [...outside, 'in', '.', 'link-7.xml', 'nowhere.xml'];
    for (const [at, target] of targets.entries()) symlinkSync(target, join(law, `link-${at}.xml`));
    symlinkSync('law', join(top, 'alias'));
    for (const path of [law, join(top, 'alias')]) expect(await namesIn(path)).toEqual(['act.xml', 'one.xml']);
  });

  it('follows a link to another file in it', async () => {
    const law = put({ 'law/1/2/3/deep.xml': 'deep' });
    symlinkSync('1/2/3/deep.xml', join(law, 'act.xml'));
    expect(await readLawFiles(law)).toEqual([{ name: 'deep.xml', text: 'deep' }]);
  });

  it('reads a file once, whatever links to it', async () => {
    symlinkSync('act.xml', join(put({ 'law/act.xml': '<ACT/>' }), 'latest.xml'));
    expect(await namesIn(join(top, 'law'))).toEqual(['act.xml']);
  });

  it('with a file that is no text is refused by that name', async () => {
    const law = put({ 'law/a.xml': '<ACT/>', 'law/b.xml': 'x\0y' });
    expect(await refusal(law)).toMatch(/^b\.xml is binary .* offset 1\)/);
  });

  it('is accepted up to each limit, and refused one beyond', async () => {
    const law = put({ 'law/a.xml': 'x'.repeat(50), 'law/b/c.xml': 'x'.repeat(30), 'law/d.txt': 'x'.repeat(900) });
    expect(await readLawFiles(law, { entries: 2, fileBytes: 50, totalBytes: 80 })).toHaveLength(2);
    expect(await refusal(law, { entries: 1 })).toMatch(/^law holds more than 1 files/);
    expect(await refusal(law, { fileBytes: 49 })).toMatch(/^a\.xml has 50 bytes; at most 49 are read/);
    expect(await refusal(law, { totalBytes: 79 })).toMatch(/^law has 80 bytes; at most 79 are read/);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['an empty file', { 'act.xml': '' }, {}],
    ['a file too large', { 'act.xml': 'x'.repeat(9) }, { totalBytes: 8 }],
    ['a folder too large', { 'law/act.xml': 'x'.repeat(9) }, { totalBytes: 8 }],
    ['a large file in a folder', { 'law/act.xml': 'x'.repeat(9) }, { fileBytes: 8 }],
    ['a folder of many files', { 'law/a.xml': 'a', 'law/b.xml': 'b' }, { entries: 1 }],
  ])('says what to do about %s', async (_what, files: Files, limits) => {
    expect(await refusal(put(files), limits)).toMatch(REMEDY);
  });

  /** Reads as one who has no right to: an administrator, whom no right stops, becomes someone else for it. */
  async function refusalToStranger(path: string, closed: string): Promise<string> {
    const administrator = process.geteuid?.() === 0;
    chmodSync(top, 0o755);
    chmodSync(closed, 0);
    if (administrator) process.seteuid?.(65_534);
    try {
      return await refusal(path);
    } finally {
      if (administrator) process.seteuid?.(0);
      chmodSync(closed, 0o755);
    }
  }

  it.skipIf(WINDOWS).each([
    ['a file', 'law/act.xml', 'law/act.xml'],
    ['a file in a closed folder', 'law/act.xml', 'law'],
    ['a file of a folder', 'law', 'law/act.xml'],
    ['a folder', 'law', 'law'],
    ['a folder in a folder', 'law', 'law/inner'],
  ])('%s is refused by its name', async (_what, named, closed) => {
    put({ 'law/act.xml': '<ACT/>', 'law/inner/annex.xml': '<ANNEX/>' });
    const message = await refusalToStranger(join(top, named), join(top, closed));
    expect(message).toMatch(/act\.xml|law|inner/);
    expect(message).toMatch(/may not be read|permission|rights|allow/i);
  });
});

describe('a zip', () => {
  it('is told by its content, and read as a folder is, at any depth', async () => {
    const more = { 'x.pdf': '\0', 'l.docx': zipped({}), 'd/': '' };
    const zip = zipped({ './b/c/act.xml': '<ACT>año</ACT>', 'a.md': '# Ley', ...more });
    const act = { name: 'act.xml', text: '<ACT>año</ACT>' };
    for (const name of ['laws.zip', 'laws.bin', 'laws.xml'])
      expect(await readLawFiles(put({ [name]: zip }))).toEqual([act, { name: 'a.md', text: '# Ley' }]);
  });

  it('packed on a Mac is read without what that adds', async () => {
    const path = putZip({ 'act.xml': '<ACT/>', '__MACOSX/._act.xml': '\0\u0005\u0016\u0007', '.x/y.xml': '\0' });
    expect(await readLawFiles(path)).toEqual([{ name: 'act.xml', text: '<ACT/>' }]);
  });

  it('with another zip in it is refused, whatever that is called', async () => {
    const inner = zipped({ 'act.xml': '<ACT/>' });
    for (const name of ['more/inner.zip', 'inner.ZIP', 'act.xml']) {
      const why = `The zip laws.zip holds another zip (${name}). Unpack it and add that one.`;
      expect(await refusal(putZip({ 'first.xml': '<A/>', [name]: inner }))).toBe(why);
    }
  });

  it.each([
    ['no law', { 'a/picture.png': 'x' }, /^The zip laws\.zip holds no file that can be law \(\.xml/],
    ['a file that is no text', { 'a.xml': '<A/>', 'in/b.xml': 'x\0' }, /^in\/b\.xml is binary .*Give the law as/],
    ['a name that climbs', { '../a.xml': '<A/>' }, /^The zip laws\.zip holds the name "\.\.\/a\.xml", which/],
    ['a bomb', { 'a.xml': new Uint8Array(2 ** 20) }, /^The zip laws\.zip .* it looks like a bomb\. Nothing/],
  ])('with %s in it is refused', async (_what, files: Files, why) => {
    expect(await refusal(putZip(files))).toMatch(why);
  });

  it('is held against the given limits, packed and unpacked', async () => {
    const path = putZip({ 'a.xml': 'x'.repeat(50), 'b.xml': 'y'.repeat(30) });
    expect(await readLawFiles(path, { entries: 2, fileBytes: 50, totalBytes: 1_000 })).toHaveLength(2);
    expect(await refusal(path, { entries: 1 })).toMatch(/holds 2 files; at most 1/);
    expect(await refusal(path, { fileBytes: 49 })).toMatch(/"a\.xml" of 50 bytes; at most 49/);
    expect(await refusal(path, { totalBytes: 20 })).toMatch(/^laws\.zip has \d+ bytes; at most 20 are read/);
  });

  it('that is empty is refused as such', async () => {
    expect(await refusal(putZip({}))).toMatch(/^The zip laws\.zip (?:is empty|holds no file)/);
  });
});
