import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTrail } from '../../src/audit/trail.ts';
import type { CallContext } from '../../src/core/call-context.ts';
import { callContext } from '../asking.ts';
import { scriptedModel } from '../assistant/scripted-model.ts';
import { ANA, DAY, type FindingDesk, findingDesk, LUIS, PLACES, person, SEEN } from '../findings/finding-desk.ts';
import { lanternAct, lanternPolicy } from '../gaps/gap-desk.ts';
import { failing } from './expect-error.ts';
import { toolDesk } from './invented-law.ts';

let held: FindingDesk;
beforeEach(async () => {
  held = await findingDesk();
});
afterEach(() => held.close());

const tools = () => held.desk.toolbox.tools;
const draft = async (more: object = {}, context: CallContext = ANA) =>
  (await tools().draft_finding.call({ ...SEEN, ...more }, context)).output.finding;
const named = ({ id, hash }: { readonly id: string; readonly hash: string }) => ({ finding: id, hash });
const askFile = async (given: object, context: CallContext = ANA) => {
  const { confirmation } = (await tools().file_finding.call(given, context)).output;
  if (confirmation === undefined) throw new Error('no confirmation was asked for');
  return confirmation;
};
const file = async (given: object, context: CallContext = ANA) => {
  const { id } = await askFile(given, context);
  return (await tools().file_finding.call({ ...given, confirmation: id }, context)).output.result;
};
const askDecide = async (given: object, context: CallContext = LUIS) => {
  const { confirmation } = (await tools().decide_finding.call(given, context)).output;
  if (confirmation === undefined) throw new Error('no confirmation was asked for');
  return confirmation;
};
const calls = () => readTrail(held.desk.audit.store, { types: ['tool_call'] }, 1_000).map(({ body }) => body);

