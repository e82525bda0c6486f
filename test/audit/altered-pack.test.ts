import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examinerPack } from '../../src/audit/examiner-pack.ts';
import type { PackFiles } from '../../src/audit/pack.ts';
import type { ProblemKind } from '../../src/audit/verification.ts';
import { type PackContents, verifyPack } from '../../src/audit/verify-pack.ts';
import { by, newKey, openAudit, temporaryFolder } from './sample-audit.ts';
import { buildPack, bytesOf, EXPORTED, HAS_TOOLS, runSteps, textOf } from './sample-pack.ts';

const { folder, remove } = temporaryFolder();
const key = newKey();
let files: PackFiles;
beforeAll(() => {
  files = buildPack(join(folder, 'signed.sqlite'), key.signer);
});
afterAll(remove);

const verify = (pack: PackContents) => verifyPack(pack, [key.publicKey]);
const nameOf = (start: string): string => [...files.keys()].find((name) => name.startsWith(start)) ?? '';

describe('a pack that was altered', () => {
  type Change = (pack: Map<string, Uint8Array>) => void;
  const rewrite =
    (start: string, change: (text: string) => string): Change =>
    (pack) => {
      const name = nameOf(start);
      const before = Buffer.from(pack.get(name) ?? '').toString('utf8');
      expect(change(before)).not.toBe(before);
      pack.set(name, Buffer.from(change(before)));
    };
  const lines = (change: (all: string[]) => void): Change =>
    rewrite('chain.tsv', (text) => {
      const all = text.split('\n').filter(Boolean);
      change(all);
      return `${all.join('\n')}\n`;
    });
  const flipped: Change = (pack) => {
    const name = nameOf('checkpoints/').replace(/json$/, 'sig');
    pack.set(
      name,
      Buffer.from(pack.get(name) ?? []).map((byte, at) => (at === 5 ? byte ^ 1 : byte)),
    );
  };

  /** Found by the program, and by the commands of the pack as it was made. */
  it.each<[string, ProblemKind, Change]>([
    ['a row', 'edited', rewrite('rows/', (text) => text.replace('teams', 'mcp'))],
    ['a row made unreadable', 'edited', rewrite('rows/', () => 'x')],
    ['a row put in', 'inserted', (pack) => void pack.set('rows/0000000003.txt', Buffer.from('["forged"]\n{}\n{}'))],
    [
      'a hash in the chain',
      'edited',
      lines((all) =>
        all.splice(
          1,
          1,
          (all[1] ?? '').replace(/.$/, (end) => (end === '0' ? '1' : '0')),
        ),
      ),
    ],
    ['a line of the chain gone', 'deleted', lines((all) => all.splice(2, 1))],
    ['two lines of the chain exchanged', 'deleted', lines((all) => all.splice(0, 2, all[1] ?? '', all[0] ?? ''))],
    ['the end of the chain', 'truncated', lines((all) => all.splice(-1, 1))],
    ['a text', 'text_altered', rewrite('texts/', (text) => `${text}.`)],
    ['a text of no row', 'text_altered', (pack) => void pack.set('texts/9-input.txt', Buffer.from('x'))],
    ['a receipt', 'receipt_altered', rewrite('receipts/', (text) => text.replace('answered', 'refused'))],
    ['a passage', 'passage_altered', rewrite('passages/', (text) => text.replace('shall', 'may'))],
    ['a checkpoint', 'checkpoint_forged', rewrite('checkpoints/', (text) => text.replace('"size":4', '"size":5'))],
    ['a checkpoint’s form', 'checkpoint_forged', rewrite('checkpoints/', (text) => `${text}\n`)],
    ['a checkpoint made unreadable', 'checkpoint_forged', rewrite('checkpoints/', () => '[')],
    ['a signature', 'checkpoint_forged', flipped],
  ])('is found by the program and by the commands: %s', (_, kind, change) => {
    const pack = bytesOf(files);
    change(pack);
    const { ok, problems } = verify(pack);
    expect(ok).toBe(false);
    expect(problems.map((each) => each.kind)).toContain(kind);
    if (HAS_TOOLS) expect(runSteps(pack, folder)).toMatch(/FAILED/);
  });

  it.each<[string, ProblemKind, Change]>([
    ['a row’s file', 'deleted', (pack) => void pack.delete(nameOf('rows/'))],
    ['a receipt', 'receipt_missing', (pack) => void pack.delete(nameOf('receipts/'))],
    ['a passage', 'passage_missing', (pack) => void pack.delete(nameOf('passages/'))],
    ['the chain', 'truncated', (pack) => void pack.delete('chain.tsv')],
    [
      'the checkpoints',
      'checkpoint_missing',
      (pack) => {
        for (const name of [...pack.keys()]) if (name.startsWith('checkpoints/')) pack.delete(name);
      },
    ],
    ['a signature', 'checkpoint_forged', (pack) => void pack.delete(nameOf('checkpoints/').replace(/json$/, 'sig'))],
  ])('is found by the program where something is missing: %s', (_, kind, change) => {
    const pack = bytesOf(files);
    change(pack);
    expect(verify(pack)).toMatchObject({ ok: false });
    expect(verify(pack).problems.map((each) => each.kind)).toContain(kind);
  });

  const manifest = (change: (told: { rows: number[] } & Record<string, unknown>) => void): Change =>
    rewrite('manifest.json', (text) => {
      const told = JSON.parse(text);
      change(told);
      return JSON.stringify(told);
    });

  it.each<[string, Change]>([
    [
      'the conversation',
      manifest((told) => {
        told['conversation'] = 'c-other';
      }),
    ],
    [
      'the chain',
      manifest((told) => {
        told['chain'] = 'other';
      }),
    ],
    [
      'where it begins',
      manifest((told) => {
        told['from'] = 1;
      }),
    ],
    [
      'where it ends',
      manifest((told) => {
        told['to'] = 51;
      }),
    ],
    [
      'what it follows',
      manifest((told) => {
        told['previous'] = '0'.repeat(64);
      }),
    ],
    [
      'a row left out',
      (pack) => {
        const { rows } = JSON.parse(Buffer.from(pack.get('manifest.json') ?? []).toString()) as { rows: number[] };
        pack.delete(`rows/${String(rows[1]).padStart(10, '0')}.txt`);
        manifest((told) => void told.rows.splice(1, 1))(pack);
      },
    ],
    ['a row left out of the list alone', manifest((told) => void told.rows.splice(1, 1))],
  ])('is found in what it says of itself: %s', (_, change) => {
    const pack = bytesOf(files);
    change(pack);
    expect(verify(pack).ok).toBe(false);
  });

  it('is found where the chain was computed anew, with or without new checkpoints', () => {
    const other = newKey();
    const forged = buildPack(join(folder, 'forged.sqlite'), other.signer);
    expect(verifyPack(bytesOf(forged), [other.publicKey]).ok).toBe(true);
    expect(verify(bytesOf(forged)).problems.map(({ kind }) => kind)).toContain('checkpoint_forged');
    const mixed = bytesOf(forged);
    for (const [name, content] of bytesOf(files)) if (name.startsWith('checkpoints/')) mixed.set(name, content);
    expect(verify(mixed).ok).toBe(false);
    if (HAS_TOOLS) expect(runSteps(mixed, folder)).toMatch(/FAILED no checkpoint was taken of it/);
  });

  it('is found where bytes that are no text took the place of the sign that stands for such', () => {
    const { audit, checkpoints, close } = openAudit(join(folder, 'bytes.sqlite'), { signer: key.signer });
    const row = audit.record({ type: 'tool_call', body: {}, personal: { input: 'a\ufffdb' } }, by('u-1', 'c-1'));
    checkpoints.take();
    const pack = bytesOf(examinerPack(audit.store, { conversation: 'c-1', exportedAt: EXPORTED, signer: key.signer }));
    close();
    expect(verify(pack).ok).toBe(true);
    const name = `texts/${row.position}-input.txt`;
    const before = Buffer.from(pack.get(name) ?? []);
    pack.set(name, Buffer.concat([before.subarray(0, 33), Buffer.from([0xff]), before.subarray(36)]));
    expect(verify(pack).problems.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['text_altered', 'pack_altered']),
    );
  });

  it.each([
    ['no manifest', undefined],
    ['no JSON', '{'],
    ['another format', '{"format":2}'],
    ['rows in words', '{"format":1,"chain":"x","conversation":"c","previous":"","from":1,"to":2,"rows":["1"]}'],
  ])('is refused where it is no pack: %s', (_, text) => {
    const pack = bytesOf(files);
    if (text === undefined) pack.delete('manifest.json');
    else pack.set('manifest.json', Buffer.from(text));
    expect(() => verify(pack)).toThrow(
      expect.objectContaining({ code: 'invalid_input', message: expect.stringMatching(/^This is no examiner pack/) }),
    );
  });

  it('proves nothing by what is for reading alone, and says so', () => {
    expect(textOf(files, 'VERIFY.md')).toMatch(
      /`report.html` and `conversation.json` say the same for reading; what proves it are the steps above/,
    );
  });
});
