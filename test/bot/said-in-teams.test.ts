import { afterEach, describe, expect, it } from 'vitest';
import { errorReply } from '../../bot/card-room/card-replies.ts';
import { suggestions } from '../../bot/chat/suggestions.ts';
import { AppError } from '../../src/core/errors.ts';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

let running: TeamsDesk | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function open(): Promise<TeamsDesk> {
  running = await teamsDesk();
  return running;
}

describe('what is said in Teams', () => {
  it('answers a greeting with what it does, under no heading and with no claim to be the law', async () => {
    const chat = (await open()).teams.chat();
    const hello = await chat.ask('hello');
    expect(hello.text).toMatch(/^This desk answers questions/);
    expect(hello.text).toMatch(/\n\n\*Receipt [0-9a-f]{8}\*$/);
    expect(hello.text).not.toContain('own words, no model');
    const held = await chat.ask('Which acts do you have?', { locale: 'es-ES' });
    expect(held.text).toMatch(/^- /);
    expect(held.text).not.toContain('Conviene saber');
  });

  it('asks back where it is not clear what is meant, and does not say that the law is silent', async () => {
    const chat = (await open()).teams.chat();
    await chat.ask('What does Article 3 of Regulation (EU) 2099/1 require?');
    const shown = await chat.ask('and in 2019?');
    expect(shown.text).toMatch(/^\*\*This has to be said more exactly\.\*\*/);
    expect(shown.text).not.toMatch(/Not found|Searched|--as-of/);
  });

  it('names what was searched as people do', async () => {
    const shown = await (await open()).teams.chat().ask('How do I bake a chocolate cake with walnuts?');
    expect(shown.text).toContain('Not found');
    expect(shown.text).toMatch(/Searched: (?!32099R0001)[^;]+; for: bake/);
  });

  it('offers to show what comes nearest where nothing answers', () => {
    const actions = suggestions(
      {
        status: 'not_found',
        answer: [],
        searched: { acts: [], terms: [] },
        notes: ['Nearest places, which may not answer it: Article 1 Lamps; Article 2(1) Lamps; Article 3 Lamps.'],
        receipt: 'r',
        conversation: 'c',
      },
      'es',
    );
    expect(actions.map(({ value }) => value)).toEqual([
      'Mostrar Article 1 Lamps',
      'Mostrar Article 2(1) Lamps',
      'Nuevo tema',
    ]);
  });

  it('asks which provision where none is named, and has nothing of the terminal on the press of a card', async () => {
    const desk = await open();
    const chat = desk.teams.chat();
    expect((await chat.ask('muestra', { locale: 'es-ES' })).text).toBe(
      'Diga qué disposición, por ejemplo «muestra el artículo 19.4 de DORA».',
    );
    const { body } = errorReply(
      new AppError('not_found', 'Lamps is not in the library. Add it: compliance library add <file> --act 32099R0001.'),
      { language: 'es', correlation: 'c' },
    );
    expect(JSON.stringify(body)).toContain('Lamps no está entre las normas disponibles.');
    expect(JSON.stringify(body)).not.toContain('compliance');
  });

  it('names a card in notifications by what it is of', async () => {
    const chat = (await open()).teams.chat();
    await chat.ask('show Article 3 of Regulation (EU) 2099/1');
    const posted = chat.wire.map(({ activity }) => activity).find(({ attachments }) => attachments !== undefined);
    expect(posted?.['summary']).toContain('Article 3');
  });
});
