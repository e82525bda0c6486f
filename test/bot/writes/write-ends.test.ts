import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import type { Conversation, Person } from '../../fixtures/teams/teams-api.ts';
import { bodyOf, press, type RoomsDesk, showing, wordsOf } from '../card-room/rooms-desk.ts';
import { type LedgerRoom, ledgerRoom, MESSAGE, MINUTE } from './ledger-room.ts';

let room: LedgerRoom;
let held: RoomsDesk;
let group: Conversation;
let ana: Person;
let luis: Person;
const open = async (options: { readonly patience?: number } = {}) => {
  room = await ledgerRoom(options);
  ({ held, group, ana, luis } = room);
};
beforeEach(() => open());
afterEach(async () => {
  expect(held.failures).toEqual([]);
  await held.close();
});

describe('a write that does not go well', () => {
  it('tells why the tool refused, to all, and is over', async () => {
    room.deps = {
      before: async () => Promise.reject(new AppError('upstream_unavailable', 'The keeper of the ledger is away.')),
    };
    const message = await room.draft();
    const write = room.writeOf(message);
    expect(await room.confirmed(message)).toMatch(
      /Failed[\s\S]*It was tried on 2040-06-15[\s\S]*keeper of the ledger is away/,
    );
    expect(room.seen(message, luis)).toMatch(/keeper of the ledger is away/);
    room.deps = {};
    const again = await press(group, { verb: 'confirm', write }, { from: ana, replyTo: message });
    expect(wordsOf(bodyOf(again)['value'])).toMatch(/Failed/);
    expect(room.ledger).toEqual([]);
  });

  it('does nothing where what it refers to was changed since', async () => {
    room.deps = { remark: () => 'Page 7 is empty.' };
    const message = await room.draft();
    room.deps = { remark: () => 'Page 7 is full.' };
    expect(await room.confirmed(message)).toMatch(/Failed[\s\S]*differs from what was confirmed/);
    expect(room.ledger).toEqual([]);
  });

  it('is in doubt where it broke inside', async () => {
    room.deps = { before: async () => Promise.reject(new Error('the pen broke')) };
    expect(await room.confirmed(await room.draft())).toMatch(/not known whether it was written[\s\S]*Look whether/);
  });

  it('is in doubt where the process ended in it', async () => {
    const message = await room.draft();
    const write = room.writeOf(message);
    const { chats } = held.desk.conversations;
    const name = { tenant: held.teams.tenant, conversation: group.id, name: `write/${write}` };
    const { value, revision } = chats.read(name) ?? { value: {}, revision: 0 };
    const at = new Date(held.clock.time).toISOString();
    chats.write(name, { ...value, state: { kind: 'running', at } }, revision, at);
    const early = await press(group, { verb: 'confirm', write }, { from: ana, replyTo: message });
    expect(early.body).toMatchObject({ type: MESSAGE, value: expect.stringMatching(/^It is being done/) });
    held.clock.time += 3 * MINUTE;
    expect(await room.confirmed(message)).toMatch(/not known whether it was written/);
    expect(room.ledger).toEqual([]);
  });

  it('answers a press that Teams would not wait for, and tells all when it has ended', async () => {
    await held.close();
    await open({ patience: 30 });
    let end: () => void = () => undefined;
    room.deps = { before: () => new Promise<void>((resolve) => (end = resolve)) };
    const message = await room.draft();
    const write = room.writeOf(message);
    const first = await press(group, { verb: 'confirm', write }, { from: ana, replyTo: message });
    expect(first.body).toMatchObject({ type: MESSAGE, value: expect.stringMatching(/^It is being done/) });
    const second = await press(group, { verb: 'confirm', write }, { from: ana, replyTo: message });
    expect(second.body).toMatchObject({ type: MESSAGE });
    const said = await press(group, { verb: 'decline', write }, { from: ana, replyTo: message });
    expect(said.body).toMatchObject({ type: MESSAGE });
    end();
    await expect.poll(() => held.later.length).toBe(1);
    expect(held.later[0]?.message).toBe(message);
    expect(wordsOf(held.later[0]?.card)).toMatch(/Done by Ana Ruiz/);
    expect(room.ledger).toHaveLength(1);
  });

  it('is begun by one of two processes that are asked at once', async () => {
    let end: () => void = () => undefined;
    room.deps = { before: () => new Promise<void>((resolve) => (end = resolve)) };
    const message = await room.draft();
    const write = room.writeOf(message);
    const first = press(group, { verb: 'confirm', write }, { from: ana, replyTo: message });
    await expect.poll(() => held.rows().some(({ type }) => type === 'intent')).toBe(true);
    let other: unknown;
    await showing(held, group, async (turn) => {
      const pass = {
        tenant: turn.where.tenant,
        caller: { id: ana.aadObjectId, permissions: new Set(held.permissions) },
      };
      other = await held.anotherProcess().confirm(turn, { ...pass, roles: [] }, write);
    });
    end();
    expect(other).toMatchObject({ kind: 'message', text: expect.stringMatching(/^It is being done/) });
    expect(wordsOf(bodyOf(await first)['value'])).toMatch(/Done by Ana Ruiz/);
    expect(room.ledger).toHaveLength(1);
  });

  it('shows how it ended to whoever pressed where Teams does not take the change for all', async () => {
    const message = await room.draft();
    held.teams.fail({ when: ({ method }) => method === 'PUT', status: 403, times: 10 });
    expect(await room.confirmed(message)).toMatch(/Done by Ana Ruiz/);
    await group.refresh(message, { from: ana });
    expect(room.seen(message, ana)).toMatch(/Done by Ana Ruiz/);
  });
});
