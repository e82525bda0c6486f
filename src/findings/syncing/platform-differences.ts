import { cleanText, shortened } from '../../core/text.ts';
import type { PlatformRecord } from '../filing/grc-platform.ts';
import type { Finding, FindingConflict, RemediationState } from '../finding.ts';

/** A record as far as it is held against ours. */
export type ReadRecord = Pick<PlatformRecord, 'id' | 'state' | 'status' | 'says'>;

type Field = FindingConflict['field'];

/** What stands for a record that is not there, or not to be seen. */
const ABSENT = 'absent';
/** Characters of what a platform says that are kept. */
const LONGEST_SAID = 300;

/**
 * Who moved since both sides last agreed: `neither` where they say the same, `ours` where only ours changed and is on its
 * way, `theirs` where only the platform's did, `both` where each went another way.
 */
function whoMoved(
  { status: ours = 'open', agreed = 'open' }: Pick<Finding, 'status' | 'agreed'>,
  theirs: RemediationState,
): 'neither' | 'ours' | 'theirs' | 'both' {
  if (theirs === ours) return 'neither';
  if (ours === agreed) return 'theirs';
  return theirs === agreed ? 'ours' : 'both';
}

/**
 * Whether our state may be written over the platform's: where the platform did not move since both agreed, or a person took
 * our side against the very state that it is in. Otherwise the next sync has to show what it says. A state that means
 * nothing here cannot be held against ours: there it counts whether the record was read in it before.
 *
 * @param record as it is now
 */
export function mayPush(
  finding: Pick<Finding, 'status' | 'agreed' | 'conflicts' | 'filing'>,
  { status: theirs, state }: Pick<ReadRecord, 'status' | 'state'>,
): boolean {
  if (theirs === undefined) return said(state) === said(finding.filing?.platformState ?? '');
  const who = whoMoved(finding, theirs);
  const { status: ours = 'open', conflicts } = finding;
  return (
    who === 'neither' ||
    who === 'ours' ||
    conflicts.some((each) => sameConflict(each, { field: 'status', ours, theirs }) && each.decided === 'ours')
  );
}

/**
 * A finding after a look at its record. Where only the platform's state changed, ours follows; where ours changed as well,
 * and for what the frozen record says, the difference is a conflict, and nothing is overwritten. What a record does not
 * tell (a state that means nothing here, a field that is not mapped) leaves things as they are.
 *
 * @param record undefined where the platform has it no more, or does not show it
 * @param at when that was so, ISO 8601, UTC
 */
export function heldAgainst(finding: Finding, record: ReadRecord | undefined, at: string): Finding {
  if (record === undefined) {
    const number = finding.filing?.record?.number ?? '';
    return compared(finding, 'record', number, ABSENT, at);
  }
  const { filing } = finding;
  const { title, severity, due, owner } = finding.content;
  const { says } = record;
  const read: Finding = {
    ...finding,
    ...(filing === undefined ? {} : { filing: { ...filing, synced: at, platformState: said(record.state) } }),
  };
  const found = compared(moved(read, record.status, at), 'record', '', '', at);
  const texts: readonly (readonly [Field, string, string | undefined])[] = [
    ['title', title, says.title],
    ['severity', severity, says.severity],
    ['due', due, says.due],
    ['owner', owner, says.owner],
  ];
  return texts.reduce(
    (so, [field, ours, theirs]) => (theirs === undefined ? so : compared(so, field, ours, theirs, at)),
    found,
  );
}

/** The state: ours follows, or there is a conflict, or none any more. */
function moved(finding: Finding, theirs: RemediationState | undefined, at: string): Finding {
  if (theirs === undefined) return finding;
  const { status: ours = 'open', conflicts } = finding;
  const who = whoMoved(finding, theirs);
  if (who === 'neither' || who === 'theirs')
    return { ...finding, status: theirs, agreed: theirs, conflicts: without(conflicts, 'status') };
  const before = conflicts.find((each) => sameConflict(each, { field: 'status', ours, theirs }));
  if (before !== undefined) return finding;
  const conflict: FindingConflict = {
    field: 'status',
    ours,
    theirs,
    at,
    ...(who === 'ours' ? { decided: 'ours' } : {}),
  };
  return { ...finding, conflicts: [...without(conflicts, 'status'), conflict] };
}

/** What both sides say of a field of the frozen record, as texts: spacing and signs that nobody sees aside. */
function compared(finding: Finding, field: Field, oursSaid: string, theirsSaid: string, at: string): Finding {
  const { conflicts, noted = {} } = finding;
  const theirs = said(theirsSaid);
  if (noted[field] === theirs) return finding;
  const ours = said(oursSaid);
  const { [field]: _noted, ...stillNoted } = noted;
  const { noted: _all, ...rest } = finding;
  const told: Finding = { ...rest, ...(Object.keys(stillNoted).length === 0 ? {} : { noted: stillNoted }) };
  if (plain(oursSaid) === plain(theirsSaid)) return { ...told, conflicts: without(conflicts, field) };
  if (conflicts.some((each) => sameConflict(each, { field, ours, theirs }))) return told;
  return { ...told, conflicts: [...without(conflicts, field), { field, ours, theirs, at }] };
}

export function sameConflict(one: FindingConflict, other: Pick<FindingConflict, 'field' | 'ours' | 'theirs'>): boolean {
  return one.field === other.field && one.ours === other.ours && one.theirs === other.theirs;
}

export function without(conflicts: readonly FindingConflict[], field: Field): readonly FindingConflict[] {
  return conflicts.filter((each) => each.field !== field);
}

/** As it is kept and shown: a platform's words may hold anything. */
function said(text: string): string {
  return shortened(plain(text), LONGEST_SAID);
}

function plain(text: string): string {
  return cleanText(text.normalize('NFC'));
}
