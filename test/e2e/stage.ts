import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { ChatScreen } from './chat-screen.ts';
import type { LocalClient } from './local-client.ts';
import type { SlowModel } from './slow-model.ts';
import { PATIENCE, until } from './until.ts';
import type { Exchanged } from './wire-record.ts';

/** What a flow is given. */
export interface Stage {
  readonly client: LocalClient;
  readonly screen: ChatScreen;
  /** Only where the flow asks for one. */
  readonly model?: SlowModel;
  /**
   * Does one thing and takes a picture of what is seen then; of what was seen where it fails as well.
   *
   * @throws Error that names the step and the picture
   */
  step<T>(name: string, run: () => Promise<T>): Promise<T>;
  /**
   * Waits until something like it went over the wire after the flow began.
   *
   * @returns all of its kind
   */
  wired(what: string, like: (exchanged: Exchanged) => boolean): Promise<readonly Exchanged[]>;
  /** All that went over the wire since the flow began. */
  since(): readonly Exchanged[];
}

/** What the product is set to, and what stands behind it. */
export type Setting = 'own words' | 'slow model';

/** Something that a person does, from its beginning to its end. */
export interface Flow {
  readonly name: string;
  readonly setting: Setting;
  run(stage: Stage): Promise<void>;
}

export const ARTEFACTS = join(import.meta.dirname, 'artefacts');

export interface StageOptions extends Pick<Stage, 'client' | 'screen'> {
  readonly model?: SlowModel;
  readonly flow: string;
  readonly tell: (line: string) => void;
}

export function createStage({ client, screen, model, flow, tell }: StageOptions): Stage {
  const before = client.wire().length;
  const since = () => client.wire().slice(before);
  let steps = 0;
  const picture = async (name: string): Promise<string> => {
    steps += 1;
    const path = join(ARTEFACTS, `${flow}-${steps}-${name.replace(/[^a-z0-9]+/gi, '-')}.png`);
    await takePicture(screen.page, path);
    return path;
  };
  return {
    client,
    screen,
    ...(model === undefined ? {} : { model }),
    since,
    step: async (name, run) => {
      const began = performance.now();
      try {
        const result = await run();
        await picture(name);
        tell(`  ${name} (${((performance.now() - began) / 1_000).toFixed(1)} s)`);
        return result;
      } catch (error) {
        const path = await picture(`${name}-failed`).catch(() => 'no picture');
        const why = error instanceof Error ? error.message : String(error);
        throw new Error(`${flow}, ${name}: ${why}\n  see ${path}`, { cause: error });
      }
    },
    wired: async (what, like) => {
      await until(() => since().some(like), `Nothing of the kind went over the wire: ${what}.`);
      return since().filter(like);
    },
  };
}

async function takePicture(page: Page, path: string): Promise<void> {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.screenshot({ path, timeout: PATIENCE, animations: 'disabled' });
}

/** What Teams reads of a piece of a stream: "Stream bot messages", entity `streaminfo`. */
const StreamInfo = z.looseObject({
  type: z.literal('streaminfo'),
  streamType: z.enum(['informative', 'streaming', 'final']),
  streamSequence: z.number().optional(),
  streamId: z.string().optional(),
});

/**
 * The pieces of the stream that the flow saw, in their order.
 *
 * @throws AssertionError where their numbers are not in order, or where they are of several streams
 */
export function streamOf({ since }: Pick<Stage, 'since'>) {
  const pieces = since().flatMap((exchanged) => {
    const info = exchanged.activity.entities?.find(({ type }) => type === 'streaminfo');
    return exchanged.way === 'out' && info !== undefined ? [{ exchanged, info: StreamInfo.parse(info) }] : [];
  });
  const begun = pieces.slice(0, -1);
  assert.deepEqual(
    begun.map(({ info }) => info.streamSequence),
    begun.map((_, at) => at + 1),
  );
  assert.equal(pieces.at(-1)?.info.streamSequence, undefined, 'The last piece has a number.');
  const ids = new Set(pieces.slice(1).map(({ info }) => info.streamId));
  assert.equal(ids.size, 1, 'The pieces are of several streams.');
  return pieces;
}
