import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GapRun } from '../../../src/gaps/runs/gap-run.ts';
import { ANA, type FindingDesk, findingDesk, LUIS, PLACES, person, refusal } from '../finding-desk.ts';

let held: FindingDesk;
let run: GapRun;
beforeAll(async () => {
  held = await findingDesk();
  held.addPolicy();
  run = await held.run();
});
afterAll(() => held.close());

const resultAt = (place: string) => run.results.find(({ obligation }) => obligation.provision === place);

describe('a finding from a gap', () => {
  it.each([
    ['contradicted', 'high', 'A policy says something that the law does not allow.'],
    ['partial', 'medium', 'A policy holds the obligation in part only.'],
    ['missing', 'high', 'No policy holds the obligation.'],
  ] as const)('says what the analysis said: %s', (state, severity, reason) => {
    const result = resultAt(PLACES[state]);
    expect(result?.assessment.state).toBe(state);
    const { content, stage } = held.draftGap(PLACES[state]);
    expect(stage).toBe('draft');
    expect(content).toMatchObject({ severity, severityReason: reason, owner: 'Harbour master' });
    expect(content.title).toContain(result?.obligation.label);
    expect(content.description).toContain(result?.obligation.text);
    expect(content.links).toEqual({ gap: { run: run.id, obligation: result?.obligation.id } });
    const [reference, ...others] = content.references;
    expect(others).toEqual([]);
    const [act = '', place = ''] = PLACES[state].split('#');
    expect(reference).toMatchObject({ act, place, quote: result?.obligation.text, version: run.law[act] });
  });

  it('quotes the very statements, and none where no policy says it', () => {
    const { evidence } = held.draftGap(PLACES.contradicted).content;
    expect(evidence).toEqual([
      expect.objectContaining({
        ...{ kind: 'policy', policy: 'lantern-care' },
        quote: 'The Bank keeps the lantern register for a period of two years.',
      }),
    ]);
    const missing = held.draftGap(PLACES.missing).content;
    expect(missing.evidence).toEqual([
      {
        kind: 'note',
        text: 'None of the policies that were analysed on 2040-06-15 says it (policies: 1; statements: 4).',
      },
    ]);
    expect(missing.description).not.toMatch(/nearest|tea|two years/);
  });

  it('names the provision once, where it is named beside the gap as well', () => {
    const { references } = held.draftGap(PLACES.contradicted, {
      provisions: ['Article 3(2) LANTERNS', 'Article 4(1) LANTERNS'],
    }).content;
    expect(references.map(({ place }) => place)).toEqual(['art_3/par_2', 'art_4/par_1']);
    expect(references[0]?.quote).toBe(resultAt(PLACES.contradicted)?.obligation.text);
  });

  it('tells of findings about the same that somebody is still at', () => {
    const one = held.draftGap(PLACES.partial);
    held.desk.findings.confirm(one, person('ana'));
    const { alreadyThere } = held.desk.findings.draft(
      { obligation: PLACES.partial, remediationPlan: 'Once more.', owner: 'Somebody' },
      LUIS,
    );
    // Drafts of others are theirs alone.
    expect(alreadyThere.map(({ id }) => id)).toEqual([one.id]);
  });

  it('needs a reason for another severity than the one proposed, and takes one for the same', () => {
    expect(refusal(() => held.draftGap(PLACES.missing, { severity: 'critical' }))).toMatchObject({
      code: 'invalid_input',
      message: 'A finding needs the reason for its severity.',
    });
    expect(held.draftGap(PLACES.missing, { severity: 'high' }).content.severityReason).toBe(
      'No policy holds the obligation.',
    );
    expect(
      held.draftGap(PLACES.missing, { severity: 'low', severityReason: 'There are no beacons.' }).content,
    ).toMatchObject({ severity: 'low', severityReason: 'There are no beacons.' });
  });

  it('is not drafted where there is none, or for whoever may not see gaps', () => {
    expect(refusal(() => held.draftGap(PLACES.covered))).toMatchObject({ code: 'conflict' });
    expect(refusal(() => held.draftGap('32031R0007#art_9'))).toMatchObject({ code: 'not_found' });
    expect(refusal(() => held.draftGap(PLACES.missing, { run: 'no-such-run' }))).toMatchObject({ code: 'not_found' });
    const drafter = person('eve', { permissions: ['findings:draft'] });
    expect(refusal(() => held.draftGap(PLACES.missing, {}, drafter))).toMatchObject({
      code: 'not_permitted',
      message: expect.stringContaining('gaps:analyse'),
    });
    const stranger = person('ana', { tenant: 't-2' });
    expect(refusal(() => held.draftGap(PLACES.missing, {}, stranger))).toMatchObject({ code: 'not_found' });
  });
});

describe('a finding from a gap on which a person decided', () => {
  let decided: FindingDesk;
  beforeAll(async () => {
    decided = await findingDesk();
    decided.addPolicy();
    await decided.run();
    const decide = async (obligation: string, verdict: 'accepted' | 'rejected') => {
      const given = { obligation, verdict, reason: 'A secret of Ottilie.' };
      const { decide_gap: tool } = decided.desk.toolbox.tools;
      const { confirmation } = (await tool.call(given, ANA)).output;
      await tool.call({ ...given, confirmation: confirmation?.id }, ANA);
    };
    await decide(PLACES.covered, 'accepted');
    await decide(PLACES.missing, 'rejected');
    await decide(PLACES.contradicted, 'accepted');
    await decided.run();
  });
  afterAll(() => decided.close());

  it('is drafted where they said that it is one, with their word as theirs', () => {
    const { description } = decided.draftGap(PLACES.contradicted).content;
    expect(description).toContain('The gap analysis says: Contradicted.');
    expect(description).toContain('A person decided on 2040-06-15: it is a gap.');
    // Why they decided so is not for whoever reads the finding on the platform.
    expect(description).not.toContain('Ottilie');
  });

  it('asks how bad it is where they decided against the analysis', () => {
    expect(refusal(() => decided.draftGap(PLACES.covered)).message).toBe('A finding needs a severity.');
    const { content } = decided.draftGap(PLACES.covered, { severity: 'low', severityReason: 'It is not done.' });
    expect(content.title).toMatch(/: it is a gap$/);
    expect(content.description).toContain('The gap analysis says: Covered.');
    expect(content).toMatchObject({ severity: 'low', severityReason: 'It is not done.' });
  });

  it('is not drafted where they said that it is none', () => {
    expect(refusal(() => decided.draftGap(PLACES.missing))).toMatchObject({ code: 'conflict' });
  });
});
