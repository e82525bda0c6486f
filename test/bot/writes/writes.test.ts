import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Conversation, Person } from '../../fixtures/teams/teams-api.ts';
import { bodyOf, press, type RoomsDesk, wordsOf } from '../card-room/rooms-desk.ts';
import { CARD, ERROR, type LedgerRoom, ledgerRoom, MINUTE, NOTE } from './ledger-room.ts';

let room: LedgerRoom;
let held: RoomsDesk;
let group: Conversation;
let ana: Person;
let luis: Person;
beforeEach(async () => {
  room = await ledgerRoom();
  ({ held, group, ana, luis } = room);
});
afterEach(async () => {
  expect(held.failures).toEqual([]);
  await held.close();
});

describe('a write that waits', () => {
  it('shows its drafter what to confirm, and all others for whom it waits; nothing is written', async () => {
    const message = await room.draft();
    expect(room.seen(message, luis)).toMatch(
      /File a note on page 7[\s\S]*It says: The vault was open[\s\S]*Waits for Ana Ruiz/,
    );
    expect(room.seen(message, luis)).not.toMatch(/Confirm/);
    await group.refresh(message, { from: ana });
    expect(room.seen(message, ana)).toMatch(/You alone can confirm it, once[\s\S]*Confirm\n/);
    expect(room.seen(message, luis)).not.toMatch(/Confirm\n/);
    await expect(group.refresh(message, { from: luis })).rejects.toThrow(/does not refresh for Luis/);
    expect([room.ledger, room.outcomes()]).toEqual([[], ['needs_confirmation']]);
  });

  it('shows the buttons at once where there is nobody else', async () => {
    const chat = held.teams.chat({ person: ana });
    const message = await room.draft(chat);
    expect(room.seen(message, ana, chat)).toMatch(/Confirm\n/);
    await chat.execute(message, 'confirm');
    expect(room.ledger).toHaveLength(1);
  });

  it('is done once confirmed, and all see by whom and when', async () => {
    const message = await room.draft();
    await group.refresh(message, { from: ana });
    const { body } = await group.execute(message, 'confirm', {}, { from: ana });
    expect(bodyOf({ body })).toMatchObject({ statusCode: 200, type: CARD });
    expect(room.ledger).toEqual([{ folio: 7, text: NOTE.text, by: `${held.teams.tenant}/${ana.aadObjectId}` }]);
    for (const eyes of [ana, luis])
      expect(room.seen(message, eyes)).toMatch(/Done by Ana Ruiz · 2040-06-15, 12:00 UTC[\s\S]*folio: 7\nnotes: 1/);
    expect(group.shown(luis).find(({ id }) => id === message)?.card).not.toHaveProperty('refresh');
    expect(room.outcomes()).toEqual(['needs_confirmation', 'ok']);
  });

  it('keeps nothing of what was written once it has ended', async () => {
    const message = await room.draft();
    const write = room.writeOf(message);
    const kept = () => {
      const { chats } = held.desk.conversations;
      return JSON.stringify(chats.read({ tenant: held.teams.tenant, conversation: group.id, name: `write/${write}` }));
    };
    expect(kept()).toMatch(/"call":\{"confirmation"/);
    await press(group, { verb: 'confirm', write }, { from: ana, replyTo: message });
    expect(kept()).not.toMatch(/"call"/);
  });

  it('runs once, however often and from however many devices it is pressed', async () => {
    const message = await room.draft();
    const write = room.writeOf(message);
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => press(group, { verb: 'confirm', write }, { from: ana, replyTo: message })),
    );
    for (const { body } of replies) {
      expect(bodyOf({ body })['type']).toBe(CARD);
      expect(wordsOf(bodyOf({ body })['value'])).toMatch(/Done by Ana Ruiz/);
    }
    const later = await press(group, { verb: 'confirm', write }, { from: ana, replyTo: message });
    expect(wordsOf(bodyOf(later)['value'])).toMatch(/Done by Ana Ruiz/);
    const declined = await press(group, { verb: 'decline', write }, { from: ana, replyTo: message });
    expect(wordsOf(bodyOf(declined)['value'])).toMatch(/Done by Ana Ruiz/);
    expect([room.ledger.length, room.outcomes()]).toEqual([1, ['needs_confirmation', 'ok']]);
  });

  it('is done no more where its drafter said no', async () => {
    const message = await room.draft();
    const write = room.writeOf(message);
    await press(group, { verb: 'decline', write }, { from: ana, replyTo: message });
    expect(room.seen(message, luis)).toMatch(/Declined by Ana Ruiz · 2040-06-15, 12:00 UTC/);
    const { body } = await press(group, { verb: 'confirm', write }, { from: ana, replyTo: message });
    expect(wordsOf(bodyOf({ body })['value'])).toMatch(/Declined by Ana Ruiz/);
    expect([room.ledger, room.outcomes()]).toEqual([[], ['needs_confirmation', 'declined']]);
  });

  it.each(['confirm', 'decline'] as const)('expires, and says so to whoever would %s it', async (verb) => {
    const message = await room.draft();
    const write = room.writeOf(message);
    held.clock.time += 16 * MINUTE;
    const { body } = await press(group, { verb, write }, { from: ana, replyTo: message });
    expect(wordsOf(bodyOf({ body })['value'])).toMatch(
      /Expired[\s\S]*It could be confirmed until 2040-06-15, 12:15 UTC/,
    );
    expect(room.seen(message, luis)).toMatch(/Expired/);
    expect(room.ledger).toEqual([]);
  });

  it('shows that it expired to whoever looks, pressed or not', async () => {
    const message = await room.draft();
    held.clock.time += 16 * MINUTE;
    await group.refresh(message, { from: ana });
    expect(room.seen(message, ana)).toMatch(/Expired/);
  });

  it('speaks to each in their language', async () => {
    const message = await room.draft();
    await group.refresh(message, { from: ana, locale: 'es-ES' });
    expect(room.seen(message, ana)).toMatch(/Solo usted puede confirmarlo/);
    expect(room.seen(message, luis)).toMatch(/Waits for/);
  });
});

