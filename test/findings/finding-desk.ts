import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readTrail } from '../../src/audit/trail.ts';
import { type Desk, openDesk } from '../../src/compose.ts';
import type { CallContext } from '../../src/core/call-context.ts';
import { AppError } from '../../src/core/errors.ts';
import type { FindingRequest } from '../../src/findings/drafting/finding-request.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { ImportedText } from '../../src/regulations/provision.ts';
import { callContext } from '../asking.ts';
import { LANTERN_ACT, lanternAct, lanternPolicy } from '../gaps/gap-desk.ts';

const NOON = Date.parse('2040-06-15T12:00:00.000Z');
export const DAY = 86_400_000;

/** A platform that nothing is sent to here: what is filed stays in the outbox. */
const PLATFORM = { platform: 'generic', url: 'https://grc.invented.example' };
/** By tenant: two pairs of eyes, one, and no platform in any other. */
const GRC = JSON.stringify({ 't-1': PLATFORM, 't-one': { ...PLATFORM, eyes: 1 } });

/** Somebody of a tenant, in a conversation of their own, with the groups that they are in. */
export function person(
  user: string,
  more: { readonly tenant?: string; readonly groups?: readonly string[] } & Pick<
    NonNullable<Parameters<typeof callContext>[0]>,
    'permissions'
  > = {},
): CallContext {
  const { tenant = 't-1', groups = [], ...rest } = more;
  const context = callContext({ ...rest, tenant, user, conversation: `c-${tenant}-${user}` });
  return { ...context, user: { ...context.user, groups: new Set(groups) } };
}

export const ANA = person('ana');
export const LUIS = person('luis');

/** Places of the act on lanterns, by what becomes of them in the policies below. */
export const PLACES = {
  contradicted: `${LANTERN_ACT}#art_3/par_2`,
  missing: `${LANTERN_ACT}#art_4/par_2`,
  partial: `${LANTERN_ACT}#art_4/par_1`,
  covered: `${LANTERN_ACT}#art_3/par_1`,
} as const;

/** A policy that contradicts one duty, says one in part, leaves one out, and covers one. */
export const LACKING = lanternPolicy({
  keep: 'The Bank keeps the lantern register for a period of two years.',
  review: 'The Bank reviews the oil supply plan.',
  oil: 'The Bank serves tea at four.',
});

/** What is needed where there is no gap. */
export const SEEN: FindingRequest = {
  provisions: ['Article 3(2) LANTERNS'],
  title: 'No register',
  description: 'Nobody could show the lantern register.',
  severity: 'high',
  severityReason: 'Nothing is kept at all.',
  remediationPlan: 'Keep the register.',
  owner: 'Harbour master',
};

export interface FindingDesk {
  readonly desk: Desk;
  readonly folder: string;
  /** What the clock says; a test moves it. */
  readonly clock: { time: number };
  /** The same files as another process sees them. */
  reopen(): Promise<Desk>;
  addPolicy(context?: CallContext, document?: typeof LACKING, groups?: readonly string[]): void;
  run(context?: CallContext): ReturnType<Desk['gaps']['run']>;
  draft(request?: FindingRequest, context?: CallContext): Finding;
  /** A draft of the gap at that place. */
  draftGap(place: string, more?: Partial<FindingRequest>, context?: CallContext): Finding;
  /** Rows of findings, as they are for good. */
  rows(): readonly Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

export async function findingDesk(texts: readonly ImportedText[] = [lanternAct()]): Promise<FindingDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-findings-'));
  const clock = { time: NOON };
  const time = { now: () => clock.time, today: () => new Date(clock.time).toISOString().slice(0, 10) };
  const open = () => openDesk({ dataFolder: folder, grc: GRC }, { starter: false, clock: time });
  const opened = [await open()];
  const [desk] = opened as [Desk];
  for (const text of texts) await desk.library.add(text);
  const draft = (request: FindingRequest = SEEN, context = ANA) => desk.findings.draft(request, context).finding;
  return {
    desk,
    folder,
    clock,
    reopen: async () => {
      const other = await open();
      opened.push(other);
      return other;
    },
    addPolicy: (context = ANA, document = LACKING, groups = []) =>
      void desk.policies.add(document, { id: 'lantern-care', ...(groups.length === 0 ? {} : { groups }) }, context),
    run: (context = ANA) => desk.gaps.run({ acts: [LANTERN_ACT] }, context),
    draft,
    draftGap: (place, more = {}, context = ANA) =>
      draft({ obligation: place, remediationPlan: 'Put it right.', owner: 'Harbour master', ...more }, context),
    rows: () => readTrail(desk.audit.store, { types: ['finding'] }, 1_000).map(({ body }) => body),
    close: async () => {
      for (const each of opened) await each.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What somebody is refused with. */
export function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return error as AppError;
  }
  throw new Error('it was not refused');
}
