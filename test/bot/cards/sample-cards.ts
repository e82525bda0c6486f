import { alertCard } from '../../../bot/cards/alert-card.ts';
import { comparisonCard } from '../../../bot/cards/comparison-card.ts';
import { confirmCard, type ShownWrite, type WriteState } from '../../../bot/cards/confirm-card.ts';
import { documentCard, forgottenDocumentCard } from '../../../bot/cards/document-card.ts';
import { gapCard } from '../../../bot/cards/gap-card.ts';
import { gapsCard } from '../../../bot/cards/gaps-card.ts';
import { helpCard } from '../../../bot/cards/help-card.ts';
import { hitsCard } from '../../../bot/cards/hits-card.ts';
import { lawsCard } from '../../../bot/cards/laws-card.ts';
import { provisionCard } from '../../../bot/cards/provision-card.ts';
import { refusalCard } from '../../../bot/cards/refusal-card.ts';
import type { ShownCard } from '../../../bot/cards/shown-card.ts';
import { signedInCard, signInCard } from '../../../bot/cards/sign-in-card.ts';
import { subscriptionCard } from '../../../bot/cards/subscription-card.ts';
import { usageCard } from '../../../bot/cards/usage-card.ts';
import { AppError } from '../../../src/core/errors.ts';
import { DEFAULT_ROLES } from '../../../src/core/permissions.ts';
import type { Language } from '../../../src/regulations/act.ts';
import type { ToolDesk } from '../../tools/invented-law.ts';
import { findingCards } from './sample-findings.ts';
import { SAMPLE_GAPS } from './sample-gaps.ts';
import { CALLER } from './sample-law.ts';

/** Every card there is, as it is in use, by name. */
export async function sampleCards(desk: ToolDesk, language: Language): Promise<Readonly<Record<string, ShownCard>>> {
  return {
    ...(await lawCards(desk, language)),
    ...deskCards(language),
    ...writeCards(language),
    ...gapCards(language),
    ...findingCards(language),
  };
}

async function lawCards({ tools }: ToolDesk, language: Language): Promise<Record<string, ShownCard>> {
  const provision = async (input: object) => (await tools.get_provision.call(input, CALLER)).output;
  const search = async (input: object) => (await tools.search_regulations.call(input, CALLER)).output;
  const compare = async (input: object) => (await tools.compare_provisions.call(input, CALLER)).output;
  const { output: laws } = await tools.list_regulations.call({}, CALLER);
  const query = 'rope tarred within days';
  return {
    'provision-paragraph': provisionCard(await provision({ provision: 'Article 1(1) Rope Act' }), {
      language,
      versions: laws.versions,
    }),
    'provision-long': provisionCard(await provision({ provision: 'Article 3 Rope Act', asOf: '2033-05-01' }), {
      language,
      asOf: '2033-05-01',
    }),
    'provision-digest': provisionCard(await provision({ provision: 'Article 2 Regulation (EU) 2099/2' }), { language }),
    'provision-several': provisionCard(await provision({ provision: 'Articles 1 and 2 Rope Act' }), { language }),
    'provision-strange': provisionCard(await provision({ provision: 'Article 4 Rope Act' }), { language }),
    hits: hitsCard(await search({ query, limit: 5, skip: 5 }), { language, query, skip: 5 }),
    'hits-strange': hitsCard(await search({ query: 'evil', limit: 5 }), {
      language,
      query: 'evil <at>x</at> [a](b)',
      skip: 0,
    }),
    'hits-missing': hitsCard(await search({ query: 'Article 99 Rope Act', limit: 5 }), {
      language,
      query: 'Article 99 Rope Act',
      skip: 0,
    }),
    'hits-none': hitsCard(
      { hits: [], missing: [], actsSearched: 3, notes: [] },
      { language, query: 'zeppelins', skip: 0 },
    ),
    'comparison-versions': comparisonCard(await compare({ provision: '32031R0004#art_1' }), { language }),
    'comparison-act': comparisonCard(await compare({ provision: '32031R0004' }), { language }),
    'comparison-provisions': comparisonCard(
      await compare({ provision: 'Article 1 Rope Act', with: 'Article 2 Rope Act' }),
      { language },
    ),
    'comparison-same': comparisonCard(await compare({ provision: '32031R0004#art_2' }), { language }),
    laws: lawsCard(laws, { language, skip: 0 }),
  };
}

