import { readTrail } from '../../../src/audit/trail.ts';
import type { Permission } from '../../../src/core/permissions.ts';
import type { Conversation, ShownMessage } from '../../fixtures/teams/teams-api.ts';
import { wordsOf } from '../card-room/rooms-desk.ts';
import { everybody, type TeamsDesk, type TeamsDeskOptions, teamsDesk } from '../teams-desk.ts';
import { addPolicies, lampAct } from './gap-law.ts';

const GROUP = 'b1b1b1b1-0000-4000-8000-000000000001';

export interface GapsDeskOptions {
  readonly policies?: 'none' | 'restricted';
  /** What somebody may do, by their object id; asked for each time. */
  readonly permissions?: (person: string) => readonly Permission[];
  /** Who is in the group, by their object ids. */
  readonly members?: () => readonly string[];
  readonly desk?: TeamsDeskOptions['desk'];
  readonly config?: TeamsDeskOptions['config'];
  readonly teams?: TeamsDeskOptions['teams'];
}

/** The whole door over an invented act and two policies of an invented bank. */
export async function gapsDesk(options: GapsDeskOptions = {}): Promise<TeamsDesk> {
  const {
    policies,
    permissions = () => ['regulations:read', 'gaps:analyse'],
    members = () => [],
    desk,
    config,
    teams,
  } = options;
  const running = await teamsDesk({
    texts: [lampAct()],
    ...(desk === undefined ? {} : { desk }),
    ...(config === undefined ? {} : { config }),
    ...(teams === undefined ? {} : { teams: { limits: { streamInterval: 0 }, ...teams } }),
    door: {
      passes: {
        ...everybody([]),
        of: async (tenant, person, correlation) => {
          const pass = await everybody(permissions(person.id)).of(tenant, person, correlation);
          const groups = new Set(members().includes(person.id) ? [GROUP] : []);
          return pass && { ...pass, caller: { ...pass.caller, groups } };
        },
      },
    },
  });
  if (policies !== 'none')
    addPolicies(running.desk, running.teams.tenant, policies === 'restricted' ? GROUP : undefined);
  return running;
}

export const cardsOf = (chat: Conversation) =>
  chat.shown().filter(({ from, card }) => from === 'bot' && card !== undefined);
export const words = ({ card }: Pick<ShownMessage, 'card'>) => wordsOf(card);
export const seen = (chat: Conversation, id: string) => wordsOf(chat.shown().find((each) => each.id === id)?.card);
export const rows = ({ desk }: TeamsDesk, type: string) =>
  readTrail(desk.audit.store, {}, 10_000).filter((row) => row.type === type);

/** What a card carries with a verb, each time that it does. */
export function carried(card: unknown, verb: string): Record<string, unknown>[] {
  const found = [...JSON.stringify(card).matchAll(/"data":(\{[^{}]*\})/g)].map(([, data]) => JSON.parse(data ?? '{}'));
  return found.filter((data) => data.verb === verb);
}
