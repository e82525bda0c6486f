import { afterEach, describe, expect, it } from 'vitest';
import { QUESTION as ABOUT_LAMPS, answering, LAMP, LANTERNS, OIL } from '../assistant/lantern-desk.ts';
import { draft } from '../assistant/scripted-model.ts';
import type { Conversation, ShownMessage } from '../fixtures/teams/teams-api.ts';
import { waitingModel } from '../mcp/waiting-model.ts';
import { type TeamsDesk, type TeamsDeskOptions, teamsDesk } from './teams-desk.ts';

const QUESTION = 'What does Article 3 of Regulation (EU) 2099/1 require?';

let running: TeamsDesk | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function open(options: TeamsDeskOptions = {}): Promise<TeamsDesk> {
  running = await teamsDesk(options);
  return running;
}

/** Nothing was refused by Teams, and nothing failed inside. */
function calm({ teams, failures }: TeamsDesk): void {
  expect(teams.violations).toEqual([]);
  expect(failures).toEqual([]);
}

const sent = (chat: Conversation) =>
  chat.wire.filter(({ method }) => method === 'POST').map(({ activity }) => activity);
const streamOf = (chat: Conversation) =>
  sent(chat).flatMap(({ entities }) =>
    ((entities ?? []) as Record<string, unknown>[]).filter(({ type }) => type === 'streaminfo'),
  );
const root = ({ entities }: ShownMessage) =>
  entities.find(({ type }) => type === 'https://schema.org/Message') as {
    citation: { position: number; appearance: { name: string; url: string; abstract: string } }[];
    additionalType: string[];
    usageInfo?: { name: string };
  };

describe('a chat with one person', () => {
  it('streams an answer: a line first, then the whole, with a citation for each mark', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const shown = await chat.ask(QUESTION);
    expect(shown.text).toContain('[1]');
    expect(shown.text).toContain('Each guild shall');
    const { citation, additionalType } = root(shown);
    expect(additionalType).toEqual(['AIGeneratedContent']);
    expect(citation[0]?.appearance.name).toContain('Article 3(1)');
    expect(citation[0]?.appearance.url).toMatch(/^https:\/\//);
    expect(shown.text).toContain(citation[0]?.appearance.abstract.slice(0, 40) ?? 'no abstract');
    expect(streamOf(chat).map(({ streamType }) => streamType)).toEqual(['informative', 'final']);
    expect(shown.suggestedActions.length).toBeGreaterThan(1);
    calm(desk);
  });

  it('shows the sentences of a model as they stand their test, each piece with the one before', async () => {
    const model = answering(
      (handle) =>
        draft([
          [LAMP, [handle('trim every lamp'), LAMP]],
          [OIL, [handle('store oil'), OIL]],
        ]),
      { pause: () => new Promise((resolve) => setTimeout(resolve, 150)) },
    );
    const desk = await open({ texts: [LANTERNS], desk: { model } });
    const chat = desk.teams.chat();
    const shown = await chat.ask(ABOUT_LAMPS);
    expect(shown.text).toContain(`${LAMP} [1]`);
    expect(shown.text).toContain(`${OIL} [2]`);
    expect(shown.text).toContain('formulated by');
    const kinds = streamOf(chat).map(({ streamType }) => streamType);
    expect(kinds.filter((kind) => kind === 'streaming').length).toBeGreaterThan(0);
    expect(kinds.at(-1)).toBe('final');
    calm(desk);
  });

  it('says what was searched where nothing is found, with no citation', async () => {
    const desk = await open();
    const shown = await desk.teams.chat().ask('How do I bake a chocolate cake with walnuts?');
    expect(shown.text).toContain('Not found');
    expect(shown.text).toContain('Searched: Regulation (EU) 2099/1');
    expect(root(shown).citation).toBeUndefined();
    calm(desk);
  });

  it('answers two fast questions in order', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    await Promise.all([chat.say(QUESTION), chat.say('What does Article 4 of Regulation (EU) 2099/1 require?')]);
    const two = await chat.waitFor((c) => {
      const whole = c.shown().filter(({ from, state }) => from === 'bot' && state === 'whole');
      return whole.length === 2 && whole;
    });
    expect(root(two[0] as ShownMessage).citation[0]?.appearance.name).toContain('Article 3');
    expect(root(two[1] as ShownMessage).citation[0]?.appearance.name).toContain('Article 4');
    calm(desk);
  });

  it('does nothing twice where Teams sends again, not even after a restart', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const answered = await chat.say(QUESTION);
    await chat.waitFor((c) => c.shown().some(({ from, state }) => from === 'bot' && state === 'whole'));
    expect((await chat.resend(answered)).status).toBe(200);
    await desk.door.settled();
    expect(chat.shown().filter(({ from }) => from === 'bot')).toHaveLength(1);
    const again = await teamsDesk({ folder: desk.folder, before: desk.teams });
    expect((await chat.resend(answered)).status).toBe(200);
    await again.door.settled();
    expect(chat.shown().filter(({ from }) => from === 'bot')).toHaveLength(1);
    await again.door.stop(100);
  });

  it('reads follow-ups by what was said, and forgets it with a new topic', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    await chat.ask(QUESTION);
    const next = await chat.ask('And Article 5?');
    expect(root(next).citation[0]?.appearance.name).toContain('Article 5');
    expect((await chat.ask('new topic')).text).toContain('A new topic');
    const after = await chat.ask('And paragraph 2?');
    expect(root(after).citation).toBeUndefined();
    calm(desk);
  });

  it('speaks Spanish where the program of the person does, or they chose it', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    expect((await chat.ask('', { locale: 'es-ES' })).text).toContain('Pregunte algo');
    expect((await chat.ask('español')).text).toContain('en español');
    expect((await chat.ask('nuevo tema', { locale: 'en-US' })).text).toContain('Nuevo tema');
    calm(desk);
  });

  it('marks answers with the sensitivity that is set up', async () => {
    const desk = await open({ door: { sensitivity: { name: 'Confidential', description: 'For the department' } } });
    const shown = await desk.teams.chat().ask(QUESTION);
    expect(root(shown).usageInfo).toMatchObject({ '@type': 'CreativeWork', name: 'Confidential' });
    calm(desk);
  });

  it('names a person who may not ask what they need', async () => {
    const desk = await open({ permissions: [] });
    const shown = await desk.teams.chat().ask(QUESTION);
    expect(shown.text).toContain('regulations:read');
    expect(shown.text).not.toContain('guild shall');
  });
});

