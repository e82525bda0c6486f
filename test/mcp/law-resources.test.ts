import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrail } from '../../src/audit/trail.ts';
import { paragraph, text } from '../assistant/blocks.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { actOf } from '../tools/invented-law.ts';
import { legacyClient, modernClient } from './clients.ts';
import { call, localMcpDesk, type McpDesk } from './mcp-desk.ts';

const HOSTILE = 'See [this](https://evil.example) and <img src=x>.';

describe.each([
  ['2025-11-25', legacyClient],
  ['2026-07-28', modernClient],
] as const)('the law as resources (%s)', (_revision, connect) => {
  let held: McpDesk;
  let client: Awaited<ReturnType<typeof connect>>;

  beforeAll(async () => {
    held = await localMcpDesk({
      texts: [
        inventedAct(),
        inventedAct({ date: '2099-06-01', edition: 'second', consolidated: true }),
        actOf(
          '32031R0077',
          'Regulation on lanterns',
          [['1', 'Lamps', paragraph('1', text(HOSTILE)), paragraph('3', text('Three.'))]],
          { shortName: 'Lantern Act' },
        ),
      ],
    });
    client = await connect(held.url);
  });
  afterAll(async () => {
    await client.close();
    await held.close();
  });

  const read = async (uri: string) => {
    const { contents } = await client.readResource({ uri });
    expect(contents).toHaveLength(1);
    const [page] = contents as [{ uri: string; mimeType: string; text: string }];
    expect(page).toMatchObject({ uri, mimeType: 'text/markdown' });
    return page.text;
  };

  it('are listed by act, and their places by two templates', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri, name }) => [uri, name])).toEqual([
      ['regulation://32031R0077', '32031R0077'],
      ['regulation://32099R0001', '32099R0001'],
    ]);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'regulation://{act}/{+place}',
      'regulation://{act}/{+place}{?asOf}',
    ]);
  });

  it('are read with the citation on top', async () => {
    const page = await read('regulation://32099R0001/art_1');
    expect(page.split('\n').slice(0, 7)).toEqual([
      '# Article 1 Regulation \\(EU\\) 2099/1'.replaceAll('\\(', '(').replaceAll('\\)', ')'),
      '',
      '- **Id:** `32099R0001#art_1`',
      '- **Version:** official text of 2099-06-01',
      '- **Standing:** consolidated to 2099-06-01',
      '- **Read for:** the latest that is held',
      expect.stringMatching(/^- \*\*Published at:\*\* \[https\\:\/\/eur-lex/),
    ]);
    expect(page).toContain('of the second edition');
  });

  it('are read as they stood on a day', async () => {
    const page = await read('regulation://32099R0001/art_1?asOf=2099-03-01');
    expect(page).toContain('of the first edition');
    expect(page).toContain('- **Read for:** 2099-03-01');
  });

  it('show of a text its signs and nothing else', async () => {
    const page = await read('regulation://32031R0077/art_1');
    expect(page).toContain('See \\[this\\](https\\://evil.example) and \\<img src=x\\>.');
    expect(page).toContain('3 Three.');
  });

  it('have the contents of an act, each line an address on the same day', async () => {
    const page = await read('regulation://32099R0001?asOf=2099-03-01');
    expect(page).toContain('# Regulation (EU) 2099/1');
    expect(page).toContain('### CHAPTER I — Care');
    expect(page).toContain('(<regulation://32099R0001/art_1?asOf=2099-03-01>) – Care of vaults 1');
    expect(await read('regulation://32099R0001/art_1?asOf=2099-03-01')).toContain('Article 1');
  });

  it.each([
    ['a place that does not exist', 'regulation://32099R0001/art_99', /ends at Article 12/],
    ['an act that is not held', 'regulation://32022R2554/art_1', /\[not_found\]/],
  ])('are not found: %s', async (_what, uri, why) => {
    await expect(client.readResource({ uri })).rejects.toMatchObject({
      code: expect.any(Number),
      message: expect.stringMatching(why),
    });
  });

  it('are refused, on record, by an address that names nothing', async () => {
    const before = readTrail(held.desk.audit.store, {}, 1_000).length;
    await expect(client.readResource({ uri: 'regulation://32099R0001/../secrets' })).rejects.toMatchObject({
      code: -32602,
    });
    const rows = readTrail(held.desk.audit.store, {}, 1_000);
    expect(rows).toHaveLength(before + 1);
    expect(rows.at(-1)).toMatchObject({ type: 'refusal' });
  });

  it('are each on record when they are read', async () => {
    const before = held.desk.audit.store.rows({ types: ['tool_call'] }, 1_000).length;
    await read('regulation://32099R0001/art_2');
    const rows = held.desk.audit.store.rows({ types: ['tool_call'] }, 1_000);
    expect(rows).toHaveLength(before + 1);
    expect(JSON.parse(rows.at(-1)?.body ?? '{}')).toMatchObject({ tool: 'get_provision', outcome: 'ok' });
  });

  const complete = async (name: string, value: string, given: Record<string, string> = {}) => {
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'regulation://{act}/{+place}{?asOf}' },
      argument: { name, value },
      context: { arguments: given },
    });
    return completion.values;
  };

  it('are completed while somebody types', async () => {
    expect(await complete('act', '')).toEqual(['32031R0077', '32099R0001']);
    expect(await complete('act', 'lánt')).toEqual(['32031R0077']);
    expect(await complete('act', '32099')).toEqual(['32099R0001']);
    expect(await complete('act', 'nothing')).toEqual([]);
    expect(await complete('place', 'Article 1', { act: '32099R0001' })).toEqual([
      'art_1',
      'art_10',
      'art_11',
      'art_12',
      'art_1/par_1',
      'art_1/par_2',
    ]);
    expect(await complete('place', 'art_1/', { act: '32099R0001' })).toEqual(['art_1/par_1', 'art_1/par_2']);
    expect(await complete('place', 'art_1', {})).toEqual([]);
    expect(await complete('asOf', '', { act: '32099R0001' })).toEqual(['2099-06-01', '2099-01-01']);
  });
});

