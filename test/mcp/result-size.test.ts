import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callContext } from '../asking.ts';
import { paragraph, text } from '../assistant/blocks.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { markdownDocument } from '../gaps/gap-desk.ts';
import { actOf } from '../tools/invented-law.ts';
import { call, localMcpDesk, type McpDesk } from './mcp-desk.ts';

/** Hosts cut what is longer: 20,000 tokens at no fewer than three characters each, text and structured form together. */
const MOST_CHARACTERS = 60_000;

const LONG = Array.from({ length: 400 }, (_each, index) => `Sentence ${index} speaks of lanterns, wicks and oil.`).join(
  ' ',
);

/** Sixty details of one duty, about 1,500 characters. */
const DETAIL = Array.from({ length: 60 }, (_each, index) => `in casks of size ${index}`).join(', ');

/** The local user, as the door lets them in. */
const ANA = { ...callContext({ user: 'ana' }), tenant: 'local' };

describe('no result is longer than a host reads, whatever is asked', () => {
  let held: McpDesk;

  beforeAll(async () => {
    const many = Array.from({ length: 150 }, (_each, index) =>
      inventedAct({ act: `32099R${String(index + 1).padStart(4, '0')}`, name: `Regulation (EU) 2099/${index + 1}` }),
    );
    const wide = actOf(
      '32098R0001',
      'Regulation on lanterns',
      Array.from({ length: 60 }, (_each, index) => [
        String(index + 1),
        `Lanterns ${index + 1}`,
        paragraph('1', text(LONG)),
        paragraph('2', text(LONG)),
      ]),
    );
    held = await localMcpDesk({
      texts: [
        ...many,
        wide,
        actOf(
          '32096R0001',
          'Regulation on oil',
          Array.from({ length: 61 }, (_each, index) => [
            String(index + 1),
            `Oil ${index + 1}`,
            // The last is what no policy speaks of.
            paragraph(
              '1',
              text(
                index === 60
                  ? `Harbour masters shall publish the names of all lamplighters, ${DETAIL}, each spring.`
                  : `Ports shall keep oil ${index + 1} dry, ${DETAIL}, for a period of five years.`,
              ),
            ),
          ]),
        ),
        actOf('32097R0001', 'Regulation on wicks', [['1', 'All', paragraph('1', text(LONG.repeat(20)))]]),
      ],
    });
    const keeper = { ...callContext(), tenant: 'local', user: { ...callContext().user, groups: 'all' as const } };
    for (let each = 0; each < 70; each += 1)
      held.desk.policies.add(
        markdownDocument(
          `oil-${each}.md`,
          `# Oil ${each} ${DETAIL.slice(0, 200)}\n\nThe port keeps oil ${each} dry, ${DETAIL}, for a period of ${each + 1} years.\n`,
        ),
        {},
        keeper,
      );
    for (let each = 0; each < 40; each += 1)
      await call(held, 'tools/call', {
        name: 'search_regulations',
        arguments: { query: `${LONG} ${each}`.slice(0, 7_900) },
      });
  }, 120_000);
  afterAll(() => held.close());

  const CALLS: Readonly<Record<string, readonly object[]>> = {
    ask_compliance: [
      { question: `${LONG.slice(0, 7_000)}?` },
      { question: 'What does Article 1 Regulation on lanterns say?' },
    ],
    search_regulations: [
      { query: 'lanterns wicks oil', limit: 200 },
      { query: 'guilds ledgers', limit: 200, skip: 100 },
      { query: Array.from({ length: 300 }, (_each, index) => `Article ${index + 100} 32098R0001`).join('; ') },
    ],
    get_provision: [
      { provision: '32097R0001#art_1' },
      { provision: 'Articles 1 to 60 32098R0001' },
      { provision: '32098R0001#art_1; 32098R0001#art_2; 32098R0001#art_3' },
    ],
    list_regulations: [{}, { skip: 10 }],
    explain_term: [{ term: 'lantern' }],
    compare_provisions: [{ provision: '32098R0001#art_1', with: '32097R0001#art_1' }, { provision: '32098R0001' }],
    list_provisions: [{ act: '32098R0001' }],
    check_text: [
      { text: LONG.slice(0, 8_000) },
      {
        text: Array.from(
          { length: 12 },
          (_each, index) => `Lanterns are lit. Wicks: Article 9${index} 32098R0001.`,
        ).join(' '),
      },
    ],
    ask_document: [{ question: 'lanterns' }],
    analyse_gaps: [{ acts: ['32096R0001'] }, { acts: ['32096R0001'], state: 'covered' }],
    decide_gap: [
      { obligation: '32096R0001#art_1/par_1', verdict: 'rejected', reason: LONG.slice(0, 2_000) },
      { obligation: 'none', verdict: 'rejected', reason: LONG.slice(0, 2_000) },
    ],
    draft_finding: [
      ...['x', '"', '\\'].map((sign) => ({
        provisions: ['Articles 1 to 10 32098R0001'],
        title: sign.repeat(160),
        description: sign.repeat(4_000),
        severity: 'low',
        severityReason: sign.repeat(1_000),
        notes: Array.from({ length: 10 }, () => sign.repeat(1_000)),
        remediationPlan: sign.repeat(4_000),
        owner: sign.repeat(200),
      })),
      { obligation: '32096R0001#art_61/par_1', remediationPlan: LONG.slice(0, 4_000), owner: 'The port' },
    ],
    file_finding: [{ finding: 'the largest', hash: 'its own' }],
    decide_finding: [],
    list_findings: [{}, { finding: 'the largest' }],
    get_audit_trail: [{}, { limit: 200 }],
    get_usage: [{}, { by: 'conversation' }],
  };

  /** The finding with the longest texts, which the drafting before has made. */
  const withFinding = (given: object): object => {
    if (!('finding' in given)) return given;
    const drafts = held.desk.findings.list({}, ANA);
    const [largest] = [...drafts].sort((a, b) => JSON.stringify(b).length - JSON.stringify(a).length);
    const { id, hash } = largest ?? { id: 'none', hash: 'none' };
    return { ...given, finding: id, ...('hash' in given ? { hash } : {}) };
  };

  it('is tried with every tool that there is', () => {
    expect(Object.keys(CALLS)).toEqual(held.desk.toolbox.all.map(({ name }) => name));
  });

  it.each(Object.keys(CALLS))(
    '%s',
    async (name) => {
      for (const given of (CALLS[name] ?? []).map(withFinding)) {
        const { body } = await call(held, 'tools/call', { name, arguments: given });
        // What is refused is short: of these every call is to come through.
        if (/_findings?$/.test(name)) expect(body.result.isError, body.result.content[0].text).not.toBe(true);
        const size = JSON.stringify(body.result).length;
        expect(size, JSON.stringify(given).slice(0, 80)).toBeLessThan(MOST_CHARACTERS);
      }
    },
    60_000,
  );
});
