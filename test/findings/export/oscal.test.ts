import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ExportKind, exportFindings } from '../../../src/findings/export/export-findings.ts';
import { nameUuid } from '../../../src/findings/export/name-uuid.ts';
import { token, webAddress } from '../../../src/findings/export/oscal-values.ts';
import type { Finding } from '../../../src/findings/finding.ts';
import { HOSTILE } from '../../gaps/hostile-run.ts';
import { filedFinding, inventedFinding } from '../invented-finding.ts';
import { thrown } from '../remediation/remediation-desk.ts';
import { brokenRules } from './oscal-rules.ts';
import { type OscalKind, oscalSchemas, schemaCheck } from './oscal-schemas.ts';
import { findingSaying, sampleFindings } from './sample-findings.ts';

const NOW = Date.parse('2031-05-06T07:08:09Z');
const KINDS: readonly OscalKind[] = ['assessment-results', 'plan-of-action-and-milestones'];
/** Texts that mean harm, and those of which nothing is left. */
const TEXTS = [
  ...HOSTILE,
  '',
  ' ',
  '\n',
  '\u0000',
  '\u200b',
  '\ufeff',
  '# a\n* b\n1. c',
  '1a/b#c',
  '[a](https://x.invalid)',
  '%',
  '%zz#a#b',
];

const written = (findings: readonly Finding[], kind: ExportKind, organisation = 'Lantern Bank', now = NOW): string =>
  exportFindings(findings, { kind, organisation, now });
const read = (text: string): unknown => JSON.parse(text);

/** What stands at a path of a document: `findings/0/target`. */
function at(document: unknown, path: string): unknown {
  return path
    .split('/')
    .reduce((value: unknown, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], document);
}
const listAt = (document: unknown, path: string): readonly unknown[] =>
  (at(document, path) ?? []) as readonly unknown[];
const planOf = (...findings: readonly Finding[]): unknown =>
  at(read(written(findings, 'plan-of-action-and-milestones')), 'plan-of-action-and-milestones');
