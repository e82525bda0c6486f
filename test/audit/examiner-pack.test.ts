import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPack, writePack } from '../../src/adapters/files/pack-files.ts';
import { examinerPack } from '../../src/audit/examiner-pack.ts';
import type { PackFiles } from '../../src/audit/pack.ts';
import { type PackContents, verifyPack } from '../../src/audit/verify-pack.ts';
import { by, ERASED_USER, newKey, openAudit, passage, temporaryFolder } from './sample-audit.ts';
import { buildPack, bytesOf, EXPORTED, HAS_TOOLS, runSteps, textOf } from './sample-pack.ts';

const { folder, remove } = temporaryFolder();
const key = newKey();
let files: PackFiles;
let unsigned: PackFiles;
beforeAll(() => {
  files = buildPack(join(folder, 'signed.sqlite'), key.signer);
  unsigned = buildPack(join(folder, 'unsigned.sqlite'));
});
afterAll(remove);

const verify = (pack: PackContents) => verifyPack(pack, [key.publicKey]);

describe('an examiner pack', () => {
  it('holds all of its conversation, and of others the digest of their rows alone', () => {
    const names = [...files.keys()];
    expect(names).toEqual(expect.arrayContaining(['manifest.json', 'chain.tsv', 'report.html', 'VERIFY.md']));
    expect(names).toEqual(expect.arrayContaining(['conversation.json', 'public-key.pem']));
    const manifest = JSON.parse(textOf(files, 'manifest.json'));
    expect(manifest).toMatchObject({ format: 1, conversation: 'c-x', exportedAt: EXPORTED, from: 49 });
    expect(manifest.rows).toHaveLength(4);
    expect(names.filter((name) => name.startsWith('rows/'))).toHaveLength(4);
    expect(names.filter((name) => name.startsWith('receipts/'))).toHaveLength(1);
    expect(names.filter((name) => name.startsWith('passages/'))).toHaveLength(2);
    const all = [...files.values()].map((content) => Buffer.from(content).toString('utf8')).join('\n');
    for (const other of ['Another’s secret', 'u-ben', 'User u-ana', 'c-2', 't-2', passage(1).text])
      expect(all).not.toContain(other);
    expect(textOf(files, 'chain.tsv').split('\n').filter(Boolean)).toHaveLength(manifest.to - manifest.from + 1);
  });

  it('is found whole by the program, and through a file', () => {
    expect(verify(bytesOf(files))).toEqual({ ok: true, rows: 4, checkpoints: 2, problems: [], notes: [] });
    const path = join(folder, 'pack.zip');
    writePack(path, files);
    expect(verify(readPack(path)).ok).toBe(true);
    expect(() => writePack(path, files)).toThrow(`${path} exists already. Name another file: --out F`);
    writeFileSync(join(folder, 'no.zip'), 'PK is no zip');
    expect(() => readPack(join(folder, 'no.zip'))).toThrow(/no zip, and so no examiner pack/);
    expect(() => readPack(join(folder, 'nowhere.zip'))).toThrow(expect.objectContaining({ code: 'not_found' }));
  });

  it.runIf(HAS_TOOLS)('is found whole by the commands in its VERIFY.md', () => {
    for (const pack of [files, unsigned]) {
      const said = runSteps(bytesOf(pack), folder).trim().split('\n');
      expect(said.filter((line) => !/^OK |^Signature Verified Successfully$/.test(line))).toEqual([]);
      for (const part of ['OK row', 'OK the chain ends', 'OK a checkpoint', 'OK text', 'OK receipts/', 'OK passages/'])
        expect(
          said.some((line) => line.startsWith(part)),
          part,
        ).toBe(true);
    }
    expect(runSteps(bytesOf(files), folder)).toMatch(/OK checkpoints\//);
  });

  it('is told to prove less without a key', () => {
    expect(verifyPack(bytesOf(unsigned), []).notes.join(' ')).toMatch(/cannot be told/);
    expect(verifyPack(bytesOf(unsigned), [])).toMatchObject({ ok: true, problems: [] });
    expect(textOf(unsigned, 'VERIFY.md')).toMatch(/No key was set when they were taken/);
    expect(unsigned.has('public-key.pem')).toBe(false);
  });

  it('is none for a conversation that nobody had', () => {
    const { audit, close } = openAudit(join(folder, 'signed.sqlite'));
    for (const conversation of ['c-none', '', "c-x' OR '1'='1"])
      expect(() => examinerPack(audit.store, { conversation, exportedAt: EXPORTED })).toThrow(
        expect.objectContaining({ code: 'not_found', message: expect.stringMatching(/knows no conversation/) }),
      );
    close();
  });

  it('holds what is left of somebody who was erased, and can be verified', () => {
    const { audit, close } = openAudit(join(folder, 'signed.sqlite'));
    const pack = examinerPack(audit.store, {
      conversation: 'c-4',
      exportedAt: EXPORTED,
      signer: key.signer,
    });
    close();
    expect([...pack.keys()].filter((name) => name.startsWith('texts/'))).toEqual([]);
    const all = [...pack.values()].map((content) => Buffer.from(content).toString('utf8')).join('\n');
    expect(all).not.toMatch(new RegExp(`${ERASED_USER}|Who trims which lamp`));
    expect(all).toContain('The question was erased; its digest remains.');
    expect(verify(bytesOf(pack))).toMatchObject({ ok: true, problems: [] });
    if (HAS_TOOLS) expect(runSteps(bytesOf(pack), folder)).not.toMatch(/FAILED/);
  });
});

describe('the report', () => {
  it('shows hostile words as words', () => {
    const report = textOf(files, 'report.html');
    expect(report).not.toMatch(/<img|<script|<i>|<b>/);
    expect(report).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &#39;&lt;/script&gt;');
    expect(report).toContain('Article 7 &lt;i&gt;');
    // Nothing is loaded from elsewhere.
    expect(report).not.toMatch(/<[^>]*\b(?:src|href)=|<link|@import|url\(/);
    expect(report.match(/<section>/g)).toHaveLength(4);
    expect(report).toContain(passage(7).text);
  });

  it('names the file of the conversation safely, whatever its id', () => {
    const { audit, checkpoints, close } = openAudit(join(folder, 'names.sqlite'), { signer: key.signer });
    const conversation = '../<c>\n"; rm -rf ~; echo "';
    audit.record({ type: 'tool_call', body: {}, personal: { input: '$(id)' } }, by('u-1', conversation));
    checkpoints.take();
    const pack = examinerPack(audit.store, { conversation, exportedAt: EXPORTED, signer: key.signer });
    close();
    expect(textOf(pack, 'report.html')).not.toContain('<c>');
    expect(textOf(pack, 'VERIFY.md')).not.toContain('rm -rf');
    expect(verify(bytesOf(pack))).toMatchObject({ ok: true, rows: 2 });
    if (HAS_TOOLS) expect(runSteps(bytesOf(pack), folder)).not.toMatch(/FAILED/);
  });
});