describe('whose write it is', () => {
  it.each(['confirm', 'decline'] as const)('nobody else can %s it; they are told who can', async (verb) => {
    const message = await room.draft();
    const write = room.writeOf(message);
    const { body } = await press(group, { verb, write }, { from: luis, replyTo: message });
    expect(body).toEqual({
      statusCode: 403,
      type: ERROR,
      value: { code: 'not_permitted', message: expect.stringMatching(/^Ana Ruiz drafted this, and Ana Ruiz alone/) },
    });
    expect(held.rows().at(-1)).toMatchObject({ type: 'refusal', who: 'Luis Vega', body: { what: 'write' } });
    expect(room.ledger).toEqual([]);
    await press(group, { verb: 'confirm', write }, { from: ana, replyTo: message });
    expect(room.ledger).toHaveLength(1);
  });

  it('is not known in another conversation, nor where somebody made it up', async () => {
    const message = await room.draft();
    const write = room.writeOf(message);
    const elsewhere = held.teams.chat({ person: ana });
    await held.greet(elsewhere);
    for (const [where, id] of [
      [elsewhere, write],
      [group, `${write}x`],
      [group, 'constructor'],
    ] as const)
      for (const verb of ['confirm', 'decline', 'refresh_write'])
        expect(await press(where, { verb, write: id }, { from: ana })).toMatchObject({
          status: 200,
          body: { statusCode: 404, type: ERROR, value: { code: 'not_found' } },
        });
    expect(room.ledger).toEqual([]);
  });

  it('is refused to its drafter too once their role does not allow it any more', async () => {
    const message = await room.draft();
    held.permissions = ['regulations:read'];
    const { body } = await press(
      group,
      { verb: 'confirm', write: room.writeOf(message) },
      { from: ana, replyTo: message },
    );
    expect(wordsOf(bodyOf({ body })['value'])).toMatch(/Failed[\s\S]*findings:file/);
    expect(room.ledger).toEqual([]);
  });
});

describe('drafting', () => {
  it('is nothing where the tool refuses: no card, nothing kept', async () => {
    held.permissions = ['regulations:read'];
    await expect(room.draft()).rejects.toThrow(/Nothing was shown.*findings:file/);
    held.failures.length = 0;
    held.permissions = ['findings:file'];
    await expect(room.draft(group, { text: '' })).rejects.toThrow(/Nothing was shown.*wrong arguments/);
    await expect(room.draft(group, NOTE, 'list_regulations')).rejects.toThrow(/Nothing was shown.*function/);
    held.failures.length = 0;
  });

  it('is declined where it could not be shown', async () => {
    held.teams.fail({ when: ({ method }) => method === 'POST', status: 403, times: 5 });
    await expect(room.draft()).rejects.toThrow(/Nothing was shown/);
    held.failures.length = 0;
    expect(room.outcomes()).toEqual(['needs_confirmation', 'declined']);
  });
});
