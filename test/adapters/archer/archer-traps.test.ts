import { describe, expect, it } from 'vitest';
import { createArcherPlatform } from '../../../src/adapters/archer/archer-platform.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { archerSettings } from './archer-ground.ts';
import { archerTrial, KEY } from './archer-trial.ts';

const { opened, made } = archerTrial();

describe('a record', () => {
  it.each([
    ['the refusal has messages alone', {}],
    ['the truth is a text', { truthAsText: true }],
  ])("that lacks what Archer requires is refused in Archer's words where %s", async (_, peerOptions) => {
    const { 'Finding Title': _title, ...fields } = archerSettings('').fields;
    const over = await opened({ fields }, peerOptions);
    expect(await over.platform.create(filing(KEY))).toEqual({
      kind: 'refused',
      why: 'RSA Archer refuses the record: The Finding Title field is a required field.',
    });
    expect(over.peer.records()).toEqual([]);
  });

  it.each([
    [{ IsSuccessful: 'False', RequestedObject: null, ValidationMessages: null }, 'refused'],
    [{ IsSuccessful: 'true', RequestedObject: { Id: 190_777 } }, 'created'],
    [{ RequestedObject: { Id: '190777' }, ValidationMessages: [] }, 'created'],
    [{ IsSuccessful: true, RequestedObject: null }, 'unknown'],
    [{ IsSuccessful: true, RequestedObject: { Id: 'none' } }, 'unknown'],
    [{}, 'unknown'],
    [[], 'unknown'],
    [null, 'unknown'],
  ])('answered with %j is %s', async (body, kind) => {
    const over = await opened();
    over.peer.answerOnce('POST /RSAarcher/platformapi/core/content', { status: 200, body });
    expect(await over.platform.create(filing(KEY))).toMatchObject({ kind });
  });

  it('is missing where Archer answers 200 and no object', async () => {
    const over = await opened();
    const id = await made(over);
    over.peer.answerOnce(`/content/${id}`, { status: 200, body: { IsSuccessful: true, RequestedObject: null } });
    expect((await over.platform.read([id])).size).toBe(0);
    expect((await over.platform.read([id])).size).toBe(1);
  });

  it('of another level is none of ours', async () => {
    const over = await opened();
    const id = await made(over);
    const object = { Id: Number(id), LevelId: 58, FieldContents: {} };
    over.peer.answerOnce(`/content/${id}`, { status: 200, body: { IsSuccessful: true, RequestedObject: object } });
    expect((await over.platform.read([id])).size).toBe(0);
  });

  it('that was asked for and is another one is no answer', async () => {
    const over = await opened();
    const id = await made(over);
    const object = { Id: Number(id) + 1, LevelId: 57, FieldContents: {} };
    over.peer.answerOnce(`/content/${id}`, { status: 200, body: { IsSuccessful: true, RequestedObject: object } });
    await expect(over.platform.read([id])).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  it('whose key Archer leaves out without a word is made all the same, and read by nobody as ours', async () => {
    const over = await opened();
    over.peer.dropField('Finding Key');
    const outcome = await over.platform.create(filing(KEY));
    expect(outcome).toMatchObject({ kind: 'created', record: { key: KEY } });
    expect(await over.platform.lookUp(KEY)).toBeUndefined();
    expect((await over.platform.read([over.peer.records()[0]?.id ?? ''])).size).toBe(0);
  });

  it('is made even where it cannot be read afterwards', async () => {
    const over = await opened();
    over.peer.fault('status:500', 1, 'read');
    expect(await over.platform.create(filing(KEY))).toEqual({
      kind: 'created',
      record: {
        id: '190001',
        number: '190001',
        url: `${over.peer.url}/apps/ArcherApp/Home.aspx#record/75/57/190001`,
        key: KEY,
        state: 'Open',
        status: 'open',
        says: {},
      },
    });
  });

  it('has its number from the tracking id, and text areas in markup', async () => {
    const over = await opened();
    const id = await made(over);
    expect((await over.platform.read([id])).get(id)).toMatchObject({ number: '1' });
    const fields = over.peer.records()[0]?.fields ?? {};
    expect(fields['Description']).toContain('<br />The second line of it.');
    expect(fields['Finding Title']).toContain('<b>&</b>');
  });

  it('with a value that the settings do not translate is refused before anything is sent', async () => {
    const fields = { ...archerSettings('').fields, Severity: { source: 'severity', values: { low: 'Low' } } as const };
    const over = await opened({ fields });
    expect(await over.platform.create(filing(KEY))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('"high"'),
    });
    expect(over.peer.requests()).toEqual([]);
  });
});

describe('an update', () => {
  it('that changes nothing is answered 400, and is done where the state is there already', async () => {
    let before = async () => {};
    const racing: typeof fetch = async (input, init) => {
      if (init?.method === 'PUT') await before();
      return fetch(input, init);
    };
    const over = await opened({ fetch: racing });
    const id = await made(over);
    before = async () => over.peer.changeState(id, 'Closed');
    await over.platform.setStatus(id, 'closed');
    expect(over.peer.requests().find(({ method }) => method === 'PUT')).toMatchObject({ status: 400 });
  });

  it("that is answered 400 for another reason is told in Archer's words", async () => {
    const over = await opened();
    const id = await made(over);
    const message = { ResourcedMessage: null, MessageKey: 'ValidationMessageTemplates:RecordLocked' };
    for (const status of [400, 200]) {
      const body = { IsSuccessful: false, RequestedObject: null, ValidationMessages: [message] };
      over.peer.answerOnce('PUT ', { status, body });
      await expect(over.platform.setStatus(id, 'closed')).rejects.toMatchObject({
        code: 'misconfigured',
        message: 'RSA Archer does not take the state "Closed": RecordLocked.',
      });
    }
  });

  it("of what is no id of Archer's is asked nowhere", async () => {
    const over = await opened();
    for (const id of ['', '0', '-1', '1/../2', '1?x=1', '٣'])
      await expect(over.platform.setStatus(id, 'closed')).rejects.toMatchObject({ code: 'not_found' });
    expect((await over.platform.read(['1/../2', '٣'])).size).toBe(0);
    expect(over.peer.requests()).toEqual([]);
  });
});

it("a new record is left to Archer's own first state where the settings have no word for it", async () => {
  const over = await opened({ states: { Closed: 'closed' } });
  const id = await made(over);
  expect(over.peer.records()).toMatchObject([{ state: '' }]);
  await over.platform.setStatus(id, 'closed');
  await expect(over.platform.setStatus(id, 'open')).rejects.toMatchObject({ code: 'misconfigured' });
});

it('a record without a key is not written to', async () => {
  const over = await opened();
  over.peer.dropField('Finding Key');
  await over.platform.create(filing(KEY));
  await expect(over.platform.setStatus('190001', 'closed')).rejects.toMatchObject({ code: 'not_found' });
  expect(over.peer.records()).toMatchObject([{ state: 'Open' }]);
});

describe('without rights to the metadata', () => {
  const lists = {
    severity: { 'Very High': 411, High: 412, Moderate: 413, Low: 414 },
    status: { Open: 421, 'In Progress': 422, 'Awaiting Validation': 423, Closed: 424, 'Risk Accepted': 425 },
  };

  it('the settings tell the fields, and the metadata is not asked for', async () => {
    const over = await opened({
      numberField: 'Number',
      fieldSettings: {
        Finding_Key: { id: 306, kind: 'text' },
        Status: { id: 305, kind: 'values_list', values: lists.status },
        Severity: { id: 302, kind: 'values_list', values: lists.severity },
        'Finding Title': { id: 300, kind: 'text' },
        Description: { id: 301, kind: 'text' },
        Due_Date: { id: 303, kind: 'date' },
        '304': { id: 304, kind: 'text' },
        Number: { id: 307, kind: 'number' },
      },
    });
    const id = await made(over);
    expect(await over.platform.lookUp(KEY)).toMatchObject({ id, number: '1', says: { severity: 'high' } });
    expect(over.peer.requests().filter(({ kind }) => kind === 'metadata')).toEqual([]);
  });

  it('Archer that does not tell the fields says where to name them', async () => {
    const over = await opened();
    over.peer.answerOnce('/fielddefinition/', {
      status: 403,
      body: { IsSuccessful: false, ValidationMessages: [{ MessageKey: 'X:AccessDenied' }] },
    });
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/\(AccessDenied\).*"fieldSettings"/),
    });
  });
});

it('an address that would send secrets unencrypted, or holds some, is not taken', () => {
  for (const url of [
    'http://grc.example/RSAarcher',
    'https://u:p@grc.example',
    'https://grc.example/?a=1',
    'grc',
    'ftp://x',
  ])
    expect(() => createArcherPlatform(archerSettings(url))).toThrow(expect.objectContaining({ code: 'misconfigured' }));
});
