import { describe, expect, it } from 'vitest';
import { filing } from '../../contracts/grc-platform-ground.ts';
import type { ArcherGround } from './archer-ground.ts';
import { archerTrial, KEY } from './archer-trial.ts';

const { opened } = archerTrial();

/** The rows of the next page of the Content API. */
function rowsOnce({ peer }: ArcherGround, rows: readonly unknown[]): void {
  peer.answerOnce('GET /RSAarcher/contentapi/', { status: 200, body: { value: rows } });
}

describe('a look-up by the Content API', () => {
  it('goes on behind short pages where the filter is not heeded', async () => {
    const over = await opened();
    over.peer.addStrangers(230);
    const outcome = await over.platform.create(filing(KEY));
    for (const id of ['190003', '190050', '190190']) over.peer.hide(id);
    over.peer.ignoreFilters();
    expect(await over.platform.lookUp(KEY)).toEqual(outcome.kind === 'created' ? outcome.record : undefined);
    expect(await over.platform.lookUp(`${KEY}0`)).toBeUndefined();
  });

  it('takes the record that was made first of several with one key', async () => {
    const over = await opened();
    const first = await over.platform.create(filing(KEY));
    await over.platform.create(filing(KEY));
    expect(first).toMatchObject({ kind: 'created', record: await over.platform.lookUp(KEY) });
  });

  it('does not say that there is nothing where a record has the key and may not be read', async () => {
    const over = await opened();
    rowsOnce(over, [{ Findings_Id: 190_001, Finding_Key: KEY }]);
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({
      code: 'not_permitted',
      message: expect.stringContaining('190001'),
    });
  });

  it('does not believe a column that is not the field', async () => {
    const over = await opened();
    await over.platform.create(filing(`${KEY}9`));
    rowsOnce(over, [{ Findings_Id: 190_001, Finding_Key: KEY }]);
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it.each([
    [[{ Findings_Id: 190_001 }], 'Finding_Key'],
    [[{ Finding_Key: KEY }], 'Findings_Id'],
    [[{ Finding_Key: KEY, Findings_Id: '1/../2' }], 'Findings_Id'],
  ])('says which column is not there: %j', async (rows, column) => {
    const over = await opened();
    rowsOnce(over, rows);
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining(`"${column}"`),
    });
  });

  it('is told where the level has another name there', async () => {
    const over = await opened({ content: 'Lanterns' });
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it.each([{ content: "Findings?$filter=x' or '" }, { content: '../platformapi' }, { contentIdColumn: 'Findings Id' }])(
    'asks nothing by a name that cannot be one: %j',
    async (more) => {
      const over = await opened(more);
      await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
      expect(over.peer.requests().filter(({ kind }) => kind === 'read')).toEqual([]);
    },
  );

  it('gives up where rows never end', async () => {
    let asked = 0;
    const endless: typeof fetch = async (input, init) => {
      if (!String(input).includes('/contentapi/')) return fetch(input, init);
      asked += 1;
      return Response.json({ value: [{ Findings_Id: asked, Finding_Key: 'another' }] });
    };
    const over = await opened({ fetch: endless });
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
    expect(asked).toBe(200);
  });
});
