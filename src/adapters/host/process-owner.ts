import { hostname } from 'node:os';

/** Names this process among those that share a data folder: machine, process number, when it began. */
export function processOwner(): string {
  return `${hostname()}|${process.pid}|${Math.round(Date.now() - process.uptime() * 1_000)}`;
}

/**
 * True for a process that may still be at work: one of this machine with a living number, or one of another machine,
 * which cannot be seen from here. A number that another process has taken since lets an intent stay open longer.
 */
export function ownerLives(owner: string): boolean {
  const [host, pid] = owner.split('|');
  if (host !== hostname()) return true;
  if (Number(pid) === process.pid)
    return owner === processOwner() || Math.abs(startOf(owner) - startOf(processOwner())) < 2_000;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function startOf(owner: string): number {
  return Number(owner.split('|')[2]);
}
