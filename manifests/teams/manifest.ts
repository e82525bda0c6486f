import type { TeamsManifestV1D29 } from '@microsoft/app-manifest';
import type { TeamsVariables } from './variables.ts';
import type { CommandName, Wording } from './wording.ts';

export type AppManifest = TeamsManifestV1D29.TeamsManifestV1D29;

export const SCHEMA = 'https://developer.microsoft.com/json-schemas/teams/v1.29/MicrosoftTeams.schema.json';

/** The ground of `icons/color.svg`. */
const ACCENT = '#1B3A5C';

/** Where Bot Framework's own sign-in pages are. */
export const TOKEN_SERVICE = 'token.botframework.com';

/** Files come in 1:1 chats alone, and what concerns one person is no matter of a channel's. */
const ALONE: readonly CommandName[] = [
  'help',
  'laws',
  'gaps',
  'usage',
  'alerts',
  'newTopic',
  'forgetDocument',
  'language',
  'signOut',
];
const TOGETHER: readonly CommandName[] = ['help', 'laws', 'alerts', 'newTopic', 'language'];

/**
 * The app as Teams is told of it: Microsoft 365 app manifest, schema 1.29.
 *
 * It asks for as little as it can do with: no permission on a team's or a chat's messages (the desk reads what
 * mentions it), none of the device. It has no prompt starters, since Teams shows either these or a welcome message.
 *
 * @param version of the program, as major.minor.patch; Teams takes an update only under a higher one
 */
export function buildManifest(variables: TeamsVariables, version: string, wording: Wording): AppManifest {
  const { host, botId } = variables;
  const name = nameIn(wording, variables.environment);
  return {
    $schema: SCHEMA,
    manifestVersion: '1.29',
    version,
    id: variables.manifestId,
    developer: { ...variables.developer },
    localizationInfo: { defaultLanguageTag: 'en', additionalLanguages: [{ languageTag: 'es', file: 'es.json' }] },
    name,
    description: { ...wording.description },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: ACCENT,
    bots: [
      {
        botId,
        scopes: ['personal', 'team', 'groupChat', 'copilot'],
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [
          { scopes: ['personal'], commands: commandsOf(ALONE, wording) },
          { scopes: ['team', 'groupChat'], commands: commandsOf(TOGETHER, wording) },
        ],
      },
    ],
    composeExtensions: [extensionOf(botId, wording)],
    copilotAgents: { customEngineAgents: [{ id: botId, type: 'bot', disclaimer: { text: wording.disclaimer } }] },
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
    // Shared and private channels too: the desk knows people by their own sign-in, never by the team they are in.
    supportsChannelFeatures: 'tier1',
    permissions: ['identity'],
    validDomains: [TOKEN_SERVICE, host],
    webApplicationInfo: { id: variables.signInId, resource: `api://${host}/botid-${botId}` },
  };
}

/** The name, with the environment behind it where that is not the one everybody uses. */
function nameIn({ name }: Wording, environment: string): AppManifest['name'] {
  if (environment === 'production') return { ...name };
  return { short: `${name.short} (${environment})`, full: `${name.full} (${environment})` };
}

function commandsOf(names: readonly CommandName[], { commands }: Wording) {
  return names.map((name) => ({ ...commands[name], type: 'basic' as const }));
}

function extensionOf(botId: string, { search, check }: Wording): NonNullable<AppManifest['composeExtensions']>[number] {
  return {
    botId,
    commands: [
      {
        id: 'searchProvisions',
        type: 'query',
        context: ['compose', 'commandBox'],
        title: search.title,
        description: search.description,
        // Also before anything is written, so that the door can say what may be searched.
        initialRun: true,
        parameters: [{ name: 'query', inputType: 'text', ...search.query }],
      },
      {
        id: 'checkText',
        type: 'action',
        context: ['message'],
        title: check.title,
        description: check.description,
        fetchTask: true,
      },
    ],
  };
}