const SUMS = {
  questions: 12,
  calls: 1,
  reserved: 0,
  input: 1_204_300,
  cached: 40_000,
  output: 88_412,
  unpriced: 0,
  estimated: 0,
};

function deskCards(language: Language): Record<string, ShownCard> {
  const document = {
    id: 'd-1',
    name: 'ICT incident policy v3 (final).docx',
    kind: 'docx' as const,
    title: 'Policy on ICT incidents',
    statements: 1_204,
    sections: ['1. Scope', '2. Roles', '3. Incidents', '3.2 Reporting'],
    notRead: ['3 pictures were not read.', 'It has tracked changes (4). It was read as if all of them were accepted.'],
  };
  const filter = {
    authorities: ['eba', 'bde'] as const,
    acts: ['32022R2554'],
    topics: ['ict_risk'] as const,
    language,
  };
  return {
    'sign-in': signInCard({ kind: 'here', address: 'https://desk.bank.example/sign-in' }, { language }),
    'sign-in-own-chat': signInCard(
      { kind: 'in_own_chat', address: 'https://teams.microsoft.com/l/chat/0/0?users=28:bot' },
      { language },
    ),
    'signed-in': signedInCard({ kind: 'signed_in', name: 'Ana Ruiz', roles: ['Compliance-Analyst'] }, { language }),
    'signed-out': signedInCard({ kind: 'signed_out' }, { language }),
    'refusal-not-found': refusalCard(
      new AppError('not_found', 'The Rope Act has no Article 99; it ends with Article 4.', {
        suggestions: ['Article 4 Rope Act', 'Article 3 Rope Act'],
      }),
      { language },
    ),
    'refusal-not-permitted': refusalCard(
      new AppError(
        'not_permitted',
        'To report usage, you need the permission reports:generate, which none of your roles grants.',
      ),
      { language, correlation: 'c-8842' },
    ),
    'refusal-service': refusalCard(new AppError('upstream_unavailable', 'inner detail'), {
      language,
      question: 'What now?',
    }),
    usage: usageCard(
      {
        month: '2040-05',
        by: 'department',
        rows: [
          {
            key: 'legal',
            name: 'Legal',
            ...SUMS,
            costs: [{ currency: 'EUR', amount: '14.20' }],
            limits: [{ measure: 'cost', period: '2040-05', limit: '15', used: '14.2', percent: 94, hard: true }],
          },
          { key: '', name: '', ...SUMS, costs: [], unpriced: 1, limits: [] },
        ],
        total: {
          ...SUMS,
          questions: 24,
          calls: 2,
          costs: [{ currency: 'EUR', amount: '14.20' }],
          unpriced: 1,
          limits: [
            { measure: 'tokens', period: '2040-05', limit: '2000000', used: '1292712', percent: 64, hard: false },
          ],
        },
        notes: ['1 call of models without a price: what they cost is not in the sums. COMPLIANCE_PRICES sets prices.'],
      },
      { language, thisMonth: '2040-06' },
    ),
    alert: alertCard(
      {
        isTest: false,
        title: 'Draft standards on the register of ropes',
        summary: 'The authority asks what harbours think of its draft.\nAnswers are taken until 2040-09-01.',
        authority: 'eba',
        acts: ['Rope Act'],
        topics: ['ict_risk', 'reporting'],
        published: '2040-06-14',
        url: 'https://authority.example/drafts/7',
        provisions: [{ id: '32031R0004#art_1', label: 'Article 1 Rope Act' }],
      },
      { language, maybeSeen: true },
    ),
    'alert-test': alertCard(
      {
        isTest: true,
        title: 'A test',
        summary: 'Asked for at the terminal.',
        authority: 'boe',
        acts: [],
        topics: [],
        url: 'https://authority.example/',
      },
      { language, maybeSeen: false },
    ),
    subscription: subscriptionCard({
      language,
      followed: { filter, since: '2040-06-01T09:12:00.000Z' },
      done: 'followed',
    }),
    'subscription-none': subscriptionCard({ language }),
    'help-viewer': helpCard({
      language,
      name: 'Ana Ruiz',
      roles: ['Compliance-Viewer'],
      permissions: new Set(DEFAULT_ROLES['Compliance-Viewer']),
      where: 'personal',
      signsIn: true,
    }),
    'help-manager': helpCard({
      language,
      roles: ['Compliance-Manager'],
      permissions: new Set(DEFAULT_ROLES['Compliance-Manager']),
      where: 'channel',
      signsIn: true,
    }),
    'help-nobody': helpCard({ language, roles: [], permissions: new Set(), where: 'personal', signsIn: true }),
    document: documentCard(document, { language }),
    'document-forgotten': forgottenDocumentCard(document, { language }),
  };
}

