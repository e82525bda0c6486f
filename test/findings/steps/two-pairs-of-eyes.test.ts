import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/adapters/sqlite/database.ts';
import { libraryFile } from '../../../src/compose.ts';
import type { Finding } from '../../../src/findings/finding.ts';
import { ANA, DAY, type FindingDesk, findingDesk, LUIS, person, refusal, SEEN } from '../finding-desk.ts';

let held: FindingDesk;
beforeEach(async () => {
  held = await findingDesk();
});
afterEach(() => held.close());

const confirmed = (): Finding => held.desk.findings.confirm(held.draft(), ANA);
const messages = () => {
  const database = openDatabase(libraryFile({ dataFolder: held.folder }));
  try {
    return database.prepare('SELECT kind, key FROM outbox').all() as readonly { kind: string; key: string }[];
  } finally {
    database.close();
  }
};
const filings = () => messages().filter(({ kind }) => kind === 'finding');

describe('a finding that two people look at', () => {
  it('is confirmed by its drafter, approved by somebody else, and then put into the outbox once', () => {
    const draft = held.draft();
    expect(draft).toMatchObject({ stage: 'draft', drafted: { by: 'ana' } });
    expect(draft.expires).toBe('2040-06-16T12:00:00.000Z');
    const waiting = held.desk.findings.confirm(draft, ANA);
    expect(waiting).toMatchObject({ stage: 'awaiting_approval', confirmed: { by: 'ana' }, revision: 2 });
    expect(waiting.expires).toBe('2040-06-29T12:00:00.000Z');
    expect(filings()).toEqual([]);
    const filing = held.desk.findings.approve(waiting, LUIS);
    expect(filing).toMatchObject({
      stage: 'filing',
      approved: { by: 'luis', eyes: 2 },
      filing: { platform: 'generic', host: 'grc.invented.example', key: `brc-${draft.id}` },
    });
    expect(filing.hash).toBe(draft.hash);
    expect(filing.content).toEqual(draft.content);
    expect(filings()).toHaveLength(1);
    expect(held.rows().map(({ what }) => what)).toEqual(['drafted', 'confirmed', 'approved', 'filing']);
  });

  it('is confirmed by nobody but its drafter', () => {
    const draft = held.draft();
    // Others do not even see it.
    expect(refusal(() => held.desk.findings.confirm(draft, LUIS))).toMatchObject({ code: 'not_found' });
    expect(refusal(() => held.desk.findings.confirm(draft, person('ana', { tenant: 't-2' })))).toMatchObject({
      code: 'not_found',
    });
    expect(
      refusal(() => held.desk.findings.confirm(draft, person('ana', { permissions: ['findings:approve'] }))),
    ).toMatchObject({ code: 'not_permitted' });
    expect(held.desk.findings.find(draft.id, ANA).stage).toBe('draft');
  });

  it.each(['approve', 'refuse'] as const)('is not decided on by its drafter: %s', (what) => {
    const waiting = confirmed();
    const decide = () =>
      what === 'approve'
        ? held.desk.findings.approve(waiting, ANA)
        : held.desk.findings.refuse(waiting, 'I thought better of it.', ANA);
    expect(refusal(decide)).toMatchObject({ code: 'not_permitted', message: expect.stringContaining('your own') });
    expect(refusal(() => held.desk.findings.mayDecide(waiting, ANA)).code).toBe('not_permitted');
    expect(filings()).toEqual([]);
  });

  it('is not decided on by whoever may not approve, or before its drafter stands by it', () => {
    const waiting = confirmed();
    const drafter = person('eve', { permissions: ['findings:draft', 'findings:file', 'gaps:analyse'] });
    expect(refusal(() => held.desk.findings.approve(waiting, drafter))).toMatchObject({ code: 'not_permitted' });
    expect(refusal(() => held.desk.findings.file(waiting.id, LUIS))).toMatchObject({ code: 'conflict' });
    expect(refusal(() => held.desk.findings.approve(held.draft(), ANA))).toMatchObject({ code: 'conflict' });
    expect(filings()).toEqual([]);
  });

  it.each([
    ['another hash', 'f'.repeat(64)],
    ['an empty one', ''],
    ['the beginning of its own', (hash: string) => hash.slice(0, 63)],
  ])('is decided on by the words that were shown alone: %s', (_what, other) => {
    const draft = held.draft();
    const wrong = { id: draft.id, hash: typeof other === 'string' ? other : other(draft.hash) };
    for (const step of [() => held.desk.findings.confirm(wrong, ANA), () => held.desk.findings.mayConfirm(wrong, ANA)])
      expect(refusal(step)).toMatchObject({ code: 'conflict', message: expect.stringContaining('not what was shown') });
    held.desk.findings.confirm(draft, ANA);
    for (const step of [
      () => held.desk.findings.approve(wrong, LUIS),
      () => held.desk.findings.refuse(wrong, 'No such thing.', LUIS),
    ])
      expect(refusal(step)).toMatchObject({ code: 'conflict' });
    expect(filings()).toEqual([]);
  });

  it('is refused with a reason, for good', () => {
    const waiting = confirmed();
    for (const reason of ['', '  \u200b ', 'no', 'x'.repeat(2_001)])
      expect(refusal(() => held.desk.findings.refuse(waiting, reason, LUIS))).toMatchObject({ code: 'invalid_input' });
    const refused = held.desk.findings.refuse(waiting, ' The register\u202e is at\nthe harbour. ', LUIS);
    expect(refused).toMatchObject({
      stage: 'refused',
      refused: { by: 'luis', reason: 'The register is at the harbour.' },
    });
    for (const step of [
      () => held.desk.findings.approve(waiting, LUIS),
      () => held.desk.findings.confirm(waiting, ANA),
      () => held.desk.findings.file(waiting.id, LUIS),
      () => held.desk.findings.retry(waiting.id, LUIS),
    ])
      expect(refusal(step)).toMatchObject({ code: 'conflict', message: expect.stringContaining('refused') });
    expect(filings()).toEqual([]);
  });

  it('ends a day after it was drafted, and fourteen days after it was confirmed', () => {
    const draft = held.draft();
    held.clock.time += DAY - 1;
    held.desk.findings.mayConfirm(draft, ANA);
    held.clock.time += 1;
    expect(refusal(() => held.desk.findings.confirm(draft, ANA)).message).toContain('has expired');
    const waiting = confirmed();
    held.clock.time += 14 * DAY;
    expect(refusal(() => held.desk.findings.approve(waiting, LUIS)).message).toContain('has expired');
    expect(held.desk.findings.expire()).toBe(2);
    expect(held.desk.findings.expire()).toBe(0);
    expect(held.desk.findings.find(waiting.id, LUIS).stage).toBe('expired');
    expect(refusal(() => held.desk.findings.approve(waiting, LUIS)).message).toContain('draft it anew');
    const ended = held.rows().filter(({ what }) => what === 'expired');
    expect(ended.map(({ from }) => from)).toEqual(['draft', 'awaiting_approval']);
    expect(filings()).toEqual([]);
  });

  it('is not filed where no platform is set up, and stays as it is', () => {
    const [ana, luis] = [person('ana', { tenant: 't-2' }), person('luis', { tenant: 't-2' })];
    const waiting = held.desk.findings.confirm(held.draft(SEEN, ana), ana);
    expect(refusal(() => held.desk.findings.approve(waiting, luis))).toMatchObject({
      code: 'misconfigured',
      message: expect.stringContaining('COMPLIANCE_GRC'),
    });
    expect(held.desk.findings.find(waiting.id, luis)).toEqual(waiting);
    expect(held.rows().map(({ what }) => what)).toEqual(['drafted', 'confirmed']);
  });

  it('is unknown by any other name', () => {
    for (const id of ['', 'F-0000000000000000', "' OR 1=1", '%'.repeat(500)])
      expect(refusal(() => held.desk.findings.find(id, ANA))).toMatchObject({ code: 'not_found' });
  });

  it('takes each step once, whichever process is asked, and however often', async () => {
    const other = await held.reopen();
    const draft = held.draft();
    held.desk.findings.confirm(draft, ANA);
    expect(refusal(() => other.findings.confirm(draft, ANA))).toMatchObject({ code: 'conflict' });
    other.findings.approve(draft, LUIS);
    for (const { findings } of [held.desk, other]) {
      expect(refusal(() => findings.approve(draft, person('mara')))).toMatchObject({ code: 'conflict' });
      expect(refusal(() => findings.file(draft.id, LUIS))).toMatchObject({ code: 'conflict' });
    }
    expect(filings()).toHaveLength(1);
  });

  it('leaves rows that tell nothing of what it says, and of nobody', () => {
    const words = { title: 'Ottilie', description: 'Ottilie did it.', severityReason: 'Ottilie.', notes: ['Ottilie'] };
    const draft = held.draft({ ...SEEN, ...words, owner: 'Ottilie', remediationPlan: 'Ask Ottilie.' });
    held.desk.findings.confirm(draft, ANA);
    held.desk.findings.refuse(draft, 'Ottilie told me.', LUIS);
    const bodies = JSON.stringify(held.rows());
    expect(bodies).not.toMatch(/Ottilie|User |"ana"|"luis"/);
    expect(held.rows()[0]).toMatchObject({
      what: 'drafted',
      finding: draft.id,
      hash: draft.hash,
      provisions: ['32031R0007#art_3/par_2'],
      due: draft.content.due,
    });
  });
});

