import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { law } from '../regulations/importers/law-fixtures.ts';
import { AskContract, AuditTrailContract, AuditVerifyContract, FailureContract } from './contract.ts';
import { type Ran, temporaryTerminal } from './run.ts';

const QUESTION = 'When must a major ICT incident be reported?';
const terminal = temporaryTerminal({ COMPLIANCE_USER: 'ana' });
let conversation: string;
beforeAll(async () => {
  const { json } = await terminal.run('ask', QUESTION, '--json');
  ({ conversation } = AskContract.parse(json));
});
afterAll(() => terminal.remove());

const failure = ({ json }: Ran) => FailureContract.parse(json).error;
const verified = ({ json }: Ran) => AuditVerifyContract.parse(json);
const trail = async (...words: string[]) =>
  AuditTrailContract.parse((await terminal.run('audit', 'trail', ...words, '--json')).json);

describe('conversations', () => {
  it('are gone on with by whoever began them', async () => {
    const { code, json } = await terminal.run('ask', 'And a weekly report?', '--conversation', conversation, '--json');
    expect(code).toBe(0);
    expect(AskContract.parse(json).conversation).toBe(conversation);
    const { rows } = await trail('--conversation', conversation);
    expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, at) => at + 1));
    expect(rows.filter(({ type }) => type === 'answer')).toHaveLength(2);
    const own = (await terminal.run('ask', QUESTION, '--json')).json;
    expect(AskContract.parse(own).conversation).not.toBe(conversation);
  });

  it.each(['system', 'nothing', '', "' OR 1=1 --"])('are not gone on with where there is none: %j', async (id) => {
    const ran = await terminal.run('ask', QUESTION, '--conversation', id, '--json');
    expect(ran.code).toBe(1);
    expect(failure(ran)).toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/no conversation .*of yours/),
    });
  });

  it('of somebody else are as if there were none, and that it was tried is recorded', async () => {
    const eve = temporaryTerminal({ COMPLIANCE_USER: 'eve', COMPLIANCE_DATA: terminal.folder });
    const before = (await trail()).rows.length;
    const ran = await eve.run('ask', QUESTION, '--conversation', conversation, '--json');
    expect(ran.code).toBe(1);
    expect(failure(ran).message).toMatch(/There is no conversation .* of yours to go on with/);
    const { rows } = await trail();
    expect(rows.slice(before).map(({ type }) => type)).toEqual(['tool_call', 'person', 'refusal']);
    eve.remove();
  });
});

describe('what leaves a row', () => {
  it.each<[string, string[]]>([
    ['search_regulations', ['search', 'incident']],
    ['get_provision', ['show', 'Article 30(2)(b) DORA']],
    ['list_regulations', ['library', 'list']],
    ['compare_provisions', ['library', 'changes', 'BOE-A-2031-777']],
  ])('%s leaves one, with what was asked', async (tool, words) => {
    const own = temporaryTerminal({ COMPLIANCE_USER: 'ana' });
    for (const day of ['2032-01-01', '2033-01-01']) {
      const file = join(own.folder, `${day}.md`);
      const text = law('farol-ley.md').replace(/last_updated: "[^"]*"/, `last_updated: "${day}"`);
      writeFileSync(file, day === '2033-01-01' ? text.replace(/(\n1\. )/, '$1Desde ahora: ') : text);
      expect((await own.run('library', 'add', file, '--json')).code).toBe(0);
    }
    const rows = async () =>
      AuditTrailContract.parse((await own.run('audit', 'trail', '--json')).json).rows.filter(
        ({ type, body }) => type === 'tool_call' && !body.includes('get_audit_trail'),
      );
    const before = await rows();
    const { code, out } = await own.run(...words, '--json');
    expect(code, out).toBe(0);
    const after = await rows();
    expect(after).toHaveLength(before.length + 1);
    const row = after.at(-1);
    expect(JSON.parse(row?.body ?? '')).toMatchObject({ tool, outcome: 'ok' });
    expect(row?.texts.map(({ name }) => name)).toEqual(['input']);
    expect(verified(await own.run('audit', 'verify', '--json'))).toMatchObject({ ok: true, problems: [] });
    own.remove();
  });

  it('is a call that fails as well, with what it said', async () => {
    const { code } = await terminal.run('show', 'Article 99 DORA', '--json');
    expect(code).toBe(1);
    const { rows } = await trail('--user', 'ana');
    const failed = rows.filter(({ body }) => body.includes('"failed"')).at(-1);
    expect(failed?.texts).toContainEqual({ name: 'message', text: expect.stringMatching(/Article 64/) });
    expect(JSON.parse(failed?.body ?? '')).toMatchObject({ tool: 'get_provision', code: 'not_found' });
  });
});

describe('audit trail', () => {
  it('is read by conversation, person and day, page by page', async () => {
    const own = await trail('--conversation', conversation, '--user', 'ana');
    expect(own.rows.length).toBeGreaterThan(2);
    expect(new Set(own.rows.map((row) => row.conversation))).toEqual(new Set([conversation]));
    expect((await trail('--user', 'nobody')).rows).toEqual([]);
    expect((await trail('--to', '2020-01-01')).rows).toEqual([]);
    expect((await trail('--from', '2999-01-01')).rows).toEqual([]);
    const all = await trail();
    const behind = await trail('--after', String(all.rows[1]?.position));
    expect(behind.rows[0]?.position).toBe(all.rows[2]?.position);
  });

  it.each([
    [['--from', 'soon'], /not a day/],
    [['--after', '-1'], /wrong arguments/],
    [['--after', 'x'], /wrong arguments/],
  ])('refuses %j', async (words, message) => {
    const ran = await terminal.run('audit', 'trail', ...words, '--json');
    expect(ran.code).toBe(2);
    expect(failure(ran).message).toMatch(message);
  });
});
