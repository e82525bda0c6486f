import { afterEach } from 'vitest';
import type { ArcherOptions } from '../../../src/adapters/archer/archer-options.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import type { ArcherPeerOptions } from '../../peers/grc/archer-peer.ts';
import { type ArcherGround, openArcher } from './archer-ground.ts';

export const KEY = 'F-0123456789abcdef-000000000001';

/** One Archer a test, closed behind it. To be called where tests are described. */
export function archerTrial() {
  let ground: ArcherGround | undefined;
  afterEach(async () => {
    await ground?.platform.close();
    await ground?.peer.close();
    ground = undefined;
  });
  return {
    opened: async (more: Partial<ArcherOptions> = {}, peer: ArcherPeerOptions = {}): Promise<ArcherGround> => {
      ground = await openArcher('plain', more, peer);
      return ground;
    },
    /** The id of a record that has to be made. */
    made: async ({ platform }: ArcherGround, key = KEY): Promise<string> => {
      const outcome = await platform.create(filing(key));
      if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
      return outcome.record.id;
    },
  };
}
