import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FindingRequest } from '../../../src/findings/drafting/finding-request.ts';
import { lanternAct } from '../../gaps/gap-desk.ts';
import { actOf } from '../../tools/invented-law.ts';
import { ANA, type FindingDesk, findingDesk, person, refusal, SEEN } from '../finding-desk.ts';

const SPANISH = actOf(
  'BOE-A-2031-0007',
  'Ley 7/2031, de faroles',
  [['1', 'Registro', { kind: 'paragraph', marker: '1.', blocks: [{ kind: 'text', text: 'Se llevará un registro.' }] }]],
  { kind: 'ley', language: 'es', name: 'Ley 7/2031' },
);

let held: FindingDesk;
beforeAll(async () => {
  held = await findingDesk([lanternAct(), SPANISH]);
});
afterAll(() => held.close());

const draft = (more: Partial<FindingRequest>, context = ANA) => held.draft({ ...SEEN, ...more }, context);
const refused = (more: Partial<FindingRequest>) => refusal(() => draft(more));

describe('the provisions of a finding', () => {
  it('are exactly those that are named, with the words and the version that hold', () => {
    const { references } = draft({ provisions: ['Article 3(2) LANTERNS', '32031R0007#art_4/par_1'] }).content;
    expect(references).toMatchObject([
      { act: '32031R0007', place: 'art_3/par_2', dated: '2031-01-01', language: 'en' },
      { act: '32031R0007', place: 'art_4/par_1' },
    ]);
    for (const { hash, quote, version } of references) {
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(quote).not.toBe('');
      expect(version).not.toBe('');
    }
  });

  it.each([
    ['an article that there is not', 'Article 9 LANTERNS'],
    ['a paragraph that there is not', 'Article 3(7) LANTERNS'],
    ['one that there is and one that there is not', 'Articles 3 and 9 LANTERNS'],
    ['an id of no place', '32031R0007#art_9'],
    ['an act that is not held', 'Article 3 Regulation (EU) 2031/8'],
    ['an act of one digit too many', '32031R00077#art_3'],
  ])('are never a neighbour: %s', (_what, words) => {
    const error = refused({ provisions: ['Article 3(2) LANTERNS', words] });
    expect(error.code).toBe('not_found');
  });

  it('come with the nearest places where one does not exist', () => {
    expect(refused({ provisions: ['Article 3(7) LANTERNS'] }).suggestions.join(' ')).toMatch(/Article 3/);
  });

  it.each([
    ['words that name none', ['the lanterns'], /names no place/],
    ['nothing but signs that nobody sees', ['\u200b\u202e'], /needs the provision/],
    ['an empty list', [], /needs the provision/],
    ['no list', undefined, /needs the provision/],
    ['an article of no act', ['Article 3'], /Article 3|act/],
  ])('are needed, and named so that one knows which: %s', (_what, provisions, message) => {
    const error = refused({ provisions });
    expect(['invalid_input', 'not_found']).toContain(error.code);
    expect(error.message).toMatch(message);
  });

  it('are no more than a finding can be about, however many a few words name', async () => {
    const wide = actOf(
      '32032R0001',
      'Regulation on oil',
      Array.from({ length: 40 }, (_each, index) => [String(index + 1), 'Oil', { kind: 'text', text: 'Dry.' }] as const),
      { name: 'Regulation (EU) 2032/1', shortName: 'OIL' },
    );
    await held.desk.library.add(wide);
    expect(refused({ provisions: ['Articles 1 to 40 OIL'] })).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('40 provisions'),
    });
    expect(draft({ provisions: ['Articles 1 to 10 OIL'] }).content.references).toHaveLength(10);
    expect(refused({ provisions: Array.from({ length: 11 }, (_each, at) => `Article ${at + 1} OIL`) })).toMatchObject({
      code: 'invalid_input',
    });
  });

  it('are of a law in whatever language it is held, whatever the finding is written in', () => {
    for (const language of ['en', 'es'] as const) {
      const drafted = held.desk.findings.draft(
        { ...SEEN, provisions: ['art. 1 Ley 7/2031', 'Article 3(2) LANTERNS'] },
        ANA,
        language,
      );
      expect(drafted.finding.content.references.map((each) => each.language)).toEqual(['es', 'en']);
    }
  });

  it('are of the newest text, where an older one is held in the language of the finding', async () => {
    const both = await findingDesk([lanternAct()]);
    const spanish = actOf(
      '32031R0007',
      'Reglamento (UE) 2031/7 sobre faroles',
      [['3', 'Cortes', { kind: 'paragraph', marker: '2.', blocks: [{ kind: 'text', text: 'Se lleva el registro.' }] }]],
      { language: 'es', name: 'Reglamento (UE) 2031/7', shortName: 'LANTERNS', date: '2030-01-01' },
    );
    await both.desk.library.add(spanish);
    const { finding } = both.desk.findings.draft(SEEN, ANA, 'es');
    expect(finding.content.references).toMatchObject([{ language: 'en', dated: '2031-01-01' }]);
    await both.close();
  });
});

