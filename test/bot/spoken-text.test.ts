import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readActivity } from '../../bot/activity.ts';
import { mentionsBot, spokenText } from '../../bot/chat/spoken-text.ts';

const BOT = { id: '28:desk', name: 'Compliance desk' };

function message(text: string, entities: readonly object[] = []) {
  return readActivity({
    type: 'message',
    id: '1',
    channelId: 'msteams',
    serviceUrl: 'https://teams.example/',
    from: { id: '29:ana' },
    recipient: BOT,
    conversation: { id: '19:team', conversationType: 'channel', tenantId: 'bank' },
    text,
    entities,
  });
}

function mention(id: string, name: string, text = `<at>${name}</at>`) {
  return { type: 'mention', mentioned: { id, name }, text };
}

describe('what somebody wrote', () => {
  it.each([
    ['its own mention', '<at>Compliance desk</at> what now?', [mention(BOT.id, BOT.name)], 'what now?'],
    ['its own mention, twice', '<at>Compliance desk</at> a <at>Compliance desk</at>', [mention(BOT.id, BOT.name)], 'a'],
    ['the blank behind it', '<at>Compliance desk</at>&nbsp;what now?', [mention(BOT.id, BOT.name)], 'what now?'],
    ['a mention within the sentence', 'ask <at>Compliance desk</at> now', [mention(BOT.id, BOT.name)], 'ask now'],
  ])('loses %s', (_what, text, entities, expected) => {
    expect(spokenText(message(text, entities))).toBe(expected);
  });

  it("keeps other people's names", () => {
    const entities = [mention(BOT.id, BOT.name), mention('29:luis', 'Luis')];
    expect(spokenText(message('<at>Compliance desk</at> tell <at>Luis</at> of it', entities))).toBe('tell Luis of it');
    expect(spokenText(message('<at>Compliance desk</at> tell <at id="1">Eva</at>', entities))).toBe('tell Eva');
  });

  it('takes a person of the same name for a person', () => {
    const entities = [mention('29:twin', BOT.name)];
    expect(mentionsBot(message(`<at>${BOT.name}</at> hello`, entities))).toBe(false);
    expect(spokenText(message(`<at>${BOT.name}</at> hello`, entities))).toBe('Compliance desk hello');
  });

  it.each([['$&$&'], ['$`'], ["$'"], ['$$'], ['$1 & Co']])('keeps a name as it is: %s', (name) => {
    const text = 'before <at>x</at> after';
    // As often as there may be mentions: a name that repeated what is around it would not end.
    const entities = Array.from({ length: 100 }, () => mention('29:luis', name, '<at>x</at>'));
    expect(spokenText(message(text, entities))).toBe(`before ${name} after`);
  });

  it('reads what Teams wrote as entities, once', () => {
    expect(spokenText(message('capital &lt; 8 % &amp; liquidity &gt; 1'))).toBe('capital < 8 % & liquidity > 1');
    expect(spokenText(message('&amp;lt;'))).toBe('&lt;');
  });

  it('survives mentions that are no mentions', () => {
    const entities = [
      { type: 'mention' },
      { type: 'mention', mentioned: null },
      { type: 'mention', mentioned: { id: 3 } },
    ];
    expect(spokenText(message('what now?', entities))).toBe('what now?');
  });

  it('keeps every word that is not a mention', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), fc.nat(8), (words, at) => {
        const text = [...words.slice(0, at), '<at>Compliance desk</at>&nbsp;', ...words.slice(at)].join(' ');
        expect(spokenText(message(text, [mention(BOT.id, BOT.name)]))).toBe(words.join(' '));
      }),
    );
  });
});
