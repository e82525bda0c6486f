import { afterEach, describe, expect, it } from 'vitest';
import { press } from '../card-room/rooms-desk.ts';
import { checkCard } from '../cards/check-card.ts';
import type { TeamsDesk } from '../teams-desk.ts';
import { SECRET } from './gap-law.ts';
import { cardsOf, carried, type GapsDeskOptions, gapsDesk, rows, seen, words } from './gaps-desk.ts';

let running: TeamsDesk | undefined;
afterEach(async () => {
  const { teams, failures } = running ?? {};
  await running?.close();
  running = undefined;
  expect([teams?.violations ?? [], failures ?? []]).toEqual([[], []]);
});

async function open(options: GapsDeskOptions = {}): Promise<TeamsDesk> {
  running = await gapsDesk(options);
  return running;
}

describe('a gap analysis in the chat', () => {
  it.each([
    ['gaps Lamp Act', 'en-GB', /Lamp Act was compared with your policies\. Gaps: \d+\./, /Gap analysis: Lamp Act/],
    ['Where do we fall short of the Lamp Act?', 'en-GB', /was compared/, /the worst first/],
    ['carencias Lamp Act', 'es-ES', /comparación con sus políticas terminada/, /Análisis de carencias: Lamp Act/],
  ])('%s (%s)', async (asked, locale, line, card) => {
    const { teams } = await open();
    const chat = teams.chat();
    const shown = await chat.ask(asked, { locale });
    expect(shown.text).toMatch(line);
    expect(words(shown)).toMatch(card);
    expect(checkCard(shown.card)).toEqual([]);
    const said = words(shown);
    if (locale === 'en-GB') {
      expect(said).toMatch(/✕ \d+\ncontradicted\n○ \d+\nmissing/);
      expect(said).toMatch(/deadline: the law says "within 4 hours[^"]*", the policy "within 24 hours/);
      expect(said).toContain('2 policies looked at');
      expect(said).toContain('Before you rely on it');
    } else {
      expect(said).toMatch(/plazo: la ley dice «within 4 hours[^»]*»; la política, «within 24 hours/);
      expect(said).toContain('Elaborado con las palabras de ambos textos');
    }
    const [first] = chat.wire.filter(({ method, activity }) => method === 'POST' && activity['type'] === 'typing');
    expect(String(first?.activity['text'])).toMatch(/^Compar(ing|ando) Lamp Act/);
  });

  it('pages, shows one with all that bears on it, and goes back', async () => {
    const { teams } = await open();
    const chat = teams.chat();
    const { id, card } = await chat.ask('gaps Lamp Act');
    expect(seen(chat, id)).toMatch(/Gaps 1–10 \/ 1\d/);
    const [next] = carried(card, 'gaps');
    await press(chat, next, { replyTo: id });
    await chat.execute(id, 'gaps');
    expect(seen(chat, id)).toMatch(/Gaps 11–1\d/);
    expect(seen(chat, id)).toContain('Previous gaps');
    const [detail] = carried(cardsOf(chat)[0]?.card, 'gap');
    expect(detail).toMatchObject({ at: 10, page: 10 });
    await chat.execute(id, 'gap');
    expect(seen(chat, id)).toMatch(/What the law demands\nFinancial entities shall/);
    expect(seen(chat, id)).toMatch(/It is a gap\nIt is no gap\nDoes not apply\nRead the provision\nBack to the gaps/);
    await chat.execute(id, 'gaps');
    expect(seen(chat, id)).toMatch(/Gaps 11–1\d/);
    await chat.execute(id, 'show');
    expect(seen(chat, id)).toMatch(/Version: official text/);
    expect(
      rows(running!, 'tool_call').filter(({ body }) => body['tool'] === 'analyse_gaps').length,
    ).toBeGreaterThanOrEqual(5);
  });

  it('tells what is new, reopened and closed since the last', async () => {
    const { teams } = await open();
    const chat = teams.chat();
    expect(words(await chat.ask('gaps Lamp Act'))).not.toMatch(/Since/);
    expect(words(await chat.ask('gaps Lamp Act'))).toMatch(/Since 20\S+, \S+ UTC: 0 new, 0 reopened, 0 closed/);
  });

  it('looks at the articles that are named, for whom it is told', async () => {
    const { teams } = await open();
    const said = words(await teams.chat().ask('gaps Lamp Act articles 1-3 for credit institution'));
    expect(said).toMatch(/Of it only: Article 1, Article 2, Article 3/);
    expect(said).toMatch(/For: credit institution/);
    expect(said).not.toMatch(/Article 5/);
  });

  it('leaves a question a question', async () => {
    const { teams } = await open();
    const shown = await teams.chat().ask('What is a gap analysis under the Lamp Act?');
    expect(shown.text).toContain('Receipt');
    expect(shown.card).toBeUndefined();
  });
});

