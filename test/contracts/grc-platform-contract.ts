import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { REMEDIATION_STATES } from '../../src/findings/finding.ts';
import { describeFilings, describeSigningIn, describeStates } from './grc-platform-filings.ts';
import { filing, type GrcGround, type GrcTraits, type GrcVariant } from './grc-platform-ground.ts';
import { type GrcTrial, grcTrial, KEY, keysOf, OTHER } from './grc-platform-trial.ts';

const ALL_KNOWN: GrcTraits = { signsIn: true, knowsFields: true, knowsStates: true };

/** What every GRC platform must do. `open` starts a peer of its own and the platform over it. */
export function describeGrcPlatform(
  name: string,
  open: (variant: GrcVariant) => Promise<GrcGround>,
  traits: GrcTraits = ALL_KNOWN,
): void {
  describe(`GRC platform: ${name}`, () => {
    const trial = grcTrial(open);
    describeRecords(trial);
    describeLookUps(trial);
    describeFilings(trial);
    describeStates(trial);
    describeSigningIn(trial, traits);
    describeChecks(trial, traits);
  });
}

function describeRecords({ opened, created }: GrcTrial): void {
  describe('a record', () => {
    it('is made, found, read, and moved from state to state', async () => {
      const over = await opened();
      const { platform, peer, words } = over;
      const record = await created(over);
      expect(record).toMatchObject({ key: KEY, state: words.open, status: 'open' });
      expect(await platform.lookUp(KEY)).toEqual(record);
      expect(await platform.read([record.id])).toEqual(new Map([[record.id, record]]));
      for (const status of [...REMEDIATION_STATES.slice(1), 'open' as const]) {
        await platform.setStatus(record.id, status);
        expect(peer.records().map(({ state }) => state)).toEqual([words[status]]);
        expect((await platform.read([record.id])).get(record.id)).toMatchObject({ state: words[status], status });
      }
      expect(keysOf(over)).toEqual([KEY]);
    });

    it('says what the finding says, sign by sign, and tells it back', async () => {
      const over = await opened();
      const { title, severity, due, owner, description } = filing(KEY).finding.content;
      const record = await created(over);
      expect(record.says).toEqual({ title, severity, due, owner });
      const [kept] = over.peer.records();
      const fields = Object.values(kept?.fields ?? {});
      // Dates have forms of their own: that the due date is kept is told by what is read back.
      for (const text of [KEY, title, owner]) expect(fields).toContain(text);
      expect(fields.some((text) => text.includes(description.split('\n')[1] as string))).toBe(true);
      expect(record.id).toBe(kept?.id);
      expect(record.number).not.toBe('');
    });

    it('is opened at the configured host, whatever an answer says', async () => {
      const over = await opened();
      const { url } = await created(over);
      expect(over.platform.host).toMatch(/^127\.0\.0\.1:\d+$/);
      if (url !== undefined) expect(new URL(url).host).toBe(over.platform.host);
    });

    it('comes to a state without harm however often it is put there', async () => {
      const over = await opened();
      const { id } = await created(over);
      for (let times = 0; times < 3; times += 1) await over.platform.setStatus(id, 'closed');
      expect(over.peer.records()).toMatchObject([{ id, state: over.words.closed }]);
    });

    it('has no status here for a word that is not mapped', async () => {
      const over = await opened();
      const { id } = await created(over);
      over.peer.changeState(id, over.words.unmapped);
      const read = (await over.platform.read([id])).get(id);
      expect(read).toMatchObject({ id, key: KEY, state: over.words.unmapped });
      expect(read).not.toHaveProperty('status');
    });

    it('shows what people changed on the platform', async () => {
      const over = await opened();
      const { id } = await created(over);
      over.peer.changeState(id, over.words.validating);
      expect((await over.platform.read([id])).get(id)).toMatchObject({ status: 'validating' });
      expect(await over.platform.lookUp(KEY)).toMatchObject({ id, status: 'validating' });
    });

    it('that may not be seen, or is not there, is absent; the others are read', async () => {
      const over = await opened();
      const [first, second] = [await created(over, KEY), await created(over, OTHER)];
      over.peer.hide(first.id);
      expect([...(await over.platform.read([first.id, second.id, over.unknownId])).keys()]).toEqual([second.id]);
      expect((await over.platform.read([])).size).toBe(0);
    });

    it('is told of however many there are', async () => {
      const over = await opened();
      const ids: string[] = [];
      for (let at = 0; at < 60; at += 1) ids.push((await created(over, `K-${at}`)).id);
      const read = await over.platform.read(ids);
      expect([...read.values()].map(({ key }) => key).sort()).toEqual(ids.map((_, at) => `K-${at}`).sort());
    });
  });
}

