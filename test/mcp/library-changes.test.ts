import {
  ResourceListChangedNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { afterEach, describe, expect, it } from 'vitest';
import { followLibrary } from '../../src/terminal/follow-library.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { legacyClient, modernClient } from './clients.ts';
import { localMcpDesk, type McpDesk } from './mcp-desk.ts';

const PLACE = 'regulation://32099R0001/art_1';
const ELSEWHERE = 'regulation://32099R0009/art_1';

describe('a change of the library', () => {
  const open: McpDesk[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
  });
  const started = async () => {
    const held = await localMcpDesk();
    open.push(held);
    return held;
  };

  it('is told in a session: that the list changed, and which of the places that it listens to', async () => {
    const held = await started();
    const client = await legacyClient(held.url);
    const seen: string[] = [];
    client.setNotificationHandler(ResourceListChangedNotificationSchema, () => void seen.push('list'));
    client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => void seen.push(params.uri));
    await client.subscribeResource({ uri: PLACE });
    await client.subscribeResource({ uri: ELSEWHERE });
    // The client opens its stream behind the handshake.
    await expect
      .poll(() => {
        held.door.libraryChanged(['32099R0001']);
        return seen.length;
      })
      .toBeGreaterThanOrEqual(2);
    expect(new Set(seen)).toEqual(new Set(['list', PLACE]));
    await client.unsubscribeResource({ uri: PLACE });
    seen.length = 0;
    held.door.libraryChanged(['32099R0001']);
    await expect.poll(() => seen).toEqual(['list']);
    await client.close();
  });

  it('is told to whoever listens, where each request stands alone (2026-07-28)', async () => {
    const held = await started();
    const client = await modernClient(held.url);
    const seen: string[] = [];
    client.setNotificationHandler('notifications/resources/list_changed', () => void seen.push('list'));
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => void seen.push(params.uri));
    const subscription = await client.listen({ resourcesListChanged: true, resourceSubscriptions: [PLACE, ELSEWHERE] });
    held.door.libraryChanged(['32099R0001']);
    await expect.poll(() => [...seen].sort()).toEqual(['list', PLACE]);
    await subscription.close();
    await client.close();
  });

  it('is noticed whoever made it, and tells of which acts', async () => {
    const held = await started();
    const told: (readonly string[])[] = [];
    const following = followLibrary(held.desk, (acts) => told.push(acts), 10);
    await held.desk.library.add(inventedAct({ act: '32099R0002', name: 'Regulation (EU) 2099/2' }));
    await expect.poll(() => told).toEqual([['32099R0002']]);
    await held.desk.library.add(inventedAct({ date: '2100-01-01', edition: 'second', consolidated: true }));
    await expect.poll(() => told.at(-1)).toEqual(['32099R0001']);
    await held.desk.library.remove('32099R0002');
    await expect.poll(() => told.at(-1)).toEqual(['32099R0002']);
    following.stop();
  });
});
