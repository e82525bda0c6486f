import { describe, expect, it } from 'vitest';
import { dayAsked } from '../../bot/chat/day-asked.ts';
import { teamsDesk } from './teams-desk.ts';

describe('the day behind a question', () => {
  it.each([
    ['Article 19(4) DORA on 2025-01-17', 'Article 19(4) DORA', '2025-01-17'],
    ['show Article 19(4) DORA on 2025-01-17.', 'show Article 19(4) DORA', '2025-01-17'],
    ['artículo 19.4 de DORA el 2025-01-17', 'artículo 19.4 de DORA', '2025-01-17'],
    ['What had to be reported as of 2019-12-31?', 'What had to be reported', '2019-12-31'],
    ['¿Qué había que notificar a fecha de 2019-12-31?', '¿Qué había que notificar', '2019-12-31'],
  ])('%s', (said, question, asOf) => {
    expect(dayAsked(said)).toEqual({ question, asOf });
  });

  it.each([
    'Which act was adopted on 2022-12-14?',
    'What changed in DORA since 2023?',
    'Article 19(4) DORA on 2025-13-41',
    'Article 19(4) DORA',
    '',
  ])('is not read out of “%s”', (said) => {
    expect(dayAsked(said)).toEqual({ question: said });
  });

  it('is the day that the law is read of: before the first version there is none', async () => {
    const running = await teamsDesk();
    const chat = running.teams.chat();
    const answered = await chat.ask('Article 3 of Regulation (EU) 2099/1 on 1990-01-01');
    const shown = await chat.ask('show Article 3 of Regulation (EU) 2099/1 on 1990-01-01');
    const today = await chat.ask('show Article 3 of Regulation (EU) 2099/1 on 2100-01-01');
    const failures = running.failures;
    await running.close();
    expect(failures).toEqual([]);
    expect(answered.text).not.toContain('Each guild shall');
    expect(shown.text).toContain('no version for that day');
    expect(shown.text).not.toContain('compliance library');
    expect(JSON.stringify(today)).toContain('2100-01-01');
  });
});