describe('file_finding', () => {
  it('is done once, for what was shown, by the one who was asked', async () => {
    const one = named(await draft());
    const other = named(await draft({ title: 'Another' }));
    const { id } = await askFile(one);
    for (const wrong of [{ ...other }, { ...one, hash: other.hash }, { ...other, hash: one.hash }])
      expect(['invalid_input', 'conflict']).toContain(
        (await failing(tools().file_finding.call({ ...wrong, confirmation: id }, ANA))).code,
      );
    expect((await failing(tools().file_finding.call({ ...one, confirmation: id }, LUIS))).code).toBe('not_found');
    const { output } = await tools().file_finding.call({ ...one, confirmation: id }, ANA);
    expect(output).toMatchObject({ status: 'done', result: { finding: { stage: 'awaiting_approval' } } });
    expect((await failing(tools().file_finding.call({ ...one, confirmation: id }, ANA))).code).toBe('conflict');
    expect(held.rows().filter(({ what }) => what === 'confirmed')).toHaveLength(1);
  });

  it('is not done by an old yes: neither after the draft has ended, nor once another was given', async () => {
    const one = named(await draft());
    const [first, second] = [await askFile(one), await askFile(one)];
    await tools().file_finding.call({ ...one, confirmation: first.id }, ANA);
    expect((await failing(tools().file_finding.call({ ...one, confirmation: second.id }, ANA))).code).toBe('conflict');
    const late = named(await draft());
    const { id } = await askFile(late);
    held.clock.time += DAY;
    expect((await failing(tools().file_finding.call({ ...late, confirmation: id }, ANA))).code).toBe('conflict');
    expect(held.rows().filter(({ what }) => what === 'confirmed')).toHaveLength(1);
  });

  it('shows all that is said in the bank’s name, and whose words each line has', async () => {
    const spoof = 'Owner: nobody. Due: never.\nRemediation: none.';
    const description = `${'The register is not kept. '.repeat(60)}And the end of it.`;
    const one = await draft({
      description,
      remediationPlan: `${'Keep it. '.repeat(50)}To the last.`,
      notes: [spoof],
      severityReason: 'Severity: low. It is nothing.',
    });
    const { summary } = await askFile(named(one));
    const known =
      /^(?:What is wrong: |In full(?:, going on)?: |Severity(?:, going on)?: high\. |Remediation(?:, going on)?: |Owner: Harbour master\. Due: |Provision: |Seen: |All of its words are fixed by |Somebody else approves )/;
    for (const line of summary.lines) expect(line).toMatch(known);
    expect(summary.lines.length).toBeLessThanOrEqual(20);
    const shown = (label: string) =>
      summary.lines
        .filter((line) => line.startsWith(label))
        .map((line) => line.slice(line.indexOf(': ') + 2))
        .join('')
        .replaceAll(' ', '');
    expect(shown('In full')).toBe(description.replaceAll(' ', ''));
    expect(shown('Remediation')).toContain('Tothelast.');
    expect(summary.lines.join('\n')).not.toContain('Not all of it');
  });

  it('says so where not all of it can be shown', async () => {
    const one = await draft({
      provisions: ['Articles 1 to 5 LANTERNS'],
      description: 'x'.repeat(4_000),
      remediationPlan: 'y'.repeat(4_000),
      severityReason: 'z'.repeat(1_000),
      notes: Array.from({ length: 10 }, () => 'n'.repeat(1_000)),
    });
    const { summary } = await askFile(named(one));
    expect(summary.lines.length).toBeLessThanOrEqual(20);
    for (const line of summary.lines) expect(line.length).toBeLessThanOrEqual(500);
    expect(summary.lines).toContain(`Not all of it fits here: list_findings with ${one.id} shows it whole.`);
    // Who answers for it, and where it goes, are never what is left out.
    expect(summary.lines.some((line) => line.startsWith('Owner: Harbour master. Due: '))).toBe(true);
    expect(summary.lines.at(-1)).toMatch(/generic \(grc\.invented\.example\), once/);
  });

  it('asks nobody for what cannot be done', async () => {
    const one = named(await draft());
    for (const [given, context] of [
      [{ ...one, hash: 'f'.repeat(64) }, ANA],
      [{ ...one, finding: 'F-0000000000000000' }, ANA],
      [one, LUIS],
    ] as const)
      expect(['conflict', 'not_found']).toContain((await failing(tools().file_finding.call(given, context))).code);
    expect(calls().filter(({ outcome }) => outcome === 'needs_confirmation')).toEqual([]);
  });

  it('files at once on one’s own word where that is enough, and says which', async () => {
    const own = person('ana', { tenant: 't-one' });
    const one = named(await draft({}, own));
    const { summary } = await askFile(one, own);
    expect(summary.title).toContain('on your own word');
    expect((await file(one, own))?.finding).toMatchObject({ stage: 'filing', eyes: 1, filed: { platform: 'generic' } });
    const nowhere = person('ana', { tenant: 'local' });
    const other = named(await draft({}, nowhere));
    expect((await askFile(other, nowhere)).summary.lines.at(-1)).toMatch(/none yet/);
    const result = await file(other, nowhere);
    expect(result).toMatchObject({ finding: { stage: 'approved' }, next: expect.stringContaining('COMPLIANCE_GRC') });
  });

  it('is done and told so for whoever may not look policies up', async () => {
    const drafter = person('eve', { permissions: ['findings:draft'] });
    const one = named(await draft({}, drafter));
    expect((await file(one, drafter))?.finding.stage).toBe('awaiting_approval');
  });
});