describe('what a person found', () => {
  it.each([
    ['title', 'A finding needs a title.'],
    ['description', 'A finding needs a description.'],
    ['severity', 'A finding needs a severity.'],
    ['severityReason', 'A finding needs the reason for its severity.'],
  ] as const)('needs a %s of theirs', (field, message) => {
    expect(refused({ [field]: undefined })).toMatchObject({ code: 'invalid_input', message });
  });

  it.each([
    ['remediationPlan', '\u200b \n\u202e', /remediation plan/],
    ['owner', '\u2066\u2069', /owner/],
    ['title', '\ufeff', /needs a title/],
  ] as const)('needs words that somebody sees: %s', (field, text, message) => {
    expect(refused({ [field]: text })).toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['title', 160],
    ['description', 4_000],
    ['severityReason', 1_000],
    ['remediationPlan', 4_000],
    ['owner', 200],
  ] as const)('takes a %s of %i characters and no more', (field, most) => {
    expect(draft({ [field]: 'x'.repeat(most) }).content[field]).toHaveLength(most);
    expect(refused({ [field]: 'x'.repeat(most + 1) }).code).toBe('invalid_input');
  });

  it('takes ten notes of a thousand characters and no more', () => {
    const notes = Array.from({ length: 10 }, () => 'x'.repeat(1_000));
    expect(draft({ notes }).content.evidence).toHaveLength(10);
    expect(refused({ notes: [...notes, 'one more'] }).code).toBe('invalid_input');
    expect(refused({ notes: ['x'.repeat(1_001)] }).code).toBe('invalid_input');
  });

  it.each([
    ['has passed', '2040-06-14'],
    ['there is not', '2040-02-30'],
    ['nobody wrote so', '15/07/2040'],
    ['is of no calendar', 'soon'],
  ])('is not due on a day that %s', (_what, due) => {
    expect(refused({ due }).code).toBe('invalid_input');
  });

  it.each([
    ['critical', '2040-07-15'],
    ['high', '2040-08-14'],
    ['medium', '2040-09-13'],
    ['low', '2040-12-12'],
  ] as const)('is due by how bad it is, where nobody says by when: %s', (severity, due) => {
    expect(draft({ severity }).content.due).toBe(due);
    expect(draft({ severity, due: '2040-06-15' }).content.due).toBe('2040-06-15');
  });

  it('keeps lines as lines, and nothing that nobody sees', () => {
    const { content, hash } = draft({
      title: 'No\u202e register\u200b\nat all',
      description: 'First.\r\n\r\n\r\n\r\nSecond\u0007.\u2029',
      notes: ['Seen\u200b by me', '\u200b'],
      owner: 'Harbour\u00ad master \ud800',
    });
    expect(content.title).toBe('No register at all');
    expect(content.description).toBe('First.\n\nSecond .');
    expect(content.evidence).toEqual([{ kind: 'note', text: 'Seen by me' }]);
    expect(content.owner).toBe('Harbour master \ufffd');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('rests on no answer that was given to another bank', async () => {
    const { output } = await held.desk.toolbox.tools.ask_compliance.call(
      { question: 'What does Article 3 LANTERNS say?' },
      person('eve', { tenant: 't-2' }),
    );
    expect(output.receipt).toBeTypeOf('string');
    expect(refused({ receipt: output.receipt })).toMatchObject({ code: 'not_found' });
    expect(refused({ receipt: 'R-0' })).toMatchObject({ code: 'not_found' });
    const own = await held.desk.toolbox.tools.ask_compliance.call(
      { question: 'What does Article 3 LANTERNS say?' },
      person('ana'),
    );
    expect(draft({ receipt: own.output.receipt }).content.links.receipt).toBe(own.output.receipt);
  });

  it('is drafted by nobody who may not', () => {
    expect(refusal(() => draft({}, person('vera', { permissions: ['regulations:read'] })))).toMatchObject({
      code: 'not_permitted',
    });
  });
});
