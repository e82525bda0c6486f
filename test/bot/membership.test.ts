import { afterEach, describe, expect, it } from 'vitest';
import type { Conversation } from '../fixtures/teams/teams-api.ts';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

let desk: TeamsDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

const TEAM = '19:Compliance@thread.tacv2';

/** Channels that the desk was spoken to in, and follows something in. */
async function open() {
  desk = await teamsDesk();
  const { teams, door } = desk;
  const { conversations, subscriptions } = desk.desk;
  const two = [teams.channel({ name: 'One' }), teams.channel({ name: 'Two' })];
  const elsewhere = teams.channel({ team: 'Payments' });
  const chat = teams.chat();
  for (const each of [...two, elsewhere, chat]) {
    await each.ask('help', { mention: each.kind !== 'personal' });
    const value = { verb: 'follow', authorities: '', acts: '', topics: '', language: 'en' };
    await each.invoke('adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'follow', data: value } });
  }
  await door.settled();
  const known = () => ({
    addresses: conversations.addresses.list(teams.tenant).map(({ conversation }) => conversation),
    followed: subscriptions.list(teams.tenant).map(({ conversation }) => conversation),
  });
  return { desk, two: two as [Conversation, Conversation], elsewhere, chat, known };
}

/** The app was taken out; as Teams tells it of a team, in the channel that bears the team's own id. */
const removed = (channel: Conversation, botId: string, id: string) =>
  channel.post({
    type: 'conversationUpdate',
    membersRemoved: [{ id: botId }],
    conversation: { id, conversationType: 'channel', tenantId: channel.tenant, isGroup: true },
    channelData: { tenant: { id: channel.tenant }, team: { id: TEAM }, eventType: 'teamMemberRemoved' },
  });

describe('the app taken out of a team', () => {
  it('leaves nothing of any channel of the team, and all of others', async () => {
    const { desk, two, elsewhere, chat, known } = await open();
    expect(known().followed).toHaveLength(4);
    await removed(two[0], desk.teams.botId, TEAM);
    await desk.door.settled();
    const left = [elsewhere.id, chat.id].sort();
    expect([known().addresses.sort(), known().followed.sort()]).toEqual([left, left]);
    expect(desk.failures).toEqual([]);
  });

  it('is gone from one channel alone where it was taken out of that', async () => {
    const { desk, two, known } = await open();
    await removed(two[0], desk.teams.botId, two[0].id);
    await desk.door.settled();
    expect(known().addresses).not.toContain(two[0].id);
    expect(known().followed).toContain(two[1].id);
  });
});