describe('resources of a large library', () => {
  it('are listed page by page, each act once, and a cursor of others is refused', async () => {
    const held = await localMcpDesk({
      texts: Array.from({ length: 130 }, (_each, index) =>
        inventedAct({
          act: `32099R${String(index + 1).padStart(4, '0')}`,
          name: `Regulation (EU) 2099/${index + 1}`,
          articles: 1,
        }),
      ),
    });
    const uris: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const { body } = await call(held, 'resources/list', cursor === undefined ? {} : { cursor });
      uris.push(...(body.result.resources as { uri: string }[]).map(({ uri }) => uri));
      cursor = body.result.nextCursor;
      pages += 1;
    } while (cursor !== undefined && pages < 50);
    expect(pages).toBeGreaterThan(1);
    expect(new Set(uris).size).toBe(130);
    expect(uris).toHaveLength(130);
    for (const wrong of ['x', '', Buffer.from('skip:-1').toString('base64url'), `${'A'.repeat(10_000)}`]) {
      const { body } = await call(held, 'resources/list', { cursor: wrong });
      expect(body.error, wrong.slice(0, 20)).toMatchObject({ code: -32602, data: { code: 'invalid_input' } });
    }
    await held.close();
  }, 60_000);

  it('are for those who may read', async () => {
    const held = await localMcpDesk({ permissions: ['audit:read'] });
    for (const [method, params] of [
      ['resources/list', {}],
      ['resources/read', { uri: 'regulation://32099R0001/art_1' }],
      ['prompts/get', { name: 'brief_on_act', arguments: { act: '32099R0001' } }],
      [
        'completion/complete',
        { ref: { type: 'ref/resource', uri: 'regulation://{act}/{+place}' }, argument: { name: 'act', value: '' } },
      ],
    ] as const) {
      const { body } = await call(held, method, params);
      expect(body.error, method).toMatchObject({ data: { code: 'not_permitted' } });
    }
    await held.close();
  });

  it('are never those of another act: a number that is wrong finds nothing', async () => {
    const held = await localMcpDesk({ texts: [inventedAct()] });
    for (const act of ['32099R00011', 'NOPE', '52020PC0595']) {
      const { body } = await call(held, 'resources/read', { uri: `regulation://${act}/art_3` });
      expect(body.error, act).toMatchObject({ message: expect.stringContaining(`No act called "${act}"`) });
    }
    await held.close();
  });
});
