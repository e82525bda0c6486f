import { afterEach } from 'vitest';
import type { Sai360Options } from '../../../src/adapters/sai360/sai360-options.ts';
import { filing } from '../../contracts/grc-platform-ground.ts';
import type { Sai360PeerOptions } from '../../peers/grc/sai360-peer.ts';
import { openSai360, type Sai360Ground } from './sai360-ground.ts';

export const KEY = 'F-0123456789abcdef-000000000001';

/** One SAI360 a test, closed behind it. To be called where tests are described. */
export function sai360Trial() {
  let ground: Sai360Ground | undefined;
  afterEach(async () => {
    await ground?.platform.close();
    await ground?.peer.close();
    ground = undefined;
  });
  return {
    opened: async (more: Partial<Sai360Options> = {}, peer: Sai360PeerOptions = {}): Promise<Sai360Ground> => {
      ground = await openSai360('plain', more, peer);
      return ground;
    },
    /** The id of a record that has to be made. */
    made: async ({ platform }: Sai360Ground, key = KEY): Promise<string> => {
      const outcome = await platform.create(filing(key));
      if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
      return outcome.record.id;
    },
  };
}
