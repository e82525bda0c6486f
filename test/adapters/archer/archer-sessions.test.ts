import { describe, expect, it } from 'vitest';
import { filing } from '../../contracts/grc-platform-ground.ts';
import { ARCHER_SIGN_IN } from '../../peers/grc/archer-peer.ts';
import type { ArcherGround } from './archer-ground.ts';
import { archerTrial, KEY } from './archer-trial.ts';

const { opened, made } = archerTrial();

const PAGE = { status: 200, body: '<html><body><form action="/login">Please sign in</form></body></html>' };
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

  it('that another process ends each time keeps a finding waiting, and refuses none', async () => {
    const over = await opened();
    for (let times = 0; times < 2; times += 1)
      over.peer.answerOnce('POST /RSAarcher/platformapi/core/content', { status: 401, body: {} });
    expect(await over.platform.create(filing(KEY))).toMatchObject({
      ...{ kind: 'later', why: expect.stringMatching(/a user of its own/) },
    });
    expect(over.peer.records()).toEqual([]);
    await made(over);
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
