import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AddContract,
  AskContract,
  FailureContract,
  SearchContract,
  ShowContract,
  ShowManyContract,
} from './contract.ts';
import { temporaryTerminal } from './run.ts';

const LAW = join(import.meta.dirname, '..', 'fixtures', 'law');

describe('terminal on the starter library', () => {
  const desk = temporaryTerminal();
  afterAll(() => desk.remove());

  it('answers on a fresh clone, every sentence cited, marked as a digest', async () => {
    const { code, json, err } = await desk.run('ask', 'When must a major ICT incident be reported?', '--json');
    expect(code).toBe(0);
    expect(err).toBe('');
    const answer = AskContract.parse(json);
    expect(answer.status).toBe('answered');
    const ids = answer.answer.flatMap(({ citations }) => citations.map(({ id }) => id));
    expect(ids).toContain('32025R0301#art_5/par_1/pnt_a');
    expect(answer.answer.flatMap(({ citations }) => citations.map(({ version }) => version.source))).not.toContain(
      'official',
    );
    expect(answer.notes.join(' ')).toContain('digest, not the official text');
    for (const { text, citations } of answer.answer) for (const { quote } of citations) expect(text).toContain(quote);
  });

  it('says not found with exit code 0, and what was searched', async () => {
    const { code, json } = await desk.run('ask', 'How do I bake sourdough bread?', '--json');
    const answer = AskContract.parse(json);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ status: 'not_found', answer: [] });
    expect(answer.searched.terms).toEqual(['bake', 'sourdough', 'bread']);
    expect(answer.searched.acts.length).toBeGreaterThan(5);
  });

  it('shows a place by its label or its id', async () => {
    for (const words of [
      'Article 30(2)(b) DORA',
      '32022R2554#art_30/par_2/pnt_b',
      'artículo 30, apartado 2, letra b), del Reglamento DORA',
    ]) {
      const { code, json } = await desk.run('show', words, '--json');
      expect(code).toBe(0);
      expect(ShowContract.parse(json)).toMatchObject({
        id: '32022R2554#art_30/par_2/pnt_b',
        label: 'Article 30(2), point (b), DORA',
      });
    }
    const several = await desk.run('show', 'Articles 17 and 18 DORA', '--json');
    expect(ShowManyContract.parse(several.json).places.map(({ place }) => place)).toEqual(['art_17', 'art_18']);
  });

  it.each([
    ['Article 92(1)(c) CRR', 'act_not_held', /library add <file> --act 32013R0575/],
    ['Article 7 DORA', 'act_not_held', /only a digest is held/],
    ['Article 99 DORA', 'no_such_article', /ends at Article 64/],
    ['Article 5(17) GDPR', 'act_not_held', /does not cover/],
    ['Article 5', 'ambiguous', /does not say of which act/],
    ['Regulation (EU) 2099\\/77 Article 3', 'act_not_held', /not in the library/],
  ])('show %s fails as %s', async (words, reason, message) => {
    const { code, json } = await desk.run('show', words.replace('\\', ''), '--json');
    expect(code).toBe(1);
    const { error } = FailureContract.parse(json);
    expect(error).toMatchObject({ code: 'not_found', reason });
    expect(error.message).toMatch(message);
  });

  it.each([
    [['bogus', '--json']],
    [['ask', '--json']],
    [['ask', '   ', '--json']],
    [['ask', 'x'.repeat(9_000), '--json']],
    [['ask', 'DORA?', '--as-of', '2025-02-30', '--json']],
    [['ask', 'DORA?', '--language', 'fr', '--json']],
    [['ask', 'DORA?', '--act', 'DORA', '--json']],
    [['search', 'risk', '--limit', '0', '--json']],
    [['search', 'risk', '--limit', 'many', '--json']],
    [['show', 'nothing in particular', '--json']],
    [['library', 'add', '/no/such/file', '--json']],
    [['library', 'add', '--json']],
    [['serve', '--json']],
  ])('bad usage %j exits 2 with a message and no stack', async (words) => {
    const { code, json } = await desk.run(...words);
    expect(code).toBe(2);
    const { error } = FailureContract.parse(json);
    expect(error.message.length).toBeGreaterThan(10);
    expect(error.message).not.toMatch(/\bat .*\.ts:\d+|node_modules/);
  });

  it.each([
    '',
    'NOT',
    'the of and',
    '?',
    '((((',
    '"',
    "'; DROP TABLE versions; --",
    '🦜🦜',
    'a\0b',
    'AI',
    '5',
    '.*+?[',
    'Article',
    'x '.repeat(3_000),
  ])('search survives %j', async (query) => {
    const { code, json } = await desk.run('search', query, '--json');
    if (query === '') expect(code).toBe(2);
    else {
      expect(code).toBe(0);
      SearchContract.parse(json);
    }
  });

  it('puts the place named in a query first', async () => {
    const { json } = await desk.run('search', 'Article 26(1) DORA testing frequency', '--json', '--limit', '3');
    const { results } = SearchContract.parse(json);
    expect(results[0]).toMatchObject({ id: '32022R2554#art_26/par_1', why: 'the exact place named' });
    expect(results.every(({ act }) => act === '32022R2554')).toBe(true);
  });

  it('filters by act inside the ranking', async () => {
    const { json } = await desk.run('search', 'incident notification deadline', '--act', '32022L2555', '--json');
    const { results } = SearchContract.parse(json);
    expect(results.length).toBeGreaterThan(0);
    expect(results.every(({ act }) => act === '32022L2555')).toBe(true);
  });

  it('never answers an invented place with another', async () => {
    for (const question of [
      'What does Article 120 GDPR say about fines?',
      'Explain Article 33(9) GDPR',
      '¿Qué dice el artículo 999 de DORA?',
    ]) {
      const { json } = await desk.run('ask', question, '--json');
      expect(AskContract.parse(json)).toMatchObject({ status: 'not_found', answer: [] });
    }
  });

  it('doctor and check find all in order', async () => {
    expect((await desk.run('library', 'check', '--json')).json).toMatchObject({ ok: true, problems: [] });
    const { code, json } = await desk.run('doctor', '--json');
    expect(code).toBe(0);
    expect(json).toMatchObject({ ok: true });
  });

  it('doctor tells of a model that cannot be asked under the model', async () => {
    const wrong = temporaryTerminal({ MODEL: 'azure', MODEL_URL: 'http://model.example', MODEL_NAME: 'desk' });
    const { code, json } = await wrong.run('doctor', '--json');
    wrong.remove();
    expect(code).toBe(1);
    const { checks } = json as { checks: { name: string; status: string; message: string }[] };
    expect(checks.filter(({ name }) => name === 'model')).toEqual([
      {
        name: 'model',
        status: 'failure',
        message: 'MODEL_URL is http, and the texts would travel unencrypted. Use https, or a service on this machine.',
      },
    ]);
  });

  it('reads well for people', async () => {
    const { out } = await desk.run('ask', 'What is in Article 14(3) DORA?');
    expect(out).toContain('[1] Article 14(3) DORA');
    expect(out).not.toContain('\u001b');
    const search = await desk.run('search', 'penetration testing', '--limit', '1');
    expect(search.out).toContain('DORA › ');
  });
});

