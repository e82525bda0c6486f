import { describe, expect, it } from 'vitest';
import { ACT_ADDRESSEES } from '../../../src/gaps/applicability/act-addressees.ts';
import { actApplies, appliesTo } from '../../../src/gaps/applicability/applies-to.ts';
import type { EntityKind, EntityProfile } from '../../../src/gaps/applicability/profile.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';
import { obligation } from './invented-obligation.ts';

const DORA = '32022R2554';
const MIFID = '32014L0065';
const BANK: EntityProfile = { kinds: ['credit_institution'], size: 'large' };

function profile(...kinds: readonly EntityKind[]): EntityProfile {
  return { kinds };
}

describe('acts', () => {
  it('that do not address the kind bind it nowhere', () => {
    const bound = obligation({ act: '32009L0138', actor: 'controller' });
    expect(appliesTo(bound, BANK)).toEqual({
      applies: false,
      why: 'The act binds insurance and reinsurance undertakings (Article 2(1)); the profile is a credit institution.',
    });
    expect(appliesTo(bound, profile('insurance_undertaking')).applies).toBe(true);
    expect(appliesTo(bound, undefined).applies).toBe(true);
  });

  it.each<readonly [string, EntityKind, boolean | undefined]>([
    [DORA, 'credit_institution', true],
    [DORA, 'ict_third_party_provider', true],
    [DORA, 'other', false],
    ['32024R1774', 'casp', true],
    ['32016R0679', 'other', true],
    ['32024R1689', 'credit_rating_agency', true],
    ['32015L2366', 'credit_institution', true],
    ['32015L2366', 'insurance_undertaking', false],
    [MIFID, 'credit_institution', true],
    [MIFID, 'payment_institution', false],
    ['32023R1114', 'casp', true],
    ['32023R1114', 'credit_institution', true],
    ['32013R0575', 'payment_institution', false],
    ['BOE-A-2010-6737', 'payment_institution', true],
    ['BOE-A-2014-6726', 'casp', false],
    ['BOE-A-2018-16036', 'electronic_money_institution', true],
    ['BOE-A-2016-1238', 'credit_institution', true],
    ['32019R2088', 'aifm', true],
    ['32011L0061', 'casp', false],
    ['32022L2555', 'payment_institution', false],
    ['32031R0001', 'credit_institution', undefined],
  ])('%s binds %s: %s', (act, kind, binds) => {
    expect(actApplies(act, profile(kind))?.applies).toBe(binds);
  });

  it('are all in the register, and name an article and nobody twice', () => {
    const known = new Set(ACT_REGISTER.map(({ act }) => act));
    for (const [act, { kinds, by, whom }] of ACT_ADDRESSEES) {
      expect(known).toContain(act);
      expect(by).toMatch(/^(?:Articles? \d|artículo \d|norma \d)/);
      expect(whom.length).toBeGreaterThan(5);
      if (kinds !== 'everybody') expect(new Set(kinds).size).toBe(kinds.length);
    }
  });

  it('tell what else is to be known of them', () => {
    expect(actApplies('32022L2555', BANK)?.why).toContain('DORA takes its place');
    expect(actApplies('32022L2555', profile('other'))?.why).not.toContain('DORA');
  });

  it('bind some kinds by what they lay upon others', () => {
    const bound = obligation({ act: MIFID, place: 'art_16/par_2', actor: 'investment firm' });
    expect(appliesTo(bound, BANK)).toEqual({
      applies: true,
      why: 'Addressed to "investment firm"; it binds credit institutions as well that do that business (Article 1(3) and (4)).',
    });
    const authorisation = obligation({ act: MIFID, place: 'art_7/par_1', actor: 'investment firm' });
    expect(appliesTo(authorisation, BANK).applies).toBe(false);
    const elsewhere = obligation({ act: DORA, place: 'art_16/par_2', actor: 'investment firms' });
    expect(appliesTo(elsewhere, BANK).applies).toBe(false);
  });

  it('bind others in single articles', () => {
    const positions = obligation({ act: MIFID, place: 'art_57/par_1', actor: 'persons' });
    expect(appliesTo(positions, profile('payment_institution')).applies).toBe(true);
    const conduct = obligation({ act: MIFID, place: 'art_24/par_1', actor: 'persons' });
    expect(appliesTo(conduct, profile('payment_institution')).applies).toBe(false);
  });

  it('say nothing of a firm whose kind is not known', () => {
    expect(actApplies(DORA, { kinds: [] })).toBeUndefined();
    expect(appliesTo(obligation({ act: DORA, actor: 'credit institutions' }), { kinds: [] }).applies).toBe(true);
  });
});

describe('the simplified framework of Article 16(1) DORA', () => {
  const ONE_OF_THOSE = 'it depends on whether the firm is one of those in Article 16(1) DORA';

  it('leaves out some firms of a kind, and none as a whole', () => {
    const bound = obligation({
      act: DORA,
      place: 'art_28/par_2',
      actor: 'financial entities',
      behind:
        ', other than entities referred to in Article 16(1), first subparagraph, and other than microenterprises,',
    });
    expect(appliesTo(bound, profile('payment_institution'))).toEqual({
      applies: true,
      why: expect.stringContaining(ONE_OF_THOSE),
    });
    expect(appliesTo(bound, BANK)).toEqual({
      applies: true,
      why: 'Addressed to "financial entities", among them credit institutions.',
    });
    expect(appliesTo(bound, { kinds: ['payment_institution'], size: 'micro' }).applies).toBe(false);
  });

  it('binds those alone whom it is for', () => {
    const bound = obligation({
      act: '32024R1774',
      place: 'art_30/par_1',
      actor: 'financial entities referred to in Article 16(1) of Regulation (EU) 2022/2554',
    });
    expect(appliesTo(bound, BANK).applies).toBe(false);
    expect(appliesTo(bound, profile('investment_firm')).why).toContain(ONE_OF_THOSE);
  });

  it('takes the place of the articles before it', () => {
    const bound = (place: string) => obligation({ act: DORA, place, actor: 'financial entities' });
    expect(appliesTo(bound('art_9/par_1'), profile('iorp')).why).toContain(ONE_OF_THOSE);
    expect(appliesTo(bound('art_17/par_1'), profile('iorp')).why).not.toContain(ONE_OF_THOSE);
    expect(appliesTo(bound('art_9/par_1'), BANK).why).not.toContain(ONE_OF_THOSE);
  });
});
