import { describe, expect, it } from 'vitest';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { inUtf16, sai360Settings } from './sai360-ground.ts';
import { KEY, sai360Trial } from './sai360-trial.ts';

const { opened, made } = sai360Trial();

it('answers in UTF-16 are read', async () => {
  const over = await opened({ fetch: inUtf16 });
  const id = await made(over);
  expect(await over.platform.lookUp(KEY)).toMatchObject({ id, says: { title: filing(KEY).finding.content.title } });
});

describe('a record', () => {
  it.each([
    [{ status: { code: 200, message: 'OK' }, id: 'Findings/MetaFinding/Default:1900' }, 'created'],
    [{ Status: { Code: '200', Message: 'OK' }, Id: { id: 'Findings/MetaFinding/Default:1900' } }, 'created'],
    [{ status: { code: '400', message: 'No such lantern' } }, 'refused'],
    [{ status: { code: '500', message: 'Broken' } }, 'unknown'],
    [{ status: { code: '200', message: 'OK' } }, 'unknown'],
    [{ status: { code: '200', message: 'OK' }, id: 'Incidents/MetaIncident/Default:1900' }, 'unknown'],
    [{ id: 'Findings/MetaFinding/Default:1900' }, 'unknown'],
    [[], 'unknown'],
    [null, 'unknown'],
  ])('answered with %j is %s', async (body, kind) => {
    const over = await opened();
    over.peer.answerOnce('POST /API/2.0/Data', { status: 200, body });
    expect(await over.platform.create(filing(KEY))).toMatchObject({ kind });
  });

  it('is made even where it cannot be read afterwards', async () => {
    const over = await opened();
    over.peer.fault('drop_before', 1, 'read');
    expect(await over.platform.create(filing(KEY))).toMatchObject({
      kind: 'created',
      record: { id: '1101', number: '1101', key: KEY, state: over.words.open, status: 'open', says: {} },
    });
  });

  it('has its number from the field, and references in the form of the API', async () => {
    const fields = {
      ...sai360Settings('').fields,
      Reviewers: { always: 'EmployeeManagement/Employee/Default:1, EmployeeManagement/Employee/Default:2' },
    };
    const over = await opened({ fields });
    const id = await made(over);
    expect((await over.platform.read([id])).get(id)).toMatchObject({ number: `FND-${id}` });
    const [sent] = over.peer.requests().filter(({ kind }) => kind === 'write');
    expect(sent?.json).toMatchObject({
      DueDate: '2031-06-30T00:00:00',
      Rating: { id: 'Global/Lookups/Rating:2' },
      Status: { id: 'Global/Lookups/FindingStatus:1' },
      Reviewers: [
        { id: 'EmployeeManagement/Employee/Default:1', action: 'Add' },
        { id: 'EmployeeManagement/Employee/Default:2', action: 'Add' },
      ],
    });
  });

  it.each([{ Rating: 'severity' as const }, { DueDate: 'owner' as const }])(
    'that the settings cannot fill is refused before it is sent: %j',
    async (more) => {
      const over = await opened({ fields: { ...sai360Settings('').fields, ...more } });
      expect(await over.platform.create(filing(KEY))).toMatchObject({ kind: 'refused' });
      expect(over.peer.requests().filter(({ kind }) => kind === 'write')).toEqual([]);
    },
  );

  it('that was made first of several with one key is ours, and short pages are not the end', async () => {
    const over = await opened();
    over.peer.addStrangers(130);
    const id = await made(over);
    await over.platform.create(filing(KEY));
    over.peer.hide('1103');
    over.peer.ignoreFilters();
    expect(await over.platform.lookUp(KEY)).toMatchObject({ id });
  });

  it('with our key that is named otherwise than the settings say is there: no second one is made', async () => {
    const over = await opened();
    for (const id of ['findings/metafinding/default:1', 'Findings/MetaFinding/Special:1', '\u001b[2J'])
      for (const call of ['lookUp', 'create'] as const) {
        const body = {
          status: { code: '200' },
          ...(call === 'create' ? { id } : { data: [{ id, ExternalKey: KEY }] }),
        };
        over.peer.answerOnce(call === 'create' ? 'POST /API/2.0/Data' : 'GET /API/2.0/Data', { status: 200, body });
        if (call === 'create') expect(await over.platform.create(filing(KEY))).toMatchObject({ kind: 'unknown' });
        else {
          const error = await over.platform.lookUp(KEY).catch((thrown: Error) => thrown);
          expect(error).toMatchObject({
            code: 'misconfigured',
            message: expect.stringMatching(/has the finding's key/),
          });
          expect((error as Error).message).not.toMatch(/\p{Cc}/u);
        }
      }
  });

  it('without the field of the key is none of ours', async () => {
    const over = await opened();
    const rows = (data: readonly unknown[]) =>
      over.peer.answerOnce('GET /API/2.0/Data', { status: 200, body: { status: { code: '200' }, data } });
    rows([{ id: 'Findings/MetaFinding/Default:1' }]);
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
    rows([{ ExternalKey: KEY }]);
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  it('is not moved on where its id is none', async () => {
    const over = await opened();
    for (const id of ['', '0', "1'|Name='x", '../1'])
      await expect(over.platform.setStatus(id, 'closed')).rejects.toMatchObject({ code: 'not_found' });
    expect(over.peer.requests()).toEqual([]);
  });
});
