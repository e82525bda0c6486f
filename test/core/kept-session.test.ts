import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/errors.ts';
import { createKeptSession } from '../../src/core/kept-session.ts';

/** A service that lets nobody in until it is told what to say. */
function service() {
  const asked: { resolve(session: string): void; reject(error: unknown): void }[] = [];
  let now = 0;
  const session = createKeptSession(() => new Promise<string>((resolve, reject) => asked.push({ resolve, reject })), {
    now: () => now,
    refusedFor: 60,
  });
  return {
    session,
    asked,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

describe('a session', () => {
  it('is asked for once by all who wait, and stands until it is dropped', async () => {
    const { session, asked } = service();
    const waiting = [session.get(), session.get(), session.get()];
    asked[0]?.resolve('one');
    expect(await Promise.all(waiting)).toEqual(['one', 'one', 'one']);
    expect(await session.get()).toBe('one');
    session.drop('one');
    const anew = session.get();
    asked[1]?.resolve('two');
    expect(await anew).toBe('two');
    // Who comes late with the old one does not take the new one away.
    session.drop('one');
    expect(await session.get()).toBe('two');
    expect(asked).toHaveLength(2);
  });

  it('ends for whoever gives up, and goes on for the others', async () => {
    const { session, asked } = service();
    const [gone, controller] = [new Error('gone'), new AbortController()];
    const given = session.get(controller.signal);
    const kept = session.get();
    controller.abort(gone);
    await expect(given).rejects.toBe(gone);
    asked[0]?.resolve('one');
    expect(await kept).toBe('one');
    await expect(session.get(AbortSignal.abort(gone))).rejects.toBe(gone);
  });

  it('that could not be had is asked for again; one that was refused only after a while', async () => {
    const { session, asked, pass } = service();
    const away = session.get();
    asked[0]?.reject(new AppError('upstream_unavailable', 'away'));
    await expect(away).rejects.toMatchObject({ code: 'upstream_unavailable' });
    const refused = session.get();
    asked[1]?.reject(new AppError('misconfigured', 'wrong password'));
    await expect(refused).rejects.toMatchObject({ code: 'misconfigured' });
    pass(59);
    await expect(session.get()).rejects.toMatchObject({ message: 'wrong password' });
    expect(asked).toHaveLength(2);
    pass(1);
    const again = session.get();
    asked[2]?.resolve('three');
    expect(await again).toBe('three');
  });

  it('is given back where it is ended', async () => {
    const { session, asked } = service();
    expect(session.end()).toBeUndefined();
    const waiting = session.get();
    asked[0]?.resolve('one');
    await waiting;
    expect(session.end()).toBe('one');
    expect(session.end()).toBeUndefined();
  });
});
