import { describe, expect, it } from 'vitest';
import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import { actOf } from '../../tools/invented-law.ts';
import { par, places, read, readText } from './read-law.ts';

describe('what a digest describes', () => {
  const digest = (words: string): readonly Obligation[] =>
    readText({
      ...actOf('32031R0001', 'Ledger Act', [['4', 'Ledgers', par(1, words)]]),
      source: 'digest',
      format: 'digest',
    });

  it.each([
    ['It is for the guild council to define and approve everything about ledgers.', 'guild council'],
    ['A plan for ledgers that says how pages are kept is part of it.', null],
    ['Watching the vault has several layers, with bells that wake the staff.', null],
    ['A second letter follows the first one, within the time limit of the warden.', null],
    ['A last letter follows, within the time limit of the warden, when the cause is known.', null],
    ['The contract names the towns where ledgers are kept.', null],
    [
      'The contract describes all services clearly and says whether one of them, or a part of it, may be passed on.',
      null,
    ],
    ['A look at the maker comes before the contract.', null],
    ['Ledger data is adequate, relevant and limited to what the guild needs.', null],
    ['Their lists of fees are public, on the gate of the guild.', null],
    ['Complaining is free of charge for clients.', null],
    ['Keeping the seal is among the minimum measures.', null],
    ['Backup, restoration and recovery of ledgers are tested each year.', null],
    ['Entities under the small framework still need a sound ledger.', 'Entities under the small framework'],
    [
      'Entities picked for it carry out a test of the vault at least every 3 years. Small guilds are excepted.',
      'Entities picked for it',
    ],
  ])('is a duty: %s', (words, actor) => {
    expect(digest(words).map((each) => [each.actor, each.modality])).toEqual([[actor, 'must']]);
    expect(words.startsWith(digest(words)[0]?.text ?? ' ')).toBe(true);
  });

  it.each([
    'Small guilds are spared the ledger, unless it covers foreign coin.',
    'Writing letters may be outsourced to a scribe, but the guild remains fully responsible for it.',
    'One criterion for a loss is how many clients it covers.',
    'A contract with the client is a ground for keeping a ledger.',
    'Where another act has stricter rules, those on seals do not apply to guilds.',
    'For first letters, guilds have no relief on holidays.',
    'Chapters 2 and 3 have applied since 30 June 2030.',
    'Guilds may keep ledgers in any town.',
  ])('is none: %s', (words) => {
    expect(digest(words)).toEqual([]);
  });

  it('forbids where only one way is allowed', () => {
    expect(digest('Significant guilds may use external testers only.')).toMatchObject([
      { actor: 'Significant guilds', modality: 'must_not' },
    ]);
  });

  it('knows who is told, and whose time it is', () => {
    const [told] = digest('The guild council gets a report of every loss.');
    expect(told).toMatchObject({ actor: null, norm: { recipient: { text: 'guild council' } } });
    const [they] = digest('Where a loss touches the interests of clients, they must be told of it.');
    expect(they?.norm.recipient?.text).toBe('clients');
    const [what] = digest('Once a year, senior staff tell the guild council what was learnt.');
    expect(what?.norm.recipient?.text).toBe('guild council');
    const [passed] = digest('A significant bank reports to the national authority, which passes it on immediately.');
    expect(passed).toMatchObject({ actor: 'significant bank', deadline: null });
    const [bracket] = digest('The ledger is reviewed at least once a year (every second year by small enterprises).');
    expect(bracket).toMatchObject({ actor: null, deadline: { iso: 'R/P1Y' } });
  });

  it('binds nobody in official text', () => {
    expect(read([['4', 'Ledgers', par(1, 'A plan for ledgers is part of the framework.')]])).toEqual([]);
  });
});

describe('points whose own words allow something aside', () => {
  it('keep the duty that stands in front of them', () => {
    const found = read([
      [
        '5',
        'Contracts',
        par(
          1,
          'Before a contract, guilds shall:',
          'assess its risks, including the possibility that the contract may raise others;',
          'assess conflicts of interest that the contract may cause;',
        ),
      ],
    ]);
    expect(places(found)).toEqual(['art_5/par_1/pnt_a', 'art_5/par_1/pnt_b']);
  });

  it('of a permission are none', () => {
    const lead = 'As regards ledgers, the following holds:';
    expect(read([['5', 'Ledgers', par(1, lead, 'guilds may keep two of them;', 'guilds may lend one.')]])).toEqual([]);
  });
});

describe('what a report of the authorities contains', () => {
  const report = (actor: string): readonly Obligation[] =>
    read([
      [
        '7',
        'A hub for losses',
        par(1, `${actor} shall prepare a joint report on a hub. The joint report shall explore ways to save costs.`),
        par(
          2,
          'The joint report referred to in paragraph 1 shall comprise at least:',
          'what a hub would need;',
          'its risks.',
        ),
      ],
    ]);

  it('is theirs, who must make it', () => {
    expect(new Set(report('The ESAs').map(({ actor }) => actor))).toEqual(new Set(['ESAs']));
    expect(report('The ESAs')).toHaveLength(4);
    expect(new Set(report('The competent authority').map(({ actor }) => actor))).toEqual(
      new Set(['competent authority']),
    );
  });

  it('of a firm is said of nobody in particular, so that it counts as the firm’s', () => {
    expect(report('The guild').map(({ actor }) => actor)).toEqual(['guild', null, null, null]);
  });
});

describe('what applies to people', () => {
  it('is a duty where it says to all of whom, and none of the act itself', () => {
    expect(read([['6', 'Training', par(1, 'Those lessons shall be applicable to all employees.')]])).toHaveLength(1);
    expect(read([['6', 'Training', par(1, 'This Chapter shall be applicable to all guilds.')]])).toEqual([]);
  });
});
