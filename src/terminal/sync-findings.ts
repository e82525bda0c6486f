import { AppError } from '../core/errors.ts';
import { requirePermission } from '../core/permissions.ts';
import type { PlatformCheck } from '../findings/filing/grc-platform.ts';
import type { Finding, FindingConflict } from '../findings/finding.ts';
import { counted } from './counted.ts';
import { tellFinding } from './file-finding.ts';
import { oneOf } from './findings.ts';
import { wrapText } from './output.ts';
import { platformOf, sendFilings, withFilings } from './send-filings.ts';
import type { Session } from './session.ts';

/** `compliance findings sync`: reads how the records of the caller's tenant stand. Exit code 1 where some could not be read. */
export async function syncFindings(session: Session, { json = false }: { readonly json?: boolean }): Promise<void> {
  const desk = await session.desk({ follow: false });
  const caller = session.caller();
  requirePermission(caller.user, 'findings:file', 'read how records stand');
  platformOf(session, desk);
  const { tenant } = caller;
  const { looked, changed, conflicts, problems } = await withFilings(desk, ({ sync }) => sync({ tenant }));
  const differing = desk.findings.list({ stages: ['filed'] }, caller).flatMap(openDifferences);
  const told = problems.map(({ why }) => why);
  session.print({ looked, changed, conflicts, differences: differing, problems: told }, json, () =>
    [
      `${counted(looked, 'record')} read: ${changed} changed, ${counted(conflicts, 'finding differs', 'findings differ')}.`,
      ...differing.map(({ finding, field, ours, theirs }) =>
        wrapText(
          `${finding}: ${field} is "${ours}" here and "${theirs}" on the platform. Neither was overwritten: compliance findings resolve ${finding} ${field} --ours (or --theirs)`,
          100,
        ),
      ),
      ...told.map((why) => session.style.warn(wrapText(why, 100))),
    ].join('\n'),
  );
  if (problems.length > 0) session.exit(1);
}

function openDifferences({ id, conflicts }: Finding) {
  return conflicts
    .filter(({ decided }) => decided === undefined)
    .map(({ field, ours, theirs }) => ({ finding: id, field, ours, theirs }));
}

/** `compliance findings check`: holds the settings against the platform. Exit code 1 where something is wrong. */
export async function checkFindings(session: Session, { json = false }: { readonly json?: boolean }): Promise<void> {
  const desk = await session.desk({ follow: false });
  const caller = session.caller();
  requirePermission(caller.user, 'findings:file', 'check the platform');
  const { name: platform, host } = platformOf(session, desk);
  const checks = await withFilings(desk, ({ check }) => check(caller.tenant));
  const ok = checks.every(({ state }) => state !== 'wrong');
  const { style } = session;
  const mark = { ok: style.accent('ok     '), unknown: 'unknown', wrong: style.warn('wrong  ') };
  session.print({ ok, platform, host, checks }, json, () =>
    [
      style.bold(`${platform} (${host})`),
      ...alike(checks).map(
        ({ what, state, says }) => `${mark[state]}  ${wrapText(`${what}: ${says}`, 90, '         ').trimStart()}`,
      ),
    ].join('\n'),
  );
  if (!ok) session.exit(1);
}

/** What is told of several things in the same words is told once, in the place of the first. */
function alike(checks: readonly PlatformCheck[]): readonly PlatformCheck[] {
  const told = new Map<string, PlatformCheck>();
  for (const check of checks) {
    const key = `${check.state} ${check.says}`;
    const before = told.get(key);
    told.set(key, before === undefined ? check : { ...check, what: `${before.what}, ${check.what}` });
  }
  return [...told.values()];
}

const FIELDS = [
  'status',
  'title',
  'severity',
  'due',
  'owner',
  'record',
] as const satisfies readonly FindingConflict['field'][];

export interface ResolveOptions {
  readonly ours?: boolean;
  readonly theirs?: boolean;
  readonly json?: boolean;
}

/** `compliance findings resolve`: takes one side where a finding and its record differ. */
export async function resolveFinding(
  session: Session,
  id: string,
  named: string,
  { ours = false, theirs = false, json = false }: ResolveOptions,
): Promise<void> {
  if (ours === theirs) throw new AppError('invalid_input', 'Say which side counts: --ours or --theirs.');
  const field = oneOf('field that can differ', FIELDS, named);
  const desk = await session.desk({ follow: false });
  const resolved = desk.resolveConflict(id, field, ours ? 'ours' : 'theirs', session.caller());
  if (ours && desk.findingSettings(resolved.tenant).platform !== undefined)
    await withFilings(desk, (filings) => sendFilings(session, desk, filings, [resolved]));
  tellFinding(session, desk.findings.find(id, session.caller()), { json });
}