describe('a stream that ends otherwise', () => {
  it('is silent once the person pressed stop, and calls off the work', async () => {
    let called: AbortSignal | undefined;
    let begin: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const model = answering((handle) => `${draft([[LAMP, [handle('trim every lamp'), LAMP]]])}${' '.repeat(5)}`, {
      pause: (signal) => {
        called = signal;
        return waiting;
      },
    });
    const desk = await open({ texts: [LANTERNS], desk: { model } });
    const chat = desk.teams.chat();
    await chat.say(ABOUT_LAMPS);
    await chat.waitFor((c) => c.shown().some(({ informative }) => informative !== undefined));
    chat.pressStop();
    begin();
    await desk.door.settled();
    expect(chat.shown().filter(({ from, state }) => from === 'bot' && state === 'whole')).toEqual([]);
    expect(called).toBeDefined();
    expect(desk.failures).toEqual([]);
  });

  it('tells of a failure once, after what was shown, and never takes that back', async () => {
    const model = answering((handle) => draft([[LAMP, [handle('trim every lamp'), LAMP]]]), {
      fails: new Error('the model broke'),
    });
    const desk = await open({ texts: [LANTERNS], desk: { model } });
    const shown = await desk.teams.chat().ask(ABOUT_LAMPS);
    expect(shown.text).toContain('keepers'.slice(1));
    expect(shown.text).not.toContain('the model broke');
    expect(desk.teams.violations).toEqual([]);
  });

  it('is closed before Teams cuts it, and the whole follows in a message of its own', async () => {
    const { model, reached, goOn } = waitingModel();
    const desk = await open({ texts: [LANTERNS], desk: { model }, door: { longestStream: 20 } });
    const chat = desk.teams.chat();
    await chat.say(ABOUT_LAMPS);
    await reached;
    await chat.waitFor((c) => c.shown().some(({ text }) => text.includes('follows below')));
    goOn();
    await chat.waitFor((c) => c.shown().filter(({ from, state }) => from === 'bot' && state === 'whole').length === 2);
    calm(desk);
  });

  it.each(['not-allowed', 'not-enabled', 'method-not-allowed'] as const)(
    'is one plain message where streams are %s',
    async (how) => {
      const desk = await open();
      desk.teams.forbidStreams(how);
      const chat = desk.teams.chat();
      const shown = await chat.ask(QUESTION);
      expect(root(shown).citation.length).toBeGreaterThan(0);
      expect(chat.shown().filter(({ from }) => from === 'bot')).toHaveLength(1);
      expect(desk.failures).toEqual([]);
    },
  );

  it('is sent again where Teams asks for patience', async () => {
    const desk = await open();
    desk.teams.fail({ status: 429, headers: { 'retry-after': '0' }, times: 2 });
    const chat = desk.teams.chat();
    const shown = await chat.ask(QUESTION);
    expect(shown.text).toContain('Each guild shall');
    expect(chat.shown().filter(({ from }) => from === 'bot')).toHaveLength(1);
  });
});

