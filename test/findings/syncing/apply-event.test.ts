import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyEvent } from '../../../src/findings/syncing/apply-event.ts';
import type { WebhookEvent } from '../../../src/findings/syncing/webhook.ts';
import { START } from '../../audit/sample-audit.ts';
import { filedFinding, inventedFinding } from '../invented-finding.ts';
import { openSyncDesk, type SyncDesk } from './sync-desk.ts';

const minute = (n: number) => new Date(START + n * 60_000).toISOString();

describe('an event of a platform', () => {
  let desk: SyncDesk;
  const finding = filedFinding(1);
  const { platform = 'servicenow', host = '', key = '', record } = finding.filing ?? {};
  const id = record?.id ?? '';
  beforeEach(() => {
    desk = openSyncDesk();
    desk.clock.time = START + 3_600_000;
    desk.store.add(finding);
    desk.store.add(filedFinding(2));
  });
  afterEach(() => {
    expect(desk.chainProblems()).toEqual([]);
    desk.close();
  });

  const apply = (event: Partial<WebhookEvent>, more: { tenant?: string; platform?: 'archer'; host?: string } = {}) =>
    applyEvent(
      {
        ...desk.parts,
        platform: more.platform ?? platform,
        host: more.host ?? host,
        states: { Done: 'closed', Working: 'in_progress' },
      },
      more.tenant ?? finding.tenant,
      { delivery: 'd-1', state: 'Done', changed: minute(1), ...event },
    );

  it.each([
    ['its key', { key }],
    ['its id', { id }],
    ['both', { key, id }],
  ])('moves the finding of the record that it names by %s', (_, named) => {
    expect(apply(named)).toBe(true);
    expect(desk.kept(finding)).toMatchObject({
      status: 'closed',
      filing: { platformState: 'Done', synced: minute(1) },
    });
    expect(desk.rows()).toMatchObject([{ finding: finding.id, what: 'status', to: 'closed', via: 'webhook' }]);
    const [row] = desk.audit.store.rows({ types: ['finding'] }, 1);
    expect(row?.correlation).toBe('d-1');
  });

  it('moves nothing where its key and its id are of two records, or of none', () => {
    const other = filedFinding(2).filing;
    for (const named of [
      { key, id: other?.record?.id ?? '' },
      { key: other?.key ?? '', id },
      { key, id: 'copied' },
      { key: 'F-none' },
      { id: 'none' },
      {},
    ])
      expect(apply(named)).toBe(false);
    expect(apply({ key }, { tenant: 't-2' })).toBe(false);
    expect(apply({ id }, { tenant: 't-2' })).toBe(false);
    expect(apply({ key }, { platform: 'archer' })).toBe(false);
    expect(apply({ id }, { platform: 'archer' })).toBe(false);
    expect(desk.rows()).toEqual([]);
  });

  it('of another installation moves nothing, whatever its ids are', () => {
    for (const named of [{ id }, { key }, { key, id }])
      expect(apply(named, { host: 'other.invented.example' })).toBe(false);
    expect(desk.rows()).toEqual([]);
  });

  it('that is older than what is known moves nothing', () => {
    apply({ key, state: 'Done', changed: minute(5) });
    expect(apply({ key, state: 'Working', changed: minute(4) })).toBe(true);
    expect(desk.kept(finding).status).toBe('closed');
  });

  it('with a word that means nothing here leaves the status, and is told', () => {
    for (const state of ['Parked', 'toString', '__proto__']) expect(apply({ key, state })).toBe(true);
    expect(desk.kept(finding).status ?? 'open').toBe('open');
    expect(desk.rows().map(({ what }) => what)).toEqual(['unmapped_state', 'unmapped_state', 'unmapped_state']);
  });

  it('of a finding that no platform has yet moves nothing', () => {
    const { record: _, ...filing } = finding.filing ?? expect.fail();
    const waiting = inventedFinding({
      id: 'F-00000000000000ff',
      stage: 'filing',
      filing: { ...filing, key: 'F-waits' },
    });
    desk.store.add(waiting);
    expect(apply({ key: 'F-waits' })).toBe(false);
    expect(desk.kept(waiting)).toEqual(waiting);
  });
});
