import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { failure, PLAN } from './findings-ground.ts';
import { temporaryTerminal } from './run.ts';

describe('compliance findings', () => {
  const terminal = temporaryTerminal({ COMPLIANCE_USER: 'ana' });
  afterAll(() => terminal.remove());
  const NONE = 'F-0000000000000000';
  const ENOUGH = ['--plan', PLAN, '--owner', 'CISO'];
  const WHOLE = ['--title', 'T', '--description', 'D', '--severity', 'low', '--severity-reason', 'R', ...ENOUGH];
  const GAP = ['--gap', '32022R2554#art_6/par_8'];

  it.each<[string[], number, RegExp]>([
    [['draft', ...ENOUGH], 2, /--gap <obligation>/],
    [['draft', ...GAP, '--owner', 'CISO'], 2, /--plan/],
    [['draft', ...GAP, ...ENOUGH], 1, /No analysis .* has the obligation/],
    [['draft', '--provision', 'Article 99 DORA', ...WHOLE], 1, /Article 64/],
    [['draft', '--provision', 'Article 5 DORA', '--severity', 'awful', ...ENOUGH], 2, /no severity\. Use critical/],
    [['draft', '--provision', 'Article 5 DORA', '--run', 'r', ...ENOUGH], 2, /--run names/],
    [['draft', '--provision', 'Article 5 DORA', '--due', 'soon', ...ENOUGH], 2, /not a day/],
    [['draft', '--provision', 'Article 5 DORA', ...ENOUGH], 2, /A finding needs a title/],
    [['confirm', NONE, '--yes'], 1, /no finding F-0000000000000000/],
    [['file', NONE, '--yes'], 1, /no finding F-0000000000000000/],
    [['show', 'ISS0010001'], 2, /F-0123456789abcdef/],
    [['show', NONE], 1, /no finding/],
    [['refuse', NONE, '--yes'], 2, /--reason/],
    [['list', '--stage', 'lost'], 2, /no stage\. Use draft/],
    [['list', '--limit', '0'], 2, /no number of findings/],
    [['retry'], 2, /Name the finding, or --undelivered/],
    [['retry', NONE, '--undelivered'], 2, /Name the finding, or --undelivered/],
    [['retry', NONE], 1, /no finding/],
    [['resolve', NONE, 'status'], 2, /--ours or --theirs/],
    [['resolve', NONE, 'colour', '--ours'], 2, /no field that can differ\. Use status/],
    [['resolve', NONE, 'status', '--theirs'], 1, /no finding/],
    [['step', NONE, 'review_gaps'], 2, /Say one thing/],
    [['step', NONE, 'review_gaps', '--done', '--assign', 'CISO'], 2, /Say one thing/],
    [['step', NONE, 'review_gaps', '--reopen'], 2, /--reopen needs --reason/],
    [['step', NONE, 'review_gaps', '--done', '--reason', 'because'], 2, /--reopen needs --reason/],
    [['step', NONE, 'review_gaps', '--assign', 'CISO', '--note', 'done'], 2, /--note/],
    [['export'], 2, /--oscal <folder or file>/],
    [['export', '--csv', 'f.csv', '--kind', 'assessment-results'], 2, /--kind says/],
    [['export', '--oscal', 'f.json', '--kind', 'catalog'], 2, /no kind\. Use plan-of-action/],
    [['export', '--csv', '/nowhere/at/all/f.csv'], 1, /cannot be written\. Name another file: --csv/],
    [['bogus'], 2, /--help/],
  ])('refuse %j', async (words, code, message) => {
    const ran = await terminal.run('findings', ...words, '--json');
    expect([ran.code, failure(ran).message]).toEqual([code, expect.stringMatching(message)]);
  });

  it('say how to begin where there is none', async () => {
    const { code, out } = await terminal.run('findings', 'list');
    expect([code, out]).toEqual([0, expect.stringContaining('compliance findings draft --gap')]);
  });
});

describe('wrong settings', () => {
  let terminal: ReturnType<typeof temporaryTerminal>;
  afterEach(() => terminal.remove());
  const GENERIC = { platform: 'generic', url: 'http://127.0.0.1:9', credential: { kind: 'bearer', token: 't0k3n' } };
  const NOBODYS = '11111111-2222-3333-4444-555555555555';

  it.each<[string, RegExp]>([
    ['{', /it is no JSON/],
    [JSON.stringify({ local: { platform: 'abacus' } }), /local: platform/],
    [JSON.stringify({ local: { ...GENERIC, credential: undefined } }), /local: credential/],
    [JSON.stringify({ local: { ...GENERIC, url: 'http://grc.example' } }), /local: /],
    [JSON.stringify({ [NOBODYS]: GENERIC }), /which ENTRA_TENANTS does not admit/],
    [
      JSON.stringify({ local: { ...GENERIC, webhook: { secrets: ['s'], fields: { id: '' } } } }),
      /webhook\.fields\.id: expected a place/,
    ],
  ])('stop "serve", are told by "doctor", and keep nobody from asking: %s', async (grc, message) => {
    terminal = temporaryTerminal({ COMPLIANCE_GRC: grc, PORT: '0' });
    const served = await terminal.run('serve', '--local');
    const told = served.err.replace(/\s+/g, ' ');
    expect([served.code, served.out, told]).toEqual([2, '', expect.stringMatching(message)]);
    const checked = await terminal.run('doctor', '--json');
    const { checks } = checked.json as { checks: { name: string; status: string; message: string }[] };
    expect(checks.find(({ name }) => name === 'findings')).toMatchObject({
      status: 'failure',
      message: expect.stringMatching(message),
    });
    expect(told + checked.out).not.toContain('t0k3n');
    expect((await terminal.run('ask', 'When must a major ICT incident be reported?', '--json')).code).toBe(0);
  });

  it('that are right are told by "doctor" without a secret', async () => {
    terminal = temporaryTerminal({ COMPLIANCE_GRC: JSON.stringify({ local: GENERIC }) });
    const { code, out } = await terminal.run('doctor');
    expect(code).toBe(0);
    expect(out).toContain('local: generic at 127.0.0.1:9, one pair of eyes');
    expect(out).not.toContain('t0k3n');
  });
});
