import { isPermitted, type Permission } from '../../src/core/permissions.ts';
import type { Language } from '../../src/regulations/act.ts';
import { button } from './card-buttons.ts';
import { cut } from './law-lines.ts';
import { heading, headline, line, type Part, QUIET, SMALL } from './parts.ts';
import { type CardContent, type Room, type ShownCard, shownCard } from './shown-card.ts';
import { say, type Wording } from './wording.ts';

/** Who asks for help, and where. */
export interface HelpCardOptions {
  readonly language: Language;
  readonly name?: string;
  /** As they are told to the person. */
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<Permission>;
  readonly where: 'personal' | 'group' | 'channel';
  /** Whether somebody signs in at all: on one machine nobody does. */
  readonly signsIn: boolean;
}

/** What the desk does here, each with what it needs. */
const ABILITIES: readonly { readonly needs: Permission; readonly can: Wording; readonly cannot: Wording }[] = [
  { needs: 'regulations:read', can: 'canAsk', cannot: 'cannotAsk' },
  { needs: 'regulations:read', can: 'canRead', cannot: 'cannotRead' },
  { needs: 'regulations:read', can: 'canCompare', cannot: 'cannotCompare' },
  { needs: 'regulations:read', can: 'canFollow', cannot: 'cannotFollow' },
  { needs: 'reports:generate', can: 'canUsage', cannot: 'cannotUsage' },
  { needs: 'gaps:analyse', can: 'canGaps', cannot: 'cannotGaps' },
  { needs: 'findings:draft', can: 'canFindings', cannot: 'cannotFindings' },
  { needs: 'findings:approve', can: 'canApprove', cannot: 'cannotApprove' },
  { needs: 'audit:read', can: 'canAudit', cannot: 'cannotAudit' },
];

/** What nobody is done here, whatever their role. */
const NEVER: readonly Wording[] = ['neverAdvice', 'neverUnheld', 'neverUnconfirmed'];

/** What the desk can and cannot do for this person, here. */
export function helpCard(options: HelpCardOptions): ShownCard {
  return shownCard((room) => content(options, room));
}

function content(options: HelpCardOptions, room: Room): CardContent {
  const { language, name, roles, permissions, where } = options;
  const title = say('helpTitle', language);
  const can = ABILITIES.filter(({ needs }) => isPermitted(permissions, needs));
  const cannot = ABILITIES.filter(({ needs }) => !isPermitted(permissions, needs));
  const reads = isPermitted(permissions, 'regulations:read');
  const shownRoles = cut(roles.slice(0, 10).join(', '), room.short(300));
  const whose = [...(name === undefined ? [] : [cut(name, 100)]), ...(shownRoles === '' ? [] : [shownRoles])].join(
    ' · ',
  );
  return {
    title,
    parts: [
      headline(title),
      ...(whose === '' ? [] : [line([{ text: whose, look: QUIET }], { spacing: 'None' })]),
      ...(can.length === 0 ? [line(say('noRoles', language))] : []),
      ...list(
        'iCan',
        [
          ...can.map((each) => each.can),
          ...(reads ? [where === 'personal' ? ('canDocument' as const) : ('documentElsewhere' as const)] : []),
        ],
        language,
      ),
      ...list(
        'iCannotForYou',
        cannot.map((each) => each.cannot),
        language,
      ),
      ...list('iNever', NEVER, language),
      line([{ text: say(where === 'personal' ? 'justWrite' : 'mentionMe', language), look: QUIET }], {
        spacing: 'Medium',
      }),
    ],
    actions: helpButtons(options, reads),
  };
}

function list(title: Wording, items: readonly Wording[], language: Language): readonly Part[] {
  if (items.length === 0) return [];
  return [
    heading(say(title, language)),
    ...items.map((item) => line([{ text: `• ${say(item, language)}`, look: SMALL }], { spacing: 'Small' })),
  ];
}

function helpButtons({ language, permissions, where, signsIn }: HelpCardOptions, reads: boolean) {
  return [
    ...(reads
      ? [
          button(say('example', language), { verb: 'ask', question: say('exampleQuestion', language) }),
          button(say('lawsHeld', language), { verb: 'laws', skip: 0 }),
        ]
      : []),
    ...(isPermitted(permissions, 'reports:generate') ? [button(say('usage', language), { verb: 'usage' })] : []),
    ...(signsIn && where === 'personal' ? [button(say('signOut', language), { verb: 'sign_out' })] : []),
  ];
}