const AT = '2040-06-15T09:12:31.000Z';
const STATES: Readonly<Record<string, WriteState>> = {
  waiting: { kind: 'waiting' },
  done: {
    kind: 'done',
    by: 'Ana Ruiz',
    at: AT,
    lines: ['Finding F-2040-17 was filed.', 'ServiceNow has it as GRC0012.'],
  },
  declined: { kind: 'declined', by: 'Ana Ruiz', at: AT },
  expired: { kind: 'expired' },
  failed: { kind: 'failed', at: AT, why: 'The register refused the finding: its owner has left.' },
  'in-doubt': { kind: 'in_doubt', at: AT },
};

export function sampleWrite(state: WriteState): ShownWrite {
  return {
    id: 'w-17',
    summary: {
      title: 'File finding F-2040-17 in the register of the bank',
      lines: [
        'Finding: ropes are tarred after 5 days, the law says 3.',
        'Rests on: Article 1(1) Rope Act',
        'Owner: Harbour operations',
      ],
    },
    drafter: 'Ana Ruiz',
    expires: '2040-06-15T09:27:00.000Z',
    state,
  };
}

function writeCards(language: Language): Record<string, ShownCard> {
  const refreshFor = ['29:ana'];
  return {
    ...Object.fromEntries(
      Object.entries(STATES).map(([name, state]) => [
        `confirm-${name}`,
        confirmCard(sampleWrite(state), { language, viewer: 'drafter', refreshFor }),
      ]),
    ),
    'confirm-waiting-others': confirmCard(sampleWrite({ kind: 'waiting' }), { language, viewer: 'others', refreshFor }),
  };
}

function gapCards(language: Language): Record<string, ShownCard> {
  const acts = ['Rope Act'];
  const [first, missing, decided] = SAMPLE_GAPS.obligations;
  const one = { language, run: SAMPLE_GAPS.run, at: 11, page: 10 };
  const { since: _since, next: _next, ...last } = SAMPLE_GAPS;
  return {
    gaps: gapsCard(SAMPLE_GAPS, { language, acts, skip: 0 }),
    'gaps-last': gapsCard({ ...last, total: 13 }, { language, acts, skip: 10 }),
    'gaps-none': gapsCard(
      {
        ...last,
        obligations: [],
        total: 0,
        conflicts: [],
        counts: { ...last.counts, contradicted: 0, missing: 0, partial: 0 },
      },
      { language, acts, skip: 0 },
    ),
    'gap-contradicted': gapCard(first!, one),
    'gap-missing': gapCard(missing!, one),
    'gap-decided': gapCard(decided!, one),
  };
}
