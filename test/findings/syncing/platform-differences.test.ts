import { expect, it } from 'vitest';
import type { FindingConflict, RemediationState } from '../../../src/findings/finding.ts';
import { heldAgainst, mayPush } from '../../../src/findings/syncing/platform-differences.ts';
import { filedFinding } from '../invented-finding.ts';

const AT = '2031-04-05T06:12:08.000Z';

const reads = (status: RemediationState) => ({ state: status, status });

it('ours is written over the platform’s where the platform did not move, or a person decided so against that very state', () => {
  const finding = filedFinding(1, { status: 'closed', agreed: 'in_progress' });
  const conflict: FindingConflict = { field: 'status', ours: 'closed', theirs: 'validating', at: AT };
  const undecided = { ...finding, conflicts: [conflict] };
  const decided = { ...finding, conflicts: [{ ...conflict, decided: 'ours' as const }] };
  for (const each of [finding, undecided, decided]) {
    expect(mayPush(each, reads('closed'))).toBe(true);
    expect(mayPush(each, reads('in_progress'))).toBe(true);
    expect(mayPush(each, reads('risk_accepted'))).toBe(false);
  }
  expect(mayPush(finding, reads('validating'))).toBe(false);
  expect(mayPush(undecided, reads('validating'))).toBe(false);
  expect(mayPush(decided, reads('validating'))).toBe(true);
  // What was decided was decided for another state of ours.
  expect(mayPush({ ...decided, status: 'risk_accepted' }, reads('validating'))).toBe(false);
  // Ours says nothing new: the platform's is newer.
  expect(mayPush(filedFinding(1), reads('closed'))).toBe(false);
});

it('a state that means nothing here is written over only where the record was read in it before', () => {
  const finding = filedFinding(1, { status: 'closed' });
  const filing = { ...finding.filing!, platformState: 'On hold' };
  expect(mayPush({ ...finding, filing }, { state: 'On \u200bhold' })).toBe(true);
  expect(mayPush({ ...finding, filing }, { state: 'Deferred' })).toBe(false);
});

it('changes nothing of the finding that it is given', () => {
  const frozen = JSON.stringify(filedFinding(1));
  const finding = JSON.parse(frozen) as ReturnType<typeof filedFinding>;
  const says = { title: 'Lanterns', severity: 'low', due: '2032-01-01', owner: 'x' } as const;
  for (const record of [{ id: 'rec-1', state: 'Closed', status: 'closed', says } as const, undefined])
    expect(heldAgainst(finding, record, AT)).not.toEqual(finding);
  expect(JSON.stringify(finding)).toBe(frozen);
});

it('keeps of what a platform says only so much as is shown', () => {
  const says = { title: `${'x'.repeat(400)}\u202e`, owner: 'A\u0000b\n\nc' };
  const { conflicts } = heldAgainst(filedFinding(1), { id: 'rec-1', state: 'New', status: 'open', says }, AT);
  expect(conflicts.map(({ theirs }) => theirs)).toEqual([`${'x'.repeat(300)} […]`, 'A b c']);
});
