import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTeams } from '../../fixtures/teams/fake-teams.ts';
import type { Json } from '../../fixtures/teams/json.ts';
import type { Conversation, FakeTeams } from '../../fixtures/teams/teams-api.ts';
import { attached, card, cited, claim, message, post, root } from './posts.ts';

let teams: FakeTeams;
let chat: Conversation;
let channel: Conversation;
beforeAll(async () => {
  teams = await startTeams({ limits: { perConversation: [] } });
  chat = teams.chat();
  channel = teams.channel();
});
afterAll(() => teams.close());

const filled = (bytes: number) => {
  const empty = JSON.stringify(message({ text: '' })).length;
  return message({ text: 'x'.repeat(bytes / 2 - empty) });
};
const cardOf = (bytes: number) => {
  const words = (text: string) => card({ fallbackText: 'A card.', body: [{ type: 'TextBlock', text }] });
  return message({ attachments: [attached(words('x'.repeat(bytes - JSON.stringify(words('')).length)))] });
};
const suggested = (count: number, type = 'imBack'): Json => ({
  suggestedActions: { to: [], actions: Array.from({ length: count }, () => ({ type, title: 'More', value: 'more' })) },
});
const mention = (text: string): Json => ({ type: 'mention', mentioned: { id: '29:1x', name: 'Ana' }, text });
const claims = (count: number) => Array.from({ length: count }, (_, index) => claim(index + 1));
const marks = (count: number) => Array.from({ length: count }, (_, index) => `[${index + 1}]`).join(' ');
const consent = attached(
  { description: 'A pack', sizeInBytes: 12, acceptContext: {}, declineContext: {} },
  'application/vnd.microsoft.teams.card.file.consent',
);
const oauth = (more: Json): Json =>
  message({
    attachments: [
      attached(
        {
          text: 'Sign in',
          connectionName: 'desk',
          buttons: [{ type: 'signin', title: 'Sign in', value: 'x' }],
          ...more,
        },
        'application/vnd.microsoft.card.oauth',
      ),
    ],
  });

describe('what is taken', () => {
  it.each<[string, Json]>([
    ['words', message()],
    ['80 KB in UTF-16', filled(80 * 1024)],
    ['a card of 28 KB', cardOf(28 * 1024)],
    ['a card with a summary', message({ text: undefined, summary: 'A card.', attachments: [attached(card())] })],
    ['a card with words beside it', message({ attachments: [attached(card())] })],
    ['ten attachments', message({ attachments: Array.from({ length: 10 }, () => attached(card())) })],
    [
      'a picture by its address',
      message({ attachments: [{ contentType: 'image/png', contentUrl: 'https://a.example/x.png' }] }),
    ],
    ['six suggested actions', message(suggested(6))],
    ['file consent in a personal chat', message({ attachments: [consent] })],
    ['a sign-in card with its resource', oauth({ tokenExchangeResource: { id: '1', uri: 'api://desk' } })],
    ['a mention that the text has', message({ text: 'Hello <at>Ana</at>', entities: [mention('<at>Ana</at>')] })],
    ['feedback buttons', message({ channelData: { feedbackLoop: { type: 'default' } } })],
    ['the AI label', message({ entities: [root({ additionalType: ['AIGeneratedContent'] })] })],
    [
      'a sensitivity label',
      message({ entities: [root({ usageInfo: { '@type': 'CreativeWork', name: 'Internal' } })] }),
    ],
    ['20 citations', cited(marks(20), claims(20))],
    ['a mark that is repeated', cited('One [1], and again [1].', [claim(1)])],
    ['a title of 80 characters', cited('[1]', [claim(1, { name: 'n'.repeat(80) })])],
    ['an abstract of 160 characters', cited('[1]', [claim(1, { abstract: 'a'.repeat(160) })])],
    ['3 keywords of 28 characters', cited('[1]', [claim(1, { keywords: Array(3).fill('k'.repeat(28)) })])],
    ['a link on the title', cited('[1]', [claim(1, { url: 'https://law.example/1' })])],
    ['an icon that is there', cited('[1]', [claim(1, { image: { '@type': 'ImageObject', name: 'PDF' } })])],
    ['a link whose words are a number', cited('[1] and [2](https://law.example)', [claim(1)])],
    ['brackets of the law in words without citations', message({ text: 'Point [3] was repealed.' })],
  ])('%s', async (_what, activity) => {
    expect(await post(teams, chat, activity)).toMatchObject({ status: 201, body: { id: expect.any(String) } });
  });

  it('keeps fields that nobody knows, and the bytes as they came', async () => {
    const { body } = await post(teams, chat, message({ text: 'ñ', invented: { deep: [1] } }));
    expect(chat.wire.at(-1)?.raw).toBe('{"type":"message","text":"ñ","invented":{"deep":[1]}}');
    expect(chat.shown().find(({ id }) => id === body.id)?.activity['invented']).toEqual({ deep: [1] });
  });
});