describe('what stands in the way is told', () => {
  it.each([
    ['gaps Lamp Act', 'en-GB', /Whoever runs the desk imports them/],
    ['carencias Lamp Act', 'es-ES', /Todavía no hay políticas que consultar/],
  ])('no policies yet (%s)', async (asked, locale, told) => {
    const { teams } = await open({ policies: 'none' });
    const { text } = await teams.chat().ask(asked, { locale });
    expect(text).toMatch(told);
    expect(text).not.toMatch(/compliance /);
  });

  it.each([
    ['gaps DORA', /No text of 32022R2554 is held/],
    ['gaps the Act of Nowhere', /names no one act/],
    ['gaps Lamp Act articles 40-50', /has no articles 40-50/],
    ['gaps Lamp Act for wizards', /wizards/],
    ['gaps', /Say which act/],
    ['gap analysis', /Say which act/],
  ])('%s', async (asked, told) => {
    const { teams } = await open();
    const { text, card } = await teams.chat().ask(asked);
    expect(text).toMatch(told);
    expect(text).not.toMatch(/compliance (library|gaps|policies)/);
    expect(card).toBeUndefined();
  });

  it('no permission: refused, recorded, and help says so', async () => {
    const { teams } = await open({ permissions: () => ['regulations:read'] });
    const chat = teams.chat();
    expect((await chat.ask('gaps Lamp Act')).text).toContain('gaps:analyse');
    expect(rows(running!, 'refusal')[0]?.body).toMatchObject({ tool: 'analyse_gaps' });
    expect(words(await chat.ask('help'))).toContain('Gap analysis (gaps:analyse)');
  });

  it.each(['channel', 'group'] as const)(
    'in a %s nothing of the policies is shown, and what to do is',
    async (kind) => {
      const { teams } = await open();
      const room = teams[kind]();
      const { text, card } = await room.ask('gaps Lamp Act', { mention: true });
      expect(text).toContain('in a chat of your own');
      expect(card).toBeUndefined();
      expect(rows(running!, 'tool_call')).toEqual([]);
      const answer = await press(room, { verb: 'gaps', run: 'some-run', skip: 0 });
      expect(JSON.stringify(answer.body)).toContain('in a chat of your own');
      expect(rows(running!, 'gap_analysis')).toEqual([]);
    },
  );

  it('Teams is away for a moment: the card is shown once all the same', async () => {
    const { teams } = await open();
    const chat = teams.chat();
    await chat.ask('hello');
    teams.fail({ when: ({ activity }) => activity['type'] === 'message', status: 503, times: 1 });
    const shown = await chat.ask('gaps Lamp Act');
    expect(shown.text).toContain('was compared');
    expect(cardsOf(chat)).toHaveLength(1);
  });
});

describe('a policy that is kept to a group', () => {
  it('is read and quoted for its members alone, and their analysis is nobody else’s', async () => {
    let inside: readonly string[] = [];
    const { teams } = await open({ policies: 'restricted', members: () => inside });
    const [ana, luis] = [teams.person('Ana'), teams.person('Luis')];
    inside = [ana.aadObjectId];
    const [hers, his] = [teams.chat({ person: ana }), teams.chat({ person: luis })];
    const shown = await hers.ask('gaps Lamp Act');
    expect(words(shown)).toContain('2 policies looked at');
    const seenByAna = JSON.stringify(shown.card);
    expect(seenByAna).toContain(SECRET.slice(0, 20));
    const other = await his.ask('gaps Lamp Act');
    expect(words(other)).toContain('1 policy looked at');
    expect(JSON.stringify(other.activity)).not.toContain(SECRET.slice(0, 20));
    const [detail] = carried(shown.card, 'gap');
    for (const action of [{ verb: 'gaps', run: detail?.['run'], skip: 0 }, detail]) {
      const { body } = await press(his, action, { replyTo: other.id });
      expect(body).toMatchObject({ statusCode: 404, value: { code: 'not_found' } });
      expect(JSON.stringify(body)).not.toContain(SECRET.slice(0, 20));
    }
    const report = await press(his, { verb: 'gap_report', run: detail?.['run'], form: 'html' }, { replyTo: other.id });
    expect(report.body).toMatchObject({ statusCode: 404 });
  });
});