describe('a channel', () => {
  it('answers in the thread, in one message, only where it is spoken to', async () => {
    const desk = await open();
    const channel = desk.teams.channel();
    await channel.say(QUESTION);
    await desk.door.settled();
    expect(channel.wire).toEqual([]);
    const shown = await channel.ask(QUESTION, { mention: true });
    expect(shown.thread).toBe(
      channel
        .shown()
        .filter(({ from }) => from !== 'bot')
        .at(-1)?.id,
    );
    expect(streamOf(channel)).toEqual([]);
    expect(root(shown).citation[0]?.appearance.name).toContain('Article 3');
    calm(desk);
  });

  it('keeps the names of other people, and takes its own away', async () => {
    const desk = await open();
    const channel = desk.teams.channel();
    const [first] = channel.members;
    if (first === undefined) throw new Error('nobody is in the channel');
    await channel.ask('ask <at>Somebody</at> new topic', { mention: true, mentions: [{ ...first, name: 'Somebody' }] });
    const question = desk.desk.audit.store
      .rows({ types: ['answer'], latest: true }, 1)
      .flatMap(({ position }) => desk.desk.audit.store.texts(position, position))
      .find(({ name }) => name === 'question')?.text;
    expect(question).toBe('ask Somebody new topic');
    calm(desk);
  });
});

describe('who is served', () => {
  it('turns another organisation away politely, and records that it did', async () => {
    const desk = await open();
    const chat = desk.teams.chat({ tenant: '99999999-9999-4999-8999-999999999999' });
    expect((await chat.ask(QUESTION)).text).toContain('another organisation');
    const rows = desk.desk.audit.store.rows({ types: ['refusal'], latest: true }, 5);
    expect(rows.map(({ body }) => body).join()).toContain('teams tenant');
  });

  it('tells somebody without an account here that it cannot know them', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    const { aadObjectId: _gone, ...from } = { id: chat.person.id, name: chat.person.name, aadObjectId: '' };
    const shown = await chat.ask(QUESTION, { changed: { from } });
    expect(shown.text).toContain('does not say who you are');
    calm(desk);
  });

  it('is welcomed once, however often Teams tells of it', async () => {
    const desk = await open();
    const chat = desk.teams.chat({ installed: false });
    await chat.install();
    await chat.install();
    await desk.door.settled();
    expect(chat.shown().map(({ text }) => text)).toEqual([expect.stringContaining('compliance desk')]);
    expect(desk.desk.conversations.addresses.find(chat.tenant, chat.id)?.person).toBe(chat.person.aadObjectId);
    await chat.uninstall();
    await desk.door.settled();
    expect(desk.desk.conversations.addresses.find(chat.tenant, chat.id)).toBeUndefined();
    expect(desk.failures).toEqual([]);
  });
});
