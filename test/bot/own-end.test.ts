import { afterEach, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../src/core/errors.ts';
import { type TeamsDesk, teamsDesk } from './teams-desk.ts';

const INNER = 'The file /srv/desk/library.db cannot be used: check DESK_SETTING at http://search.inner:9200.';

let desk: TeamsDesk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

/** The desk's own tools fail so. */
async function failing(code: ErrorCode): Promise<TeamsDesk> {
  desk = await teamsDesk();
  const fail = async () => {
    throw new AppError(code, INNER);
  };
  const { tools } = desk.desk.toolbox;
  for (const tool of [tools.ask_compliance, tools.list_regulations, tools.search_regulations, tools.check_text])
    tool.call = fail;
  return desk;
}

it.each(['misconfigured', 'upstream_unavailable', 'internal'] as const)(
  'tells nobody in Teams what lies at the desk’s own end: %s',
  async (code) => {
    const { teams, door } = await failing(code);
    const chat = teams.chat();
    const answer = await chat.ask('What does Article 3 of Regulation (EU) 2099/1 require?');
    const laws = await chat.ask('laws');
    const channel = await teams.channel().ask('laws', { mention: true });
    const pressed = await chat.invoke('adaptiveCard/action', {
      action: { type: 'Action.Execute', verb: 'laws', data: { verb: 'laws', skip: 0 } },
    });
    const searched = await chat.query('searchProvisions', { query: 'guild' });
    const checked = await chat.fetchTask('checkText', { html: '<p>Seals are insured.</p>', from: chat.person });
    await door.settled();
    const told = [answer.text, laws.text, channel.text, ...[pressed, searched, checked].map(({ body }) => body)];
    for (const each of told) expect(JSON.stringify(each)).toMatch(/whoever runs the desk this number: [0-9a-f]{8}/);
    expect(JSON.stringify(told)).not.toMatch(/srv|DESK_SETTING|inner/);
  },
);

it('tells people what they can do something about', async () => {
  const { teams } = await failing('conflict');
  expect((await teams.chat().ask('laws')).text).toContain('library');
});
