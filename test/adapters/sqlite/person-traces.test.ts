import { afterEach, expect, it } from 'vitest';
import { systemContext } from '../../../src/audit/audit.ts';
import { eraseUser } from '../../../src/audit/erasure.ts';
import { callContext } from '../../asking.ts';
import { inventedDocument } from '../../contracts/document-store-contract.ts';
import { type ToolDesk, toolDesk } from '../../tools/invented-law.ts';

let opened: ToolDesk | undefined;
afterEach(async () => opened?.close());

const ANA = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const LUIS = 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb';
const AT = '2040-01-01T00:00:00.000Z';

const contextOf = (user: string, conversation: string) =>
  callContext({ tenant: 'bank', user, conversation, channel: 'teams' });

it('an erased person leaves nothing in the chats that they wrote in; others keep theirs', async () => {
  opened = await toolDesk([]);
  const { desk } = opened;
  const { addresses, chats, inbox } = desk.conversations;
  const by = (id: string) =>
    ({ tenant: 'bank', user: { id, name: 'N' }, conversation: 'c', channel: 'teams', correlation: 'x' }) as const;
  const filter = { authorities: [], acts: [], topics: [], language: 'en' } as const;
  for (const [person, chat] of [
    [ANA, 'a:ana'],
    [LUIS, 'a:luis'],
  ] as const) {
    desk.audit.record({ type: 'export', body: {} }, by(person));
    addresses.save({
      tenant: 'bank',
      conversation: chat,
      kind: 'personal',
      person,
      name: 'N',
      language: 'en',
      reference: {},
      refreshed: AT,
    });
    chats.write({ tenant: 'bank', conversation: chat, name: 'answer/1' }, { receipt: 'r' }, 0, AT);
    chats.write({ tenant: 'bank', conversation: `person/${person}`, name: 'language' }, { language: 'es' }, 0, AT);
    chats.write({ tenant: 'bank', conversation: '19:team', name: `waiting/${person}` }, { asked: 'a question' }, 0, AT);
    inbox.accept({
      tenant: 'bank',
      conversation: chat,
      id: '1',
      kind: 'message',
      at: AT,
      owner: 'o',
      waiting: 'what they asked',
    });
  }
  addresses.save({
    tenant: 'bank',
    conversation: '19:team',
    kind: 'channel',
    language: 'en',
    reference: {},
    refreshed: AT,
  });
  desk.subscriptions.follow('19:team', filter, {
    ...by(ANA),
    user: { id: ANA, permissions: new Set(['regulations:read']) },
  });
  for (const [person, conversation] of [
    [ANA, 'c-ana'],
    [LUIS, 'c-luis'],
  ] as const)
    desk.documents.receive(inventedDocument('Keels are tarred in spring.'), 'a:chat', contextOf(person, conversation));
  desk.policies.add(
    inventedDocument('Keels are tarred in spring.', { name: 'Keels of Ana.docx' }),
    { id: 'keels' },
    contextOf(ANA, 'c-ana'),
  );
  eraseUser(desk.audit, ANA, 'bank', systemContext('erasing'), desk.forgetPerson);
  expect(desk.documents.list(contextOf(ANA, 'c-ana'))).toEqual([]);
  expect(desk.documents.list(contextOf(LUIS, 'c-luis'))).toHaveLength(1);
  // A policy is the bank's, whoever added it: no store but the audit knows who that was.
  expect(desk.policies.list(contextOf(LUIS, 'c-luis')).map(({ policy }) => policy)).toEqual(['keels']);
  const texts = desk.audit.store.texts(1, 1_000).map(({ text }) => text);
  expect(texts).not.toContain('Keels of Ana.docx');
  expect(addresses.list().map(({ conversation }) => conversation)).toEqual(['19:team', 'a:luis']);
  expect(chats.read({ tenant: 'bank', conversation: 'a:ana', name: 'answer/1' })).toBeUndefined();
  expect(chats.read({ tenant: 'bank', conversation: `person/${ANA}`, name: 'language' })).toBeUndefined();
  expect(chats.read({ tenant: 'bank', conversation: '19:team', name: `waiting/${ANA}` })).toBeUndefined();
  expect(chats.read({ tenant: 'bank', conversation: '19:team', name: `waiting/${LUIS}` })).toBeDefined();
  expect(desk.subscriptions.list().map(({ by: who }) => who)).toEqual(['erased']);
  expect(inbox.takeOrphans(() => false).map(({ waiting }) => waiting)).toEqual([undefined, 'what they asked']);
});