function describeLookUps({ opened, created, failure, tell }: GrcTrial): void {
  describe('a look-up', () => {
    it('finds nothing among strangers where there is nothing', async () => {
      const { platform, peer } = await opened();
      expect(await platform.lookUp(KEY)).toBeUndefined();
      peer.addStrangers(5);
      expect(await platform.lookUp(KEY)).toBeUndefined();
    });

    it('takes no record for ours that names the key in another field', async () => {
      const { platform, peer } = await opened();
      peer.addStrangers(3, KEY);
      expect(await platform.lookUp(KEY)).toBeUndefined();
    });

    it('takes no stranger for ours where the platform left its condition out', async () => {
      const over = await opened();
      over.peer.addStrangers(5, OTHER);
      await created(over);
      over.peer.ignoreFilters();
      const looked = await over.platform.lookUp(OTHER).catch((error: unknown) => error);
      // Either all was looked through, or it says that it does not know. It never names another one's record.
      if (looked !== undefined) expect(looked).toBeInstanceOf(AppError);
      tell(looked);
    });

    it('keeps to the key exactly, whatever is in it', async () => {
      const over = await opened();
      await created(over);
      for (const key of [KEY.slice(0, -1), `${KEY}0`, KEY.toLowerCase()])
        expect(await over.platform.lookUp(key)).toBeUndefined();
    });

    it.each(['status:500', 'status:503', 'html_200', 'drop_before', 'drop_after', 'redirect'] as const)(
      'never says that there is nothing where it was not told so: %s',
      async (fault) => {
        const over = await opened();
        await created(over);
        over.peer.fault(fault, 1, 'read');
        expect((await failure(over.platform.lookUp(KEY))).code).toBe('upstream_unavailable');
        expect(await over.platform.lookUp(KEY)).toMatchObject({ key: KEY });
      },
    );

    it('says so where the platform wants to be left alone', async () => {
      const over = await opened();
      over.peer.fault('rate_limited', 1, 'read');
      expect((await failure(over.platform.lookUp(KEY))).code).toBe('rate_limited');
    });

    it.each(['hang', 'huge'] as const)('gives up in time: %s', async (fault) => {
      const over = await opened('impatient');
      over.peer.fault(fault, 1, 'read');
      expect((await failure(over.platform.lookUp(KEY))).code).toBe('upstream_unavailable');
    });
  });
}

function describeChecks({ opened, tell }: GrcTrial, traits: GrcTraits): void {
  describe('the check', () => {
    const checked = async (variant: GrcVariant) => {
      const over = await opened(variant);
      const checks = await over.platform.check();
      tell(checks);
      for (const { what, says } of checks) for (const text of [what, says]) expect(text).toMatch(/\p{L}{3}/u);
      const wrong = checks.filter(({ state }) => state === 'wrong');
      const named = checks.filter(
        ({ what, says }) => over.wrong !== undefined && `${what} ${says}`.includes(over.wrong),
      );
      expect(keysOf(over)).toEqual([]);
      expect(over.peer.requests().filter(({ kind }) => kind === 'write')).toEqual([]);
      return { checks, wrong, named };
    };

    it('finds nothing wrong with good settings', async () => {
      const { checks, wrong } = await checked('plain');
      expect(wrong).toEqual([]);
      expect(checks.some(({ state }) => state === 'ok')).toBe(true);
    });

    it('says that a credential is wrong', async () => {
      expect((await checked('wrong_credential')).wrong.length).toBeGreaterThan(0);
    });

    it('names the field that is not there', async () => {
      const { named } = await checked('unknown_field');
      expect(named.map(({ state }) => state)).toContain(traits.knowsFields ? 'wrong' : 'unknown');
    });

    it('names the state that is not there', async () => {
      const { named } = await checked('unknown_state');
      expect(named.map(({ state }) => state)).toContain(traits.knowsStates ? 'wrong' : 'unknown');
    });

    it('says that the platform is away', async () => {
      const over = await opened();
      await over.peer.close();
      const checks = await over.platform.check().catch((error: unknown) => {
        tell(error);
        expect(error).toMatchObject({ code: 'upstream_unavailable' });
        return undefined;
      });
      tell(checks);
      if (checks !== undefined) expect(checks.every(({ state }) => state !== 'ok')).toBe(true);
    });
  });
}
