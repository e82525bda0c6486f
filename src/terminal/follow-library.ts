import type { Desk } from '../compose.ts';

/** How often it is looked whether another process changed the library, in milliseconds. */
const LOOKED_EVERY = 5_000;

/** Tells which acts changed, whoever changed them: texts that came, went, or were replaced. */
export function followLibrary(
  desk: Pick<Desk, 'library' | 'refresh'>,
  changed: (acts: readonly string[]) => void,
  lookedEvery = LOOKED_EVERY,
): { stop(): void } {
  let held = versionsOf(desk);
  const look = async (): Promise<void> => {
    await desk.refresh();
    const now = versionsOf(desk);
    const acts = [...differing(held, now), ...differing(now, held)];
    held = now;
    if (acts.length > 0) changed([...new Set(acts)]);
  };
  // What the index could not take in is told to whoever searches; the next look tries again.
  const timer = setInterval(() => void look().catch(() => undefined), lookedEvery);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

type Held = ReadonlyMap<string, string>;

function versionsOf({ library }: Pick<Desk, 'library'>): Held {
  return new Map(library.versions().map(({ key, act }) => [key, act]));
}

function differing(from: Held, to: Held): readonly string[] {
  return [...from].filter(([key]) => !to.has(key)).map(([, act]) => act);
}
