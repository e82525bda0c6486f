import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lanternAct, lanternPolicy } from '../../gaps/gap-desk.ts';
import { actOf } from '../../tools/invented-law.ts';
import { ANA, type FindingDesk, findingDesk, LACKING, PLACES, person, refusal } from '../finding-desk.ts';

let held: FindingDesk;
beforeEach(async () => {
  held = await findingDesk();
});
afterEach(() => held.close());

/** A later text of the act. */
const later = (outages?: string) => {
  const text = lanternAct(outages);
  return { ...text, source: 'official' as const, consolidatedTo: '2039-01-01' };
};

describe('a finding from a gap, after something has changed', () => {
  it('is not drafted from an analysis of words that the law no longer has', async () => {
    held.addPolicy(ANA, lanternPolicy({ report: 'The Bank reports each lantern outage to the authority in a year.' }));
    await held.run();
    await held.desk.library.add(later('within two hours'));
    const error = refusal(() => held.draftGap(PLACES.covered));
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('2039-01-01') });
    // What it left as it was can still be found fault with, by the version that was compared.
    await held.run();
    const { content } = held.draftGap(PLACES.covered);
    expect(content.references).toMatchObject([
      { dated: '2039-01-01', quote: expect.stringContaining('within two hours') },
    ]);
  });

  it('stands on the version that was compared, where the provision says the same since', async () => {
    held.addPolicy();
    await held.run();
    await held.desk.library.add(later('within two hours'));
    expect(held.draftGap(PLACES.contradicted).content.references).toMatchObject([{ dated: '2031-01-01' }]);
  });

  it('is not drafted of a provision that is gone', async () => {
    held.addPolicy();
    await held.run();
    const shorter = actOf(
      '32031R0007',
      'Regulation (EU) 2031/7 on lanterns',
      [['1', 'Subject matter', { kind: 'text', text: 'This Regulation lays down rules on lanterns.' }]],
      { name: 'Regulation (EU) 2031/7', shortName: 'LANTERNS', consolidatedTo: '2039-01-01' },
    );
    await held.desk.library.add(shorter);
    expect(refusal(() => held.draftGap(PLACES.contradicted))).toMatchObject({ code: 'conflict' });
  });

  it('finds fault with nobody for words that they took back', async () => {
    held.addPolicy();
    await held.run();
    held.addPolicy(ANA, lanternPolicy());
    expect(refusal(() => held.draftGap(PLACES.contradicted))).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/lantern-care.*does not say any more.*Run it again/),
    });
    await held.run();
    expect(refusal(() => held.draftGap(PLACES.contradicted)).message).toMatch(/is no gap/);
  });

  it('quotes no policy that was taken away, or kept to others, since', async () => {
    held.addPolicy();
    await held.run();
    const keeper = person('luis', { groups: ['g-1'] });
    held.desk.policies.restrict('lantern-care', ['g-1'], keeper);
    expect(refusal(() => held.draftGap(PLACES.contradicted))).toMatchObject({ code: 'not_found' });
    expect(held.draftGap(PLACES.contradicted, {}, keeper).stage).toBe('draft');
    held.desk.policies.remove('lantern-care', keeper);
    expect(refusal(() => held.draftGap(PLACES.contradicted, {}, keeper))).toMatchObject({ code: 'not_found' });
    // The draft that quoted it went along.
    expect(held.desk.findings.list({}, keeper)).toEqual([]);
  });
});

describe('who sees a finding', () => {
  const KEEPER = person('luis', { groups: ['g-1'] });

  it('is nobody whom a policy is kept from that it quotes: neither it nor that it is there', async () => {
    held.addPolicy(KEEPER, undefined, ['g-1']);
    await held.run(KEEPER);
    const finding = held.draftGap(PLACES.contradicted, {}, KEEPER);
    held.desk.findings.confirm(finding, KEEPER);
    const { findings } = held.desk;
    expect(refusal(() => findings.find(finding.id, ANA))).toMatchObject({ code: 'not_found' });
    expect(findings.list({}, ANA)).toEqual([]);
    for (const decide of [
      () => findings.approve(finding, ANA),
      () => findings.refuse(finding, 'No such thing.', ANA),
      () => findings.mayDecide(finding, ANA),
      () => findings.file(finding.id, ANA),
      () => findings.retry(finding.id, ANA),
    ])
      expect(refusal(decide)).toMatchObject({ code: 'not_found' });
    // Of the same obligation, by an analysis of what she may see.
    held.desk.policies.add({ ...LACKING, name: 'other.md' }, { id: 'other' }, ANA);
    await held.run(ANA);
    const { alreadyThere } = findings.draft(
      { obligation: PLACES.contradicted, remediationPlan: 'Keep it.', owner: 'Ana' },
      ANA,
    );
    expect(alreadyThere).toEqual([]);
    // Her own draft quotes nothing of it, and whoever is in the group sees both once she stands by it.
    expect(findings.list({}, KEEPER).map(({ id }) => id)).toEqual([finding.id]);
    expect(findings.find(finding.id, person('mara', { groups: ['g-1'] })).id).toBe(finding.id);
  });

  it('is its drafter alone as long as it is a draft, also once that has expired', () => {
    const { findings } = held.desk;
    const finding = held.draft();
    expect(refusal(() => findings.find(finding.id, KEEPER))).toMatchObject({ code: 'not_found' });
    expect(findings.list({}, KEEPER)).toEqual([]);
    held.clock.time += 86_400_000;
    expect(findings.expire()).toBe(1);
    expect(findings.find(finding.id, ANA).stage).toBe('expired');
    expect(refusal(() => findings.find(finding.id, KEEPER))).toMatchObject({ code: 'not_found' });
  });

  it('is nobody of another tenant, nor whoever has nothing to do with findings', () => {
    const { findings } = held.desk;
    const finding = held.draft();
    findings.confirm(finding, ANA);
    expect(refusal(() => findings.find(finding.id, person('ana', { tenant: 't-2' })))).toMatchObject({
      code: 'not_found',
    });
    expect(findings.list({}, person('ana', { tenant: 't-2' }))).toEqual([]);
    const reader = person('vera', { permissions: ['regulations:read', 'findings:file'] });
    for (const look of [() => findings.find(finding.id, reader), () => findings.list({}, reader)])
      expect(refusal(look)).toMatchObject({ code: 'not_permitted' });
    const approver = person('otto', { permissions: ['findings:approve'] });
    expect(findings.find(finding.id, approver).id).toBe(finding.id);
  });
});
