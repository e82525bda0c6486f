import { describe, expect, it } from 'vitest';
import { PEER_SAYS } from '../peers/grc/peer-server.ts';
import { filing, type GrcTraits } from './grc-platform-ground.ts';
import { type GrcTrial, KEY, keysOf, OTHER, signIns } from './grc-platform-trial.ts';

/** What becomes of a filing when a platform is in trouble: never lost, never made twice, never said to be what it is not. */
export function describeFilings({ opened, create, created, failure }: GrcTrial): void {
  describe('a filing', () => {
    it('of which no answer came is found by its key, once', async () => {
      const over = await opened();
      over.peer.fault('drop_after', 1, 'write');
      expect(await create(over)).toMatchObject({ kind: 'unknown' });
      expect(await over.platform.lookUp(KEY)).toMatchObject({ key: KEY, status: 'open' });
      expect(keysOf(over)).toEqual([KEY]);
    });

    it('that never got there is not lost and not made', async () => {
      const over = await opened();
      over.peer.fault('drop_before', 1, 'write');
      expect(['later', 'unknown']).toContain((await create(over)).kind);
      expect(keysOf(over)).toEqual([]);
      expect(await over.platform.lookUp(KEY)).toBeUndefined();
      await created(over);
    });

    it('waits where nobody listens', async () => {
      const over = await opened();
      await over.peer.close();
      expect(await create(over)).toMatchObject({ kind: 'later' });
      expect((await failure(over.platform.lookUp(KEY))).code).toBe('upstream_unavailable');
    });

    it('waits as long as the platform wants to be left alone', async () => {
      const over = await opened();
      over.peer.fault('rate_limited', 1, 'write');
      expect(await create(over)).toMatchObject({ kind: 'later', afterMs: 7_000 });
      expect(keysOf(over)).toEqual([]);
    });

    it.each(['status_after:500', 'status_after:502', 'status_after:504'] as const)(
      'is in doubt where the platform failed, since it may have been done: %s',
      async (fault) => {
        const over = await opened();
        over.peer.fault(fault, 1, 'write');
        expect(await create(over)).toMatchObject({ kind: 'unknown' });
        expect(await over.platform.lookUp(KEY)).toMatchObject({ key: KEY });
      },
    );

    it('is in doubt, or put off, where the platform is away', async () => {
      const over = await opened();
      over.peer.fault('status:503', 1, 'write');
      expect(['later', 'unknown']).toContain((await create(over)).kind);
    });

    it('that the platform does not take is refused, in words that help', async () => {
      const over = await opened();
      over.peer.fault('status:400', 1, 'write');
      const outcome = await create(over);
      expect(outcome).toMatchObject({ kind: 'refused' });
      expect(outcome).toHaveProperty('why', expect.stringContaining(PEER_SAYS));
      expect((outcome as { readonly why: string }).why.length).toBeLessThan(600);
    });

    it.each(['html_200', 'redirect'] as const)('is not made by what is no answer: %s', async (fault) => {
      const over = await opened();
      over.peer.fault(fault, 1, 'write');
      expect(['later', 'unknown']).toContain((await create(over)).kind);
      expect(over.peer.requests().some(({ path }) => path.includes('elsewhere'))).toBe(false);
    });

    it('that was made while nobody waited for the answer any more is found, and is one', async () => {
      const over = await opened('impatient');
      over.peer.fault('hang_after', 1, 'write');
      expect(await create(over)).toMatchObject({ kind: 'unknown' });
      expect(await over.platform.lookUp(KEY)).toMatchObject({ key: KEY });
      expect(keysOf(over)).toEqual([KEY]);
    });

    it.each(['hang', 'huge'] as const)('is in doubt where no whole answer came in time: %s', async (fault) => {
      const over = await opened('impatient');
      over.peer.fault(fault, 1, 'write');
      expect(await create(over)).toMatchObject({ kind: 'unknown' });
    });

    it('ends with the reason of whoever stops it', async () => {
      const over = await opened();
      const [gone, controller] = [new Error('gone'), new AbortController()];
      over.peer.fault('hang', 1, 'write');
      const making = over.platform.create(filing(KEY), controller.signal);
      setTimeout(() => controller.abort(gone), 50);
      await expect(making).rejects.toBe(gone);
      const stopped = AbortSignal.abort(gone);
      await expect(over.platform.create(filing(KEY), stopped)).rejects.toBe(gone);
      await expect(over.platform.lookUp(KEY, stopped)).rejects.toBe(gone);
      await expect(over.platform.read([over.unknownId], stopped)).rejects.toBe(gone);
      await expect(over.platform.setStatus(over.unknownId, 'closed', stopped)).rejects.toBe(gone);
      await expect(over.platform.check(stopped)).rejects.toBe(gone);
      expect(keysOf(over)).toEqual([]);
    });
  });
}

