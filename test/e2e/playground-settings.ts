/** Whom the Agents Playground plays; all of it is invented. */
export const BOT = { id: 'compliance-desk', name: 'Compliance desk' } as const;
export const TENANT = '11111111-1111-4111-8111-111111111111';
export const PERSONAL_CHAT = 'personal-chat';
export const GROUP_CHAT = { id: 'group-chat', name: 'Audit preparation' } as const;
export const TEAM = {
  id: 'team-compliance',
  aadGroupId: '44444444-4444-4444-8444-444444444444',
  name: 'Compliance team',
} as const;
export const CHANNEL = { id: 'channel-questions', name: 'Questions' } as const;

/** Whoever sits before the screen. */
export const OFFICER = person('user-ana', 'Ana', 'Officer', '22222222-2222-4222-8222-222222222222');

/** Somebody else of the same bank. */
export const COLLEAGUE = person('user-luis', 'Luis', 'Colleague', '33333333-3333-4333-8333-333333333330');

const OTHERS = ['Eva', 'Jon', 'Mia', 'Pau'].map((name, at) =>
  person(`user-${name.toLowerCase()}`, name, 'Colleague', `33333333-3333-4333-8333-33333333333${at + 1}`),
);

export type Person = ReturnType<typeof person>;

function person(id: string, givenName: string, surname: string, aadObjectId: string) {
  const address = `${givenName.toLowerCase()}@bank.example`;
  return {
    id,
    name: `${givenName} ${surname}`,
    userPrincipleName: address,
    aadObjectId,
    givenName,
    surname,
    email: address,
  };
}

/** The name of the file that the Playground reads in the folder it is started in. */
export const SETTINGS_FILE = '.m365agentsplayground.yml';

/**
 * What stands in that file, as JSON, which is YAML as well. The Playground ends itself where there are fewer than five
 * users, where the personal chat has a name, or where the team has more than one channel.
 */
export function playgroundSettings(): string {
  return JSON.stringify(
    {
      version: '0.1.0',
      tenantId: TENANT,
      bot: BOT,
      currentUser: OFFICER,
      users: [COLLEAGUE, ...OTHERS],
      personalChat: { id: PERSONAL_CHAT },
      groupChat: GROUP_CHAT,
      team: { ...TEAM, channels: [CHANNEL] },
    },
    null,
    2,
  );
}
