import { afterEach, describe, expect, it } from 'vitest';
import type { ArcherOptions } from '../../../src/adapters/archer/archer-options.ts';
import { createArcherPlatform } from '../../../src/adapters/archer/archer-platform.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { ARCHER_SIGN_IN, type ArcherPeerOptions } from '../../peers/grc/archer-peer.ts';
import { type ArcherGround, archerSettings, openArcher } from './archer-ground.ts';

const KEY = 'F-0123456789abcdef-000000000001';
const PAGE = { status: 200, body: '<html><body><form action="/login">Please sign in</form></body></html>' };

let ground: ArcherGround | undefined;
afterEach(async () => {
  await ground?.platform.close();
  await ground?.peer.close();
  ground = undefined;
});

async function opened(more: Partial<ArcherOptions> = {}, peer: ArcherPeerOptions = {}): Promise<ArcherGround> {
  ground = await openArcher('plain', more, peer);
  return ground;
}

async function made({ platform }: ArcherGround, key = KEY): Promise<string> {
  const outcome = await platform.create(filing(key));
  if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
  return outcome.record.id;
}

const signIns = ({ peer }: ArcherGround) => peer.requests().filter(({ kind }) => kind === 'sign_in').length;

describe('a sign-in', () => {
  it('that is refused with 200 and a key for a message is told in that key, and not repeated at once', async () => {
    let now = 1_000_000;
    const over = await opened({ password: 'no such wick', now: () => now });
    const asked = () => over.platform.lookUp(KEY);
    await expect(asked()).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('(LoginNotValid)'),
    });
    await expect(asked()).rejects.toMatchObject({ code: 'misconfigured' });
    expect(await over.platform.create(filing(KEY))).toMatchObject({ kind: 'refused' });
    expect(signIns(over)).toBe(1);
    now += 61_000;
    await expect(asked()).rejects.toMatchObject({ code: 'misconfigured' });
    expect(signIns(over)).toBe(2);
  });

  it('says nothing secret, even where Archer repeats it', async () => {
    const over = await opened();
    const { password } = ARCHER_SIGN_IN;
    const message = { ResourcedMessage: `The password ${password} of https://x.example/?p=1 is not valid.` };
    over.peer.answerOnce('/security/login', {
      status: 200,
      body: { IsSuccessful: false, RequestedObject: null, ValidationMessages: [message] },
    });
    const error = (await over.platform.lookUp(KEY).catch((thrown: unknown) => thrown)) as Error;
    expect(error.message).toContain('The password … of [address] is not valid');
  });

  it('is done once for twelve requests after the session has ended', async () => {
    const over = await opened();
    const id = await made(over);
    over.peer.endSessions();
    const before = signIns(over);
    await Promise.all(Array.from({ length: 12 }, () => over.platform.read([id])));
    expect(signIns(over)).toBe(before + 1);
  });

  it('may be answered with a bare token, as the reference shows it', async () => {
    const over = await opened();
    await made(over);
    over.peer.endSessions();
    over.peer.answerOnce('/security/login', { status: 200, body: { SessionToken: 'BARE-TOKEN' } });
    // The peer does not know that token, and so the second sign-in is a refusal of the session, told as one.
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'misconfigured' });
  });

  it('that gives a token which cannot stand in a header is no sign-in', async () => {
    const over = await opened();
    over.peer.answerOnce('/security/login', {
      status: 200,
      body: { IsSuccessful: true, RequestedObject: { SessionToken: 'a\r\nX-Evil: 1' } },
    });
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'upstream_unavailable' });
  });

  it('ends with the platform', async () => {
    const over = await opened();
    await made(over);
    await over.platform.close();
    expect(over.peer.requests().at(-1)).toMatchObject({
      path: '/RSAarcher/platformapi/core/security/logout',
      status: 200,
    });
  });

  it('at the path of an older release says where to look', async () => {
    const over = await opened({ api: 'api' });
    await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({
      code: 'misconfigured',
      message: expect.stringMatching(/"url" and "api"/),
    });
  });
});

describe('a session that ended without a word (IRIS#489: a page with 200)', () => {
  it('is opened anew with the next request that reads', async () => {
    const over = await opened();
    const id = await made(over);
    for (const path of [`GET /RSAarcher/platformapi/core/content/${id}`, 'GET /RSAarcher/contentapi/']) {
      const before = signIns(over);
      over.peer.answerOnce(path, PAGE);
      await expect(over.platform.lookUp(KEY)).rejects.toMatchObject({ code: 'upstream_unavailable' });
      expect(await over.platform.lookUp(KEY)).toMatchObject({ id });
      expect(signIns(over)).toBe(before + 1);
    }
  });

  it.each([PAGE, { status: 302, headers: { location: '/RSAarcher/login' } }])(
    'leaves a new record in doubt, and never makes two: %j',
    async (answer) => {
      const over = await opened();
      await over.platform.lookUp(KEY);
      over.peer.answerOnce('POST /RSAarcher/platformapi/core/content', answer);
      expect(await over.platform.create(filing(KEY))).toMatchObject({ kind: 'unknown' });
      expect(await over.platform.lookUp(KEY)).toBeUndefined();
      expect(signIns(over)).toBe(2);
      await made(over);
      expect(over.peer.records()).toHaveLength(1);
    },
  );
});

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