export function describeStates({ opened, created, failure }: GrcTrial): void {
  describe('a state', () => {
    it.each(['status:500', 'html_200', 'drop_after', 'redirect'] as const)(
      'is not said to be set where that is not known: %s',
      async (fault) => {
        const over = await opened();
        const { id } = await created(over);
        over.peer.fault(fault, 1, 'write');
        expect((await failure(over.platform.setStatus(id, 'closed'))).code).toBe('upstream_unavailable');
        await over.platform.setStatus(id, 'closed');
        expect(over.peer.records()).toMatchObject([{ state: over.words.closed }]);
      },
    );

    it('of a record that is not there, or not to be seen, is not said to be set', async () => {
      const over = await opened();
      const { id } = await created(over);
      over.peer.hide(id);
      await failure(over.platform.setStatus(id, 'closed'));
      expect(over.peer.records()).toMatchObject([{ state: over.words.open }]);
    });
  });
}

export function describeSigningIn({ opened, create, created, failure }: GrcTrial, traits: GrcTraits): void {
  describe('signing in', () => {
    it.runIf(traits.signsIn)(
      'is done once for requests that come at once, and anew by itself where it ended',
      async () => {
        const over = await opened();
        const { id } = await created(over);
        over.peer.endSessions();
        const before = signIns(over).length;
        await Promise.all([over.platform.lookUp(KEY), over.platform.lookUp(OTHER), over.platform.read([id])]);
        const anew = signIns(over).slice(before);
        expect(anew.length).toBeGreaterThan(0);
        expect(new Set(anew).size).toBe(anew.length);
        over.peer.endSessions();
        await over.platform.setStatus(id, 'closed');
        expect(over.peer.records()).toMatchObject([{ key: KEY, state: over.words.closed }]);
        over.peer.endSessions();
        await created(over, OTHER);
        expect(keysOf(over)).toEqual([KEY, OTHER]);
        const all = signIns(over).length;
        await over.platform.lookUp(KEY);
        expect(signIns(over)).toHaveLength(all);
      },
    );

    it.runIf(traits.signsIn).each(['drop_before', 'drop_after', 'status:503', 'html_200', 'rate_limited'] as const)(
      'that fails makes nothing, and that is certain: %s',
      async (fault) => {
        const over = await opened();
        over.peer.fault(fault, 1, 'sign_in');
        expect(await create(over)).toMatchObject({ kind: 'later' });
        expect(keysOf(over)).toEqual([]);
        await created(over);
      },
    );

    it('with a wrong credential is said to be wrong by whatever is asked, and makes nothing', async () => {
      const over = await opened('wrong_credential');
      expect(['misconfigured', 'not_permitted']).toContain((await failure(over.platform.lookUp(KEY))).code);
      expect(['misconfigured', 'not_permitted']).toContain((await failure(over.platform.read([over.unknownId]))).code);
      expect(['refused', 'later']).toContain((await create(over)).kind);
      expect(keysOf(over)).toEqual([]);
    });

    it('that does not suffice is told as a matter of rights', async () => {
      const over = await opened();
      over.peer.fault('status:403', 1, 'read');
      expect(['misconfigured', 'not_permitted']).toContain((await failure(over.platform.lookUp(KEY))).code);
      over.peer.fault('status:403', 1, 'write');
      expect(await create(over)).toMatchObject({ kind: 'refused' });
      expect(keysOf(over)).toEqual([]);
    });
  });
}