describe('what is refused', () => {
  it.each<[string, Json, number, string, RegExp]>([
    ['nothing to read', { type: 'message' }, 400, 'BadArgument', /text or attachments/],
    ['blanks alone', message({ text: ' ' }), 400, 'BadArgument', /text or attachments/],
    ['a type nobody knows', { type: 'trace', text: 'x' }, 400, 'BadArgument', /Unknown activity type: trace/],
    ['2 bytes over 80 KB', filled(80 * 1024 + 2), 413, 'MessageSizeTooBig', /too large/],
    ['a card of a byte over 28 KB', cardOf(28 * 1024 + 1), 413, 'MessageSizeTooBig', /card is larger/],
    [
      'eleven attachments',
      message({ attachments: Array(11).fill(attached(card())) }),
      400,
      'BadArgument',
      /more than 10/,
    ],
    [
      'an attachment of no kind',
      message({ attachments: [attached({}, 'text/csv')] }),
      400,
      'BadArgument',
      /Unknown attachment type/,
    ],
    [
      'a card without content',
      message({ attachments: [attached(undefined)] }),
      400,
      'BadArgument',
      /content is missing/,
    ],
    [
      'a card of 1.6',
      message({ attachments: [attached(card({ version: '1.6' }))] }),
      400,
      'BadArgument',
      /newer than 1.5/,
    ],
    ['a card alone', message({ text: undefined, attachments: [attached(card())] }), 400, 'BadArgument', /fallbackText/],
    ['seven suggested actions', message(suggested(7)), 400, 'BadArgument', /More than 6/],
    ['a suggested action that opens a page', message(suggested(1, 'openUrl')), 400, 'BadArgument', /imBack/],
    [
      'suggested actions beside a card',
      message({ ...suggested(1), attachments: [attached(card())] }),
      400,
      'BadArgument',
      /beside/,
    ],
    ['a sign-in card without a button', oauth({ buttons: [] }), 400, 'BadArgument', /buttons/],
    ['a mention that the text lacks', message({ entities: [mention('<at>Ana</at>')] }), 400, 'BadArgument', /mention/],
    ['a name in <at> without its entity', message({ text: '<at>Ana</at>' }), 400, 'BadArgument', /No mention entity/],
    [
      'an unknown feedback form',
      message({ channelData: { feedbackLoop: { type: 'x' } } }),
      400,
      'BadArgument',
      /feedbackLoop/,
    ],
    [
      'both forms of feedback',
      message({ channelData: { feedbackLoop: { type: 'default' }, feedbackLoopEnabled: true } }),
      400,
      'BadArgument',
      /both/,
    ],
    ['an entity without a type', message({ entities: [{}] }), 400, 'BadArgument', /entities/],
    [
      'another conversation in the body',
      message({ conversation: { id: 'a:1other' } }),
      400,
      'BadArgument',
      /conversation\.id/,
    ],
    ['somebody else to receive it', message({ recipient: { id: '29:1other' } }), 400, 'BadArgument', /recipient/],
    ['somebody else to send it', message({ from: { id: '28:other' } }), 400, 'BadArgument', /from\.id/],
  ])('%s', async (_what, activity, status, code, words) => {
    const before = chat.shown().length;
    expect(await post(teams, chat, activity)).toMatchObject({
      status,
      body: { error: { code, message: expect.stringMatching(words) } },
    });
    expect(chat.shown()).toHaveLength(before);
    expect(chat.violations.at(-1)).toMatchObject({ status, code });
  });

  it.each<[string, Json]>([
    ['two root entities', message({ entities: [root(), root()] })],
    ['an entity that lost its fields', message({ entities: [{ type: 'https://schema.org/Message' }] })],
    ['another @id', message({ entities: [root({ '@id': 'x' })] })],
    ['another label', message({ entities: [root({ additionalType: ['Human'] })] })],
    ['a sensitivity without a name', message({ entities: [root({ usageInfo: { '@type': 'CreativeWork' } })] })],
    ['21 citations', cited(marks(21), claims(21))],
    ['an empty appearance', cited('[1]', [{ '@type': 'Claim', position: 1, appearance: {} }])],
    ['a title of null', cited('[1]', [claim(1, { name: null })])],
    ['an empty title', cited('[1]', [claim(1, { name: '' })])],
    ['a title of 81 characters', cited('[1]', [claim(1, { name: 'n'.repeat(81) })])],
    ['an abstract of null', cited('[1]', [claim(1, { abstract: null })])],
    ['an abstract of 161 characters', cited('[1]', [claim(1, { abstract: 'a'.repeat(161) })])],
    ['4 keywords', cited('[1]', [claim(1, { keywords: Array(4).fill('k') })])],
    ['a keyword of 29 characters', cited('[1]', [claim(1, { keywords: ['k'.repeat(29)] })])],
    ['an address without a host', cited('[1]', [claim(1, { url: '/laws/1' })])],
    ['an address that runs', cited('[1]', [claim(1, { url: 'javascript:alert(1)' })])],
    ['an icon that is not there', cited('[1]', [claim(1, { image: { '@type': 'ImageObject', name: 'Law' } })])],
    ['a position of 0', cited('[0]', [claim(0)])],
    ['a position twice', cited('[1]', [claim(1), claim(1)])],
    ['a mark without a citation', cited('[1] [2]', [claim(1)])],
    ['a citation without a mark', cited('[1]', [claim(1), claim(2)])],
    ['no claim', cited('[1]', [{ ...claim(1), '@type': 'Note' }])],
  ])('%s among the citations', async (_what, activity) => {
    expect(await post(teams, chat, activity)).toMatchObject({ status: 400, body: { error: { code: 'BadArgument' } } });
  });

  it.each<[string, Json]>([
    ['suggested actions', message(suggested(1))],
    ['file consent', message({ attachments: [consent] })],
  ])('%s in a channel', async (_what, activity) => {
    expect(await post(teams, channel, activity)).toMatchObject({
      status: 400,
      body: { error: { code: 'BadArgument' } },
    });
  });
});
