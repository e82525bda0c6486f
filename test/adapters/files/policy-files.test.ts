import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PolicyFileLimits, readPolicyFiles } from '../../../src/adapters/files/policy-files.ts';
import { AppError } from '../../../src/core/errors.ts';

let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'compliance-policies-'));
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function put(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(top, name)), { recursive: true });
    writeFileSync(join(top, name), `In ${name}.`);
  }
}

async function refusal(path: string, limits: Partial<PolicyFileLimits> = {}): Promise<string> {
  const error = await readPolicyFiles(path, limits).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  const { code, message } = error as AppError;
  expect(code).toBe('invalid_input');
  expect(message).toMatch(/^[^\n]{10,400}\.$/);
  return message;
}

describe('one file', () => {
  it('is read whatever it is called, also through a link', async () => {
    put('a/lamps.bin');
    symlinkSync('lamps.bin', join(top, 'a/link'));
    for (const name of ['lamps.bin', 'link']) {
      const { files, skipped } = await readPolicyFiles(join(top, 'a', name));
      expect(skipped).toEqual([]);
      expect(files.map((each) => [each.name, Buffer.from(each.bytes).toString()])).toEqual([[name, 'In a/lamps.bin.']]);
    }
  });

  it('that is not there, empty or too large is refused by its name', async () => {
    put('lamps.md');
    writeFileSync(join(top, 'empty.md'), '');
    symlinkSync('nowhere', join(top, 'dangling'));
    expect(await refusal(join(top, 'no\u202ene.md'))).toMatch(/There is no file or folder .*no\ufffdne\.md\. Check/);
    expect(await refusal(join(top, 'dangling'))).toMatch(/There is no file or folder/);
    expect(await refusal(join(top, 'lamps.md', 'x'))).toMatch(/There is no file or folder/);
    expect(await refusal(join(top, 'empty.md'))).toMatch(/^empty\.md is empty\. /);
    expect(await refusal(join(top, 'lamps.md'), { fileBytes: 5 })).toMatch(
      /^lamps\.md has 12 bytes; at most 5 are read/,
    );
    truncateSync(join(top, 'lamps.md'), 10 * 1_048_576 + 1);
    expect(await refusal(join(top, 'lamps.md'))).toMatch(/^lamps\.md has 10485761 bytes; at most 10485760/);
  });
});

describe('a folder', () => {
  it('is read with the folders in it, in the order of the names, and what was not read is told', async () => {
    put('b.PDF', 'a.docx', 'c/x.html', 'c/d/y.md', 'c/a.txt', 'c.htm', 'z.markdown');
    put('.secret.docx', '.git/config.txt', '.DS_Store', '~$a.docx', 'c/Thumbs.db');
    put('old.doc', 'sheet.xlsx', 'page.mhtml', 'README', 'page.html', 'page_files/frame.html', 'lone_files/x.html');
    writeFileSync(join(top, 'empty.md'), '');
    const { files, skipped } = await readPolicyFiles(top);
    expect(files.map(({ name }) => name)).toEqual([
      'a.docx',
      'b.PDF',
      'c.htm',
      'c/a.txt',
      'c/d/y.md',
      'c/x.html',
      'lone_files/x.html',
      'page.html',
      'z.markdown',
    ]);
    expect(Buffer.from(files[3]!.bytes).toString()).toBe('In c/a.txt.');
    expect(Object.fromEntries(skipped.map(({ name, why }) => [name, why]))).toEqual({
      '.git': 'is hidden',
      '.secret.docx': 'is hidden',
      README: 'is no PDF, Word (DOCX), HTML, Markdown or text file by its ending',
      'empty.md': 'is empty',
      'old.doc': expect.stringMatching(/save it as DOCX/),
      'page.mhtml': expect.stringMatching(/"Web page, HTML only"/),
      page_files: 'belongs to the web page page beside it',
      'sheet.xlsx': expect.stringMatching(/^is no PDF/),
    });
    expect(await readPolicyFiles(top)).toEqual({ files, skipped });
  });

  it('is not left through links, nor read round and round', async () => {
    put('in/lamps.md', 'out/secret.md', 'in/deep/bells.md');
    symlinkSync('../out', join(top, 'in/elsewhere'));
    symlinkSync('../out/secret.md', join(top, 'in/secret.md'));
    symlinkSync('.', join(top, 'in/round'));
    symlinkSync('lamps.md', join(top, 'in/again.md'));
    symlinkSync('in', join(top, 'named'));
    for (const name of ['in', 'named']) {
      const { files, skipped } = await readPolicyFiles(join(top, name));
      expect(files.map((each) => each.name)).toEqual(['deep/bells.md', 'lamps.md']);
      expect(skipped.map((each) => [each.name, each.why])).toEqual(
        ['again.md', 'elsewhere', 'round', 'secret.md'].map((link) => [link, 'is a link, which is not followed']),
      );
    }
  });

  it('is held against its limits, and tells what was beyond them', async () => {
    put('a.md', 'b/c/d.md', 'b/long.md');
    writeFileSync(join(top, 'b/long.md'), 'x'.repeat(100));
    const { files, skipped } = await readPolicyFiles(top, { depth: 1, fileBytes: 99 });
    expect(files.map(({ name }) => name)).toEqual(['a.md']);
    expect(skipped).toEqual([
      { name: 'b/c', why: 'lies more than 1 folders deep' },
      { name: 'b/long.md', why: 'has 100 bytes; at most 99 are read' },
    ]);
    expect(await refusal(top, { files: 2 })).toMatch(/holds 3 documents; at most 2 are read\. Split it/);
    expect(await refusal(top, { entries: 3 })).toMatch(/holds more than 3 files and folders\. Name one/);
    expect(await refusal(top, { totalBytes: 100 })).toMatch(/have more than 100 bytes\. Split it/);
  });

  it('without any document is refused', async () => {
    put('a/picture.png');
    expect(await refusal(join(top, 'a'))).toBe(
      'The folder a holds no document that can be read (PDF, Word (DOCX), HTML, Markdown or text).',
    );
  });

  it('tells names with what they hide made visible', async () => {
    put('in\u202evoice.md', 'x\u200b.png');
    const { files, skipped } = await readPolicyFiles(top);
    expect([files[0]!.name, skipped[0]!.name]).toEqual(['in\ufffdvoice.md', 'x\ufffd.png']);
  });

  it.skipIf(process.platform === 'win32')('tells what may not be read, and reads the rest', async () => {
    put('a.md', 'b.md', 'shut/c.md');
    chmodSync(top, 0o755);
    for (const name of ['b.md', 'shut']) chmodSync(join(top, name), 0);
    // No right stops an administrator, who becomes someone else for it.
    const administrator = process.geteuid?.() === 0;
    if (administrator) process.seteuid?.(65_534);
    try {
      const { files, skipped } = await readPolicyFiles(top);
      expect(files.map(({ name }) => name)).toEqual(['a.md']);
      expect(skipped).toEqual([
        { name: 'b.md', why: 'may not be read (EACCES)' },
        { name: 'shut', why: 'may not be read (EACCES)' },
      ]);
      expect(await refusal(join(top, 'shut'))).toMatch(/^shut may not be read \(EACCES\)\. Check its permissions/);
    } finally {
      if (administrator) process.seteuid?.(0);
      for (const name of ['b.md', 'shut']) chmodSync(join(top, name), 0o755);
    }
  });
});