describe('a finding that one person looks at', () => {
  const [ONE, OTHER] = [person('ana', { tenant: 't-one' }), person('luis', { tenant: 't-one' })];

  it('is approved by their own word, which is recorded, and filed by whoever may file', () => {
    const approved = held.desk.findings.confirm(held.draft(SEEN, ONE), ONE);
    expect(approved).toMatchObject({ stage: 'approved', approved: { by: 'ana', eyes: 1 }, confirmed: { by: 'ana' } });
    expect(held.rows().at(-1)).toMatchObject({ what: 'confirmed', eyes: 1 });
    expect(filings()).toEqual([]);
    const drafter = person('eve', { tenant: 't-one', permissions: ['findings:draft'] });
    expect(refusal(() => held.desk.findings.file(approved.id, drafter))).toMatchObject({ code: 'not_permitted' });
    expect(held.desk.findings.file(approved.id, OTHER).stage).toBe('filing');
    expect(refusal(() => held.desk.findings.file(approved.id, OTHER))).toMatchObject({ code: 'conflict' });
    expect(filings()).toHaveLength(1);
  });

  it('needs the permission to file', () => {
    const drafter = person('eve', { tenant: 't-one', permissions: ['findings:draft'] });
    const draft = held.draft(SEEN, drafter);
    for (const step of [
      () => held.desk.findings.confirm(draft, drafter),
      () => held.desk.findings.mayConfirm(draft, drafter),
    ])
      expect(refusal(step)).toMatchObject({ code: 'not_permitted', message: expect.stringContaining('findings:file') });
    expect(held.desk.findings.find(draft.id, drafter).stage).toBe('draft');
  });
});
