import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { COVERAGE_STATES } from '../../../src/gaps/coverage/assessment.ts';
import { type GapHtmlOptions, gapHtml } from '../../../src/gaps/report/gap-html.ts';
import { STATE_COLOURS } from '../../../src/gaps/report/state-colours.ts';
import type { GapRun } from '../../../src/gaps/runs/gap-run.ts';
import { HOSTILE, hostileRun } from '../hostile-run.ts';
import { sampleRun } from '../sample-run.ts';

const OPTIONS: GapHtmlOptions = { language: 'en', generated: '2041-11-06T09:00:00Z', productName: 'Compliance desk' };
const page = (run: GapRun = sampleRun(), options: Partial<GapHtmlOptions> = {}) =>
  load(gapHtml(run, { ...OPTIONS, ...options }));

describe('the report', () => {
  it('stands alone: no script, nothing from elsewhere, and a browser may load nothing', () => {
    const $ = page();
    expect($('meta[http-equiv="Content-Security-Policy"]').attr('content')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    expect($('script, link, iframe, object, embed, img, form, base').length).toBe(0);
    const attributes = $('*')
      .toArray()
      .flatMap((each) => ('attribs' in each ? Object.keys(each.attribs) : []));
    expect(attributes.filter((name) => /^on|href|src$/.test(name))).toEqual([]);
    expect($('style').text()).not.toMatch(/@import|url\(|expression/);
  });

  it('says the result in a sentence', () => {
    expect(page()('.lead').text()).toBe(
      'Of 57 obligations that bind the firm, 32 are covered (56 %). 25 are gaps: 8 contradicted, 10 missing, 7 partly covered.',
    );
    expect(page(sampleRun(), { language: 'es' })('.lead').text()).toBe(
      'De 57 obligaciones que vinculan a la entidad, 32 están cubiertas (56 %). 25 son carencias: 8 contradichas, 10 sin cubrir, 7 cubiertas en parte.',
    );
  });

  it('shows ten gaps with both texts, what differs marked in each', () => {
    const $ = page();
    expect($('article.gap')).toHaveLength(10);
    const first = $('article.gap').first();
    expect(first.find('h3').text()).toBe('1. Article 11(2) LEDGERS · Continuity');
    expect(first.find('.sides > div').first().find('mark').text()).toBe('within two hours');
    expect(first.find('.sides > div').last().find('mark').text()).toBe('within six hours');
    expect(first.find('.source').text()).toContain('Business Continuity Plan');
    expect($('main').text()).toContain('15 more gaps stand below');
  });

  it('says of what is missing that no policy says it, and shows what comes near as only that', () => {
    const missing = page()('article.gap').filter((_at, each) => load(each)('.badge.missing').length > 0);
    expect(missing.length).toBeGreaterThan(0);
    missing.each((_at, each) => {
      const $ = load(each);
      expect($('.nearest').text()).toContain('No policy says it.');
      if ($('.nearest blockquote').length > 0) expect($('.nearest').text()).toContain('What comes nearest');
    });
  });

  it('has all obligations by act and chapter, opened', () => {
    const $ = page();
    expect($('details[open] tbody tr')).toHaveLength(60);
    expect($('details[open] > summary').first().text()).toBe(
      'CHAPTER II — Governance of ledgers (9 obligations, gaps: 4)',
    );
  });

  it('has conflicts, decisions with who and why, notes, and the versions that were read', () => {
    const $ = page(sampleRun(), { people: new Map([['0b6a7f7e-2f0e-4d0c-8f6e-1d2a3b4c5d6e', 'Ana Quill']]) });
    const text = $('main').text();
    expect(text).toContain('deadline for reporting a major disruption');
    expect(text).toContain('Ana Quill');
    expect(text).toContain('7c1f0e55-91aa-4a3e-9a11-55aa66bb77cc');
    expect(text).toContain('a new version goes to the board in December');
    expect(text).toContain('32041L0088@2041-02-14@en');
    expect(text).toContain('check the official text');
    for (const { key } of sampleRun().policies) expect(text).toContain(key);
  });

  it('tells states by letters and words, not by colour alone', () => {
    const $ = page();
    expect($('.legend').first().find('li')).toHaveLength(COVERAGE_STATES.length);
    const letters = $('.legend')
      .first()
      .find('text')
      .toArray()
      .map((each) => $(each).text());
    expect(new Set(letters).size).toBe(COVERAGE_STATES.length);
    expect(
      $('svg.picture text.on')
        .toArray()
        .every((each) => /^(?:[XMPCN] )?\d+(?:\/\d+)?$/.test($(each).text())),
    ).toBe(true);
  });

  it('can be read by who does not see it', () => {
    const $ = page();
    expect($('html').attr('lang')).toBe('en');
    expect($('h1')).toHaveLength(1);
    $('svg.picture').each((_at, svg) => {
      for (const id of ($(svg).attr('aria-labelledby') ?? '').split(' ')) expect($(`[id="${id}"]`)).toHaveLength(1);
      expect($(svg).attr('role')).toBe('img');
    });
    $('table').each((_at, table) => {
      expect($(table).find('thead th[scope="col"]').length).toBeGreaterThan(1);
      expect(
        $(table)
          .find('tbody tr')
          .toArray()
          .every((row) => $(row).find('th[scope="row"]').length === 1 || $(row).find('td.hash').length > 0),
      ).toBe(true);
    });
    const ids = $('[id]')
      .toArray()
      .map((each) => $(each).attr('id'));
    expect(new Set(ids).size).toBe(ids.length);
    // Headings go down one step at a time.
    const levels = $('h1, h2, h3, h4')
      .toArray()
      .map((each) => Number(each.tagName.slice(1)));
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it('has words on colours that can be read (WCAG 2.2, 1.4.3)', () => {
    for (const state of COVERAGE_STATES) {
      const { fill, ink } = STATE_COLOURS[state];
      expect([state, contrast(fill, ink) >= 4.5]).toEqual([state, true]);
    }
    for (const [words, ground] of [
      ['#4a5462', '#ffffff'],
      ['#4a5462', '#f3f6fa'],
      ['#1b222c', '#fff0a8'],
      ['#ffffff', '#1f3a5f'],
    ] as const)
      expect(contrast(words, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws as many obligations as there are', () => {
    const $ = page();
    const bars = $('svg.picture').first();
    expect(bars.find('desc').text()).toContain(
      'LEDGERS: 6 contradicted, 6 missing, 6 partly covered, 21 covered, 3 not applicable',
    );
    expect(
      $('svg.picture')
        .eq(1)
        .find('title')
        .toArray()
        .map((each) => $(each).text()),
    ).toContain('Article 16 LEDGERS, Incident Response Procedure: Contradicted, 1/3');
  });

  it('divides pictures that would not fit on a page', () => {
    const run = sampleRun();
    const many = Array.from({ length: 6 }, (_none, copy) =>
      run.results.map((result) => ({
        ...result,
        obligation: { ...result.obligation, act: `${result.obligation.act}-${copy}` },
      })),
    ).flat();
    const policies = Array.from({ length: 40 }, (_none, at) => ({
      ...run.policies[0]!,
      policy: `p-${at}`,
      title: `Policy ${at}`,
    }));
    const spread = many.map((result, at) => ({
      ...result,
      assessment: {
        ...result.assessment,
        evidence: result.assessment.evidence.map((each) => ({ ...each, policy: `p-${at % 40}` })),
      },
    }));
    const $ = page({ ...run, results: spread, policies });
    const heights = $('svg.picture')
      .toArray()
      .map((each) => Number($(each).attr('viewBox')?.split(' ')[3]));
    expect(heights.length).toBeGreaterThan(6);
    expect(Math.max(...heights)).toBeLessThan(1_100);
  });

  it('tells a run that found nothing from one without a gap', () => {
    expect(page(sampleRun({ results: [], conflicts: [], notes: [] }))('.lead').text()).toMatch(/nothing to compare/);
    const run = sampleRun();
    const covered = run.results.filter(({ assessment }) => assessment.state === 'covered').slice(0, 1);
    const counts = { covered: 1, partial: 0, contradicted: 0, missing: 0, not_applicable: 0 };
    const $ = page({ ...run, results: covered, counts });
    expect($('.lead').text()).toBe('One obligation binds the firm. 1 is covered (100 %). No gap was found.');
    expect($('article.gap')).toHaveLength(0);
  });

  it.each(HOSTILE)('shows %j as text', (words) => {
    for (const language of ['en', 'es'] as const) {
      const written = gapHtml(hostileRun(words), {
        ...OPTIONS,
        language,
        productName: words,
        people: new Map([[words, words]]),
      });
      const $ = load(written);
      const plain = page(sampleRun(), { language });
      expect($('script, iframe, img, link').length).toBe(0);
      expect($('style').length).toBe(1);
      expect($('article.gap').length).toBe(plain('article.gap').length);
      expect(tagsOf($)).toEqual(tagsOf(page(hostileRun('harmless'), { language, productName: 'harmless' })));
      const shown = words.replace(/[\u0000\u0007\u202e\u200b\uffff\ud800]/g, '').replace(/\s+/g, ' ');
      expect(
        $('body')
          .text()
          .replace(/[\ufffd\uffff\ud800]/g, '')
          .replace(/\s+/g, ' '),
      ).toContain(shown);
      expect(written).not.toMatch(/[\u0000\u0007\u202e\u200b]/);
    }
  });
});

/** The kinds of elements: whatever a text holds makes none. */
function tagsOf($: ReturnType<typeof load>): readonly string[] {
  return [
    ...new Set(
      $('*')
        .toArray()
        .map((each) => $(each).prop('tagName') ?? ''),
    ),
  ].sort();
}

function contrast(first: string, second: string): number {
  const [light = 0, dark = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