const propsOf = (holder: unknown): Record<string, string> =>
  Object.fromEntries(
    (listAt(holder, 'props') as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
  );
/** One of those of the sample. */
function sample(index: number): Finding {
  const finding = sampleFindings()[index];
  if (finding === undefined) throw new Error('there is one');
  return finding;
}
/** Begun on the first day, due on the second. */
const range = (from: string, to: string) => ({
  'within-date-range': { start: `${from}T00:00:00Z`, end: `${to}T23:59:59Z` },
});

describe.each(KINDS)('findings as OSCAL %s', (kind) => {
  it('have what OSCAL wants, and nothing that it does not know', () => {
    const document = read(written(sampleFindings(), kind));
    expect(brokenRules(document, kind)).toEqual([]);
    expect(at(document, `${kind}/metadata`)).toMatchObject({
      'oscal-version': '1.1.2',
      'last-modified': '2031-05-06T07:08:09.000Z',
      parties: [{ type: 'organization', name: 'Lantern Bank' }],
    });
  });

  it.each(TEXTS)('are whole whatever they say: %j', (words) => {
    expect(brokenRules(read(written([findingSaying(words)], kind, words)), kind)).toEqual([]);
  });

  it('are whole whatever they say', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (words) => {
        expect(brokenRules(read(written([findingSaying(words)], kind, words)), kind)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('are the same each time, but for when they were written', () => {
    const [first, second] = [NOW, NOW + 86_400_000].map((now) => written(sampleFindings(), kind, 'Lantern Bank', now));
    const when = /"last-modified": "[^"]+"/;
    expect(first).not.toBe(second);
    expect(first?.replace(when, '')).toBe(second?.replace(when, ''));
  });

  it('are another version once anything of them changed, and the same document', () => {
    const [before, after] = (['open', 'in_progress'] as const).map((status) =>
      at(read(written([filedFinding(1, { status })], kind)), kind),
    );
    expect(at(before, 'uuid')).toBe(at(after, 'uuid'));
    expect(at(before, 'metadata/version')).not.toBe(at(after, 'metadata/version'));
  });

  it('name nobody who drafted, approved or did something', () => {
    const text = written(sampleFindings(), kind);
    for (const name of ['Ana', 'Luis', 'u-1', 'u-2', 'u-3', 'Seen.']) expect(text).not.toContain(name);
  });

  it('are not those of two organisations, or none at all', () => {
    expect(thrown(() => written([], kind))?.code).toBe('invalid_input');
    const two = [filedFinding(1), filedFinding(2, { tenant: 't-2' })];
    expect(thrown(() => written(two, kind))?.code).toBe('internal');
  });
});

describe('what both documents tell of', () => {
  it('has one UUID in both', () => {
    const results = read(written(sampleFindings(), 'assessment-results'));
    for (const name of ['observations', 'risks', 'findings'])
      expect(at(results, `assessment-results/results/0/${name}`)).toEqual(at(planOf(...sampleFindings()), name));
  });

  it('has another one than anything else', () => {
    expect(nameUuid('finding', 'F-1')).toBe(nameUuid('finding', 'F-1'));
    expect(nameUuid('finding', 'F-1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const names = [['a', 'bc'], ['ab', 'c'], ['abc'], ['a', 'b', 'c'], ['a","bc'], ['', 'abc'], []];
    expect(new Set(names.map((name) => nameUuid(...name))).size).toBe(names.length);
  });
});

describe('a finding as OSCAL', () => {
  it('points to the provision, with its version and its hash', () => {
    const plan = planOf(sample(1));
    expect(at(plan, 'findings/0/target')).toMatchObject({
      type: 'objective-id',
      'target-id': '_32031R0007.art_3.par_1',
      title: 'Article 3(1) LANTERN',
      status: { state: 'not-satisfied', reason: 'fail' },
    });
    const resources = listAt(plan, 'back-matter/resources');
    const meant = at(plan, 'poam-items/0/links/0/href');
    const resource = resources.find((each) => meant === `#${at(each, 'uuid')}`);
    expect(propsOf(resource)).toEqual({
      act: '32031R0007',
      place: 'art_3/par_1',
      language: 'en',
      version: 'lantern-2031',
      dated: '2031-01-01',
      source: 'official',
      sha256: sample(1).content.references[0]?.hash,
    });
    expect(propsOf(at(plan, 'findings/0'))['regulatory-reference']).toContain('as adopted on 2031-01-02, sha256 ');
    expect(resources.flatMap((each) => listAt(each, 'rlinks')).map((each) => at(each, 'href'))).toEqual([
      'https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32031R0007#art_3',
      'https://www.boe.es/buscar/act.php?id=BOE-A-2031-4#a2',
    ]);
  });

  it('shows its evidence: words of policies, with the statement and its hash, and what somebody saw', () => {
    const plan = planOf(sample(1));
    const observations = listAt(plan, 'observations');
    expect(observations.map((each) => at(each, 'methods'))).toEqual([['EXAMINE'], ['EXAMINE'], ['UNKNOWN']]);
    expect(at(observations, '2/description')).toBe('The shed was empty.');
    expect(at(observations, '0/relevant-evidence/0/description')).toBe(
      'The lanterns are looked at when there is time.',
    );
    expect(Object.keys(propsOf(at(observations, '0/relevant-evidence/0')))).toEqual([
      'policy',
      'statement',
      'statement-sha256',
    ]);
    const related = listAt(plan, 'findings/0/related-observations').map((each) => at(each, 'observation-uuid'));
    expect(related).toEqual(observations.map((each) => at(each, 'uuid')));
  });

  it('tells how bad it is as a facet of its risk, and why as the risk’s statement', () => {
    const risk = at(planOf(filedFinding(1, { content: { severity: 'critical' } })), 'risks/0');
    expect(at(risk, 'characterizations/0/facets')).toMatchObject([{ name: 'severity', value: 'critical' }]);
    expect([at(risk, 'statement'), at(risk, 'deadline')]).toEqual(['Nothing is kept at all.', '2031-06-30T23:59:59Z']);
  });

  it('tells how far it has come in OSCAL’s words', () => {
    const told = sampleFindings().map((finding) => {
      const plan = planOf(finding);
      const remediation = at(plan, 'risks/0/remediations/0');
      const state = at(plan, 'findings/0/target/status/state');
      return [at(plan, 'risks/0/status'), at(remediation, 'lifecycle'), propsOf(remediation)['type'], state];
    });
    expect(told).toEqual([
      ['open', 'recommendation', 'mitigate', 'not-satisfied'],
      ['open', 'planned', 'mitigate', 'not-satisfied'],
      ['remediating', 'planned', 'mitigate', 'not-satisfied'],
      ['closed', 'completed', 'mitigate', 'satisfied'],
      ['deviation-approved', 'planned', 'accept', 'not-satisfied'],
      ['remediating', 'planned', 'mitigate', 'not-satisfied'],
    ]);
  });

  it('has the steps of putting it right as milestones, each after the one before', () => {
    const tasks = listAt(planOf(sample(2)), 'risks/0/remediations/0/tasks');
    expect(
      tasks.map((task) => [at(task, 'type'), at(task, 'title'), propsOf(task)['state'], at(task, 'timing')]),
    ).toEqual([
      ['milestone', 'Review gaps', 'done', range('2031-04-07', '2031-04-10')],
      ['milestone', 'Create action plan', 'open', range('2031-04-08', '2031-04-15')],
      ['milestone', 'Implement controls', 'waiting', { 'on-date': { date: '2031-05-15T23:59:59Z' } }],
      ['milestone', 'Validate implementation', 'waiting', { 'on-date': { date: '2031-05-20T23:59:59Z' } }],
    ]);
    const before = tasks.map((task) => at(task, 'dependencies/0/task-uuid'));
    expect(before).toEqual([undefined, ...tasks.slice(0, 3).map((task) => at(task, 'uuid'))]);
    expect(propsOf(tasks[0])['done-at']).toBe('2031-04-08T09:00:00.000Z');
  });

  it('has its own day as a milestone where its steps are not tracked here', () => {
    expect(at(planOf(inventedFinding()), 'risks/0/remediations/0/tasks')).toMatchObject([
      { type: 'milestone', timing: { 'on-date': { date: '2031-06-30T23:59:59Z' } } },
    ]);
  });

  it('points to the platform’s record, where that is an address of the web', () => {
    const linksOf = (url: string) => {
      const { filing, ...finding } = filedFinding(1);
      if (filing?.record === undefined) throw new Error('it is filed');
      const plan = planOf({ ...finding, filing: { ...filing, record: { ...filing.record, url } } });
      return listAt(plan, 'poam-items/0/links')
        .slice(1)
        .map((each) => [at(each, 'href'), at(each, 'text')]);
    };
    expect(linksOf('https://grc.invented.example/a?b=c')).toEqual([['https://grc.invented.example/a?b=c', 'ISS0001']]);
    expect(linksOf('javascript:alert(1)')).toEqual([]);
    expect(linksOf('no address')).toEqual([]);
    expect(propsOf(at(planOf(filedFinding(1)), 'poam-items/0'))).toMatchObject({
      platform: 'servicenow',
      record: 'ISS0001',
      key: 'key-1',
      status: 'open',
    });
  });

  it('shows its signs, and nothing that they could be taken for', () => {
    const plan = planOf(filedFinding(1, { content: { title: '<b>*Lanterns*</b> [x](https://x.invalid)' } }));
    expect(at(plan, 'poam-items/0/title')).toBe('\\<b\\>\\*Lanterns\\*\\</b\\> \\[x\\](https\\://x.invalid)');
  });
});

describe('values of OSCAL', () => {
  it.each([
    ['32031R0007#art_3/par_1', '_32031R0007.art_3.par_1'],
    ['BOE-A-2031-4#art_2.ñ', 'BOE-A-2031-4.art_2.ñ'],
    ['', '_'],
    ['a b\u0000c', 'a_b_c'],
    ['🏮', '_'],
  ])('%j is the token %s', (words, expected) => {
    expect(token(words)).toBe(expected);
  });

  it.each([
    ['https://user:word@grc.example/a b?c={d}#e#f', 'https://grc.example/a%20b?c=%7Bd%7D#e%23f'],
    ['http://[::1]:8081/a[1]?%zz', 'http://[::1]:8081/a%5B1%5D?%25zz'],
    ['https://bücher.example/ñ', 'https://xn--bcher-kva.example/%C3%B1'],
    ['ftp://grc.example/', undefined],
    ['file:///etc/passwd', undefined],
  ])('%j is the address %s', (url, expected) => {
    expect(webAddress(url)).toBe(expected);
  });
});

const folder = oscalSchemas();
describe.skipIf(folder === undefined).each(KINDS)('NIST’s own schema of %s', (kind) => {
  let check: (document: unknown) => readonly string[] = () => [];
  beforeAll(() => {
    check = schemaCheck(folder ?? '', kind);
  });

  it('takes findings of every state', () => {
    for (const findings of [sampleFindings(), ...sampleFindings().map((each) => [each])])
      expect(check(read(written(findings, kind)))).toEqual([]);
  });

  it.each(TEXTS)('takes findings that say %j', (words) => {
    expect(check(read(written([findingSaying(words)], kind, words)))).toEqual([]);
  });

  it('takes findings that say anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (words) => {
        expect(check(read(written([findingSaying(words)], kind, words)))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('refuses what is none', () => {
    const content = at(read(written(sampleFindings(), kind)), kind) as object;
    expect(check({ [kind]: content })).toEqual([]);
    expect(check({ [kind]: { ...content, uuid: 'F-1' } })).not.toEqual([]);
    expect(check({ [kind]: { ...content, 'made-up': true } })).not.toEqual([]);
  });
});
