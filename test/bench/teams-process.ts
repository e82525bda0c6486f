import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import type { FakeTeams } from '../fixtures/teams/teams-api.ts';

/** What the process of the desk is started with. */
export const Started = z.object({
  appId: z.string(),
  tenant: z.string(),
  openIdMetadataUrl: z.string(),
  /** The bot's own, for the connector. */
  token: z.string(),
  articles: z.int(),
  /** So many times as fast as the machine's, since when; absent, the pace of a stream is not kept. */
  clock: z.object({ times: z.number(), begun: z.number() }).optional(),
});
export type Started = z.infer<typeof Started>;

const Listening = z.object({ url: z.string() });
const Memory = z.object({
  /** Megabytes. */
  heap: z.number(),
  /** Megabytes of it that are compiled code, of which V8 makes more the longer it runs. */
  code: z.number(),
  answers: z.int(),
  /** Failures that the door was told of. */
  failures: z.int(),
});
/** Milliseconds of one answer in the process, the median. */
const Asked = z.object({ answer: z.number() });
export type Memory = z.infer<typeof Memory>;
export type Told = z.infer<typeof Listening> | Memory | z.infer<typeof Asked>;

/** The desk behind its Teams door in a process of its own; Teams and everybody who asks are in ours. */
export interface TeamsDeskProcess {
  memory(): Promise<Memory>;
  /** How long the same answers take there without a door. */
  inProcess(): Promise<number>;
  stop(): Promise<void>;
}

export async function startTeamsDesk(
  teams: FakeTeams,
  given: Pick<Started, 'articles'> & { readonly clock?: { readonly times: number; readonly begun: number } },
): Promise<TeamsDeskProcess> {
  const { appId, tenant, openIdMetadataUrl } = teams;
  const started: Started = { appId, tenant, openIdMetadataUrl, token: teams.botToken(), ...given };
  const child = fork(join(import.meta.dirname, 'teams-child.ts'), [JSON.stringify(started)], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
  });
  const ended = once(child, 'exit');
  const tooSoon = ended.then(() => Promise.reject(new Error('the process of the desk ended')));
  tooSoon.catch(() => undefined);
  const told = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), tooSoon]);
    return message;
  };
  const ask = (what: 'memory' | 'answer'): Promise<unknown> => {
    const answer = told();
    child.send(what);
    return answer;
  };
  teams.bot = Listening.parse(await told()).url;
  return {
    memory: async () => Memory.parse(await ask('memory')),
    inProcess: async () => Asked.parse(await ask('answer')).answer,
    stop: async () => {
      child.send('stop');
      await ended;
    },
  };
}