describe('terminal with official texts', () => {
  const desk = temporaryTerminal();
  beforeAll(() => mkdirSync(join(desk.folder, 'in'), { recursive: true }));
  afterAll(() => desk.remove());

  const law = (articles: readonly { number: string; title: string; text: string }[], celex = '32022R2554'): string => {
    const file = join(desk.folder, 'in', `${celex}-${articles.length}-${articles[0]?.text.length}.json`);
    const done = {
      number: '99',
      title: 'Entry into force',
      text: 'It enters into force at dawn.\n\nDone at Brussels, 14 December 2022.',
    };
    writeFileSync(
      file,
      JSON.stringify({ full_name: 'An act about owls', celex_id: celex, articles: [...articles, done] }),
    );
    return file;
  };

  it('adds an act, and its official text replaces the digest', async () => {
    await desk.run('library', 'list', '--json');
    const file = law([
      {
        number: '1',
        title: 'Owls',
        text: '1.\u00a0\u00a0\u00a0Owls shall be counted:\n\n(a)\n\nat dusk;\n\n(b)\n\nwithin 4 hours of dawn.',
      },
    ]);
    const { code, json } = await desk.run('library', 'add', file, '--json');
    expect(code).toBe(0);
    expect(AddContract.parse(json)).toMatchObject({
      act: '32022R2554',
      version: { date: '2022-12-14', source: 'official' },
    });
    const shown = ShowContract.parse((await desk.run('show', 'Article 1(1)(b) DORA', '--json')).json);
    expect(shown).toMatchObject({
      version: { source: 'official' },
      text: '1. Owls shall be counted:\n(b) within 4 hours of dawn.',
    });
    expect((await desk.run('show', 'Article 30 DORA', '--json')).json).toMatchObject({
      error: { reason: 'no_such_article' },
    });
  });

  it('keeps what it held where the new file is refused, and says why', async () => {
    const before = (await desk.run('library', 'list', '--json')).json;
    const bad = join(desk.folder, 'in', 'bad.json');
    for (const content of [
      '',
      '{"full_name":"x"',
      '{"full_name":"x","celex_id":"32022R2554","articles":[]}',
      '<html><body>shell</body></html>',
      'plain words',
    ]) {
      writeFileSync(bad, content);
      const { code, json } = await desk.run('library', 'add', bad, '--json');
      expect(code).toBe(2);
      expect(FailureContract.parse(json).error.message).toContain('bad.json');
    }
    expect((await desk.run('library', 'list', '--json')).json).toEqual(before);
  });

  it('answers as of a day, and names the version', async () => {
    const owls = (hours: number) =>
      law(
        [
          {
            number: '1',
            title: 'Counting of owls',
            text: `1.\u00a0\u00a0\u00a0Owls shall be counted within ${hours} hours of dawn by the keeper.`,
          },
        ],
        '32031R0007',
      );
    await desk.run('library', 'add', owls(4), '--date', '2031-01-01', '--json');
    await desk.run('library', 'add', owls(10), '--date', '2033-01-01', '--json');
    const asked = async (day: string) =>
      AskContract.parse(
        (
          await desk.run(
            'ask',
            'Within how many hours must owls be counted?',
            '--act',
            '32031R0007',
            '--as-of',
            day,
            '--json',
          )
        ).json,
      );
    expect((await asked('2032-06-01')).answer[0]).toMatchObject({
      text: expect.stringContaining('4 hours'),
      citations: [{ version: { date: '2031-01-01' } }],
    });
    expect((await asked('2033-06-01')).answer[0]).toMatchObject({
      text: expect.stringContaining('10 hours'),
      citations: [{ version: { date: '2033-01-01' } }],
    });
    expect(await asked('2030-01-01')).toMatchObject({ status: 'not_found' });
  });

  it('adds Spanish law and answers in Spanish from it', async () => {
    const { code, json } = await desk.run('library', 'add', join(LAW, 'farol-ley.md'), '--json');
    expect(code).toBe(0);
    const { act } = AddContract.parse(json);
    const shown = ShowContract.parse((await desk.run('show', `${act}#art_1`, '--json')).json);
    expect(shown.label).toMatch(/^Artículo 1, /);
  });

  it('reads a folder of several acts, and tells which failed', async () => {
    const folder = join(desk.folder, 'several');
    mkdirSync(folder);
    writeFileSync(join(folder, 'broken.json'), '{');
    writeFileSync(
      join(folder, 'a.json'),
      JSON.stringify({
        full_name: 'A',
        celex_id: '32031R0008',
        articles: [{ number: '1', title: 'T', text: 'Bees shall hum.\n\nDone at Brussels, 1 May 2031.' }],
      }),
    );
    writeFileSync(
      join(folder, 'b.json'),
      JSON.stringify({
        full_name: 'B',
        celex_id: '32031R0009',
        articles: [{ number: '1', title: 'T', text: 'Ants shall march.\n\nDone at Brussels, 1 May 2031.' }],
      }),
    );
    const { code, json } = await desk.run('library', 'add', folder, '--json');
    expect(code).toBe(2);
    expect(json).toMatchObject({
      acts: [{ act: '32031R0008' }, { act: '32031R0009' }],
      failed: [{ file: 'broken.json' }],
    });
    const removed = await desk.run('library', 'remove', '32031R0008', '--json');
    expect(removed.json).toMatchObject({ removed: [{ act: '32031R0008' }] });
    expect((await desk.run('library', 'remove', '32031R0008', '--json')).code).toBe(1);
  });
});
