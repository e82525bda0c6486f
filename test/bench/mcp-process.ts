import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';

/** So few that each has all the sessions that one may have well before memory is compared. */
export const PEOPLE = 25;

/** Words that stand in some provisions of the invented act, in few, or in most. */
export const QUERIES = [
  'who may exempt small guilds',
  'inspect ledgers within days',
  'keep the lanterns dry for 40 years',
  'care of bridges 77',
  'certify granaries',
  'Article 12(1)',
  'how long must ferries be kept dry',
  'report couriers under rule 201',
] as const;

const Listening = z.object({ url: z.string(), tokens: z.array(z.string()) });
const Memory = z.object({
  /** Megabytes. */
  heap: z.number(),
  /** Megabytes of it that are compiled code, of which V8 makes more the longer it runs. */
  code: z.number(),
  sessions: z.number(),
  /** Rows of the audit. */
  rows: z.number(),
  /** Failures that the door was told of. */
  failures: z.number(),
});
/** Milliseconds, medians: the tool without door and row, and of it finding and ranking. */
const Searched = z.object({ tool: z.number(), ranking: z.number() });
export type Memory = z.infer<typeof Memory>;
export type Told = z.infer<typeof Listening> | Memory | z.infer<typeof Searched>;

/** The desk in a process of its own. */
export interface DeskProcess {
  readonly url: URL;
  readonly tokens: readonly string[];
  memory(): Promise<Memory>;
  searchTimes(): Promise<z.infer<typeof Searched>>;
  stop(): Promise<void>;
}

/** @param articles of the act that is held */
export async function startDeskProcess(articles: number): Promise<DeskProcess> {
  const child = fork(join(import.meta.dirname, 'mcp-child.ts'), [String(articles)], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
  });
  const ended = once(child, 'exit');
  const tooSoon = ended.then(() => Promise.reject(new Error('the process of the desk ended')));
  tooSoon.catch(() => undefined);
  const told = async (): Promise<unknown> => {
    const [message] = await Promise.race([once(child, 'message'), tooSoon]);
    return message;
  };
  const ask = (what: 'memory' | 'search'): Promise<unknown> => {
    const answer = told();
    child.send(what);
    return answer;
  };
  const { url, tokens } = Listening.parse(await told());
  return {
    url: new URL(url),
    tokens,
    memory: async () => Memory.parse(await ask('memory')),
    searchTimes: async () => Searched.parse(await ask('search')),
    stop: async () => {
      child.send('stop');
      await ended;
    },
  };
}
