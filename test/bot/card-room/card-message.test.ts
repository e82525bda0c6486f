import { describe, expect, it } from 'vitest';
import type { IncomingActivity } from '../../../bot/activity.ts';
import { questionActivity } from '../../../bot/card-room/asked-question.ts';
import { isSubmit, submittedData } from '../../../bot/card-room/card-message.ts';
import { mentionsBot, spokenText } from '../../../bot/chat/spoken-text.ts';

describe('a question that was pressed', () => {
  const invoke: IncomingActivity = {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: 'f:1',
    channelId: 'msteams',
    serviceUrl: 'https://smba.example/',
    from: { id: '29:1', aadObjectId: 'x' },
    recipient: { id: '28:bot', name: 'Desk' },
    conversation: { id: '19:a@thread.v2', conversationType: 'groupChat' },
    entities: [{ type: 'clientInfo' }, { type: 'mention', text: '', mentioned: { id: '28:bot', name: 'Desk' } }],
    value: { action: {} },
  };

  it.each([
    'What does Article 5 require?',
    'a < b & c > d &lt;b&gt; &amp; &nbsp;end',
    '<at>Luis</at> wrote "x" and \'y\'',
    '$& $1 {0}',
  ])('is heard in a group, word for word: %s', (question) => {
    const activity = questionActivity(invoke, question);
    expect(activity).toMatchObject({ type: 'message', from: invoke.from, conversation: invoke.conversation });
    expect([activity.name, activity.value]).toEqual([undefined, undefined]);
    expect(mentionsBot(activity)).toBe(true);
    expect(spokenText(activity)).toBe(question);
  });
});

describe('what a card sends as a message', () => {
  it.each([
    [{ value: { verb: 'laws', skip: 0 } }, true],
    [{ text: ' ', value: { verb: 'laws', skip: 0 } }, true],
    [{ text: 'words', value: { verb: 'laws', skip: 0 } }, false],
    [{ value: { verb: 'drop' } }, false],
    [{ value: { verb: 7 } }, false],
    [{ value: 'laws' }, false],
    [{ value: null }, false],
    [{}, false],
  ])('%j: %s', (activity, is) => {
    expect(isSubmit(activity)).toBe(is);
  });

  it('is its data, without what is for Teams alone', () => {
    expect(submittedData({ value: { verb: 'usage', msteams: { type: 'task/fetch' } } })).toEqual({ verb: 'usage' });
  });
});