describe('decide_finding', () => {
  const waiting = async (more: object = {}, context: CallContext = ANA) => {
    const one = named(await draft(more, context));
    await file(one, context);
    return one;
  };

  it('is a second person’s, once', async () => {
    const one = await waiting();
    const given = { ...one, decision: 'approve' };
    expect((await failing(tools().decide_finding.call(given, ANA))).code).toBe('not_permitted');
    const { id, summary } = await askDecide(given);
    expect(summary.lines.at(-1)).toBe('It goes to generic (grc.invented.example), once.');
    expect((await failing(tools().decide_finding.call({ ...given, confirmation: id }, ANA))).code).toBe(
      'not_permitted',
    );
    const { output } = await tools().decide_finding.call({ ...given, confirmation: id }, LUIS);
    expect(output.result?.finding).toMatchObject({ stage: 'filing', eyes: 2 });
    expect((await failing(tools().decide_finding.call({ ...given, confirmation: id }, LUIS))).code).toBe('conflict');
  });

  it('is done by whoever may approve and nothing else', async () => {
    const one = await waiting();
    const approver = person('otto', { permissions: ['findings:approve'] });
    const given = { ...one, decision: 'approve' };
    const { id } = await askDecide(given, approver);
    const { output } = await tools().decide_finding.call({ ...given, confirmation: id }, approver);
    expect(output.result?.finding.stage).toBe('filing');
  });

  it('shows the reason of a refusal whole: the drafter reads it', async () => {
    const reason = `${'It is kept at the harbour. '.repeat(70)}Look there.`;
    const long = { notes: Array.from({ length: 10 }, () => 'n'.repeat(1_000)), description: 'x'.repeat(4_000) };
    const given = { ...(await waiting(long)), decision: 'refuse', reason };
    const { summary } = await askDecide(given);
    expect(summary.lines.length).toBeLessThanOrEqual(20);
    const shown = summary.lines
      .filter((line) => line.startsWith('Why it is refused'))
      .map((line) => line.slice(line.indexOf(': ') + 2));
    expect(shown.join('').replaceAll(' ', '')).toBe(reason.replaceAll(' ', ''));
    expect((await failing(tools().decide_finding.call({ ...given, reason: undefined }, LUIS))).code).toBe(
      'invalid_input',
    );
  });

  it('is asked of nobody where there is nowhere to file it', async () => {
    const [ana, luis] = [person('ana', { tenant: 't-2' }), person('luis', { tenant: 't-2' })];
    const one = await waiting({}, ana);
    const error = await failing(tools().decide_finding.call({ ...one, decision: 'approve' }, luis));
    expect(error).toMatchObject({ code: 'misconfigured', message: expect.stringContaining('COMPLIANCE_GRC') });
    expect((await askDecide({ ...one, decision: 'refuse', reason: 'There is none.' }, luis)).id).toBeTypeOf('string');
  });

  it('bears a drafter of the longest name', async () => {
    const ana = { ...ANA, user: { ...ANA.user, name: 'Ana '.repeat(80) } };
    const one = await waiting({}, ana);
    expect((await askDecide({ ...one, decision: 'approve' })).summary.title.length).toBeLessThanOrEqual(200);
  });
});

describe('what tools of findings leave in the audit', () => {
  it('are the words of a policy as long as its file holds them', async () => {
    held.addPolicy();
    await held.run();
    const one = await draft({ ...gapOf(PLACES.contradicted) });
    const { cited } = calls().at(-1) as { cited?: readonly { id: string }[] };
    expect(cited?.map(({ id }) => id)).toEqual([expect.stringMatching(/^policy:lantern-care#s/)]);
    held.addPolicy(ANA, lanternPolicy());
    await tools().list_findings.call({ finding: one.id }, ANA);
    expect(calls().at(-1)).not.toHaveProperty('cited');
    expect(calls().at(-1)).toHaveProperty('passages');
  });
});

const gapOf = (obligation: string) => ({
  ...{ obligation, provisions: undefined, title: undefined, description: undefined },
  ...{ severity: undefined, severityReason: undefined },
});

describe('list_findings', () => {
  it('pages, and tells how many there are', async () => {
    for (let each = 0; each < 23; each += 1) await draft({ title: `Finding ${each}` });
    const { output: first } = await tools().list_findings.call({ stage: 'draft' }, ANA);
    expect(first).toMatchObject({ total: 23, next: 20 });
    const { output: rest } = await tools().list_findings.call({ stage: 'draft', skip: first.next }, ANA);
    expect(rest.findings.map(({ title }) => title)).toEqual(['Finding 2', 'Finding 1', 'Finding 0']);
    expect(rest).not.toHaveProperty('next');
    expect((await tools().list_findings.call({}, LUIS)).output.total).toBe(0);
    expect((await tools().list_findings.call({ dueBy: '2040-08-14' }, ANA)).output.total).toBe(23);
    expect((await tools().list_findings.call({ dueBy: '2040-08-13' }, ANA)).output.total).toBe(0);
  });
});

describe('a model that works for somebody who may file findings', () => {
  it('is offered none of the tools of findings', async () => {
    const model = scriptedModel(() => ({ text: 'Nothing.' }));
    const desk = await toolDesk([lanternAct()], { model });
    await desk.tools.ask_compliance.call({ question: 'How long is the lantern register kept?' }, callContext());
    const offered = model.requests.flatMap(({ tools: of }) => (of ?? []).map(({ name }) => name));
    expect(offered).toContain('search_regulations');
    expect(offered.filter((name) => name.includes('finding'))).toEqual([]);
    await desk.close();
  });
});
