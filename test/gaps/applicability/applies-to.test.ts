import { describe, expect, it } from 'vitest';
import { appliesTo } from '../../../src/gaps/applicability/applies-to.ts';
import type { EntityKind, EntityProfile, EntitySize } from '../../../src/gaps/applicability/profile.ts';
import { obligation } from './invented-obligation.ts';

const DORA = '32022R2554';

function profile(kind: EntityKind, size?: EntitySize): EntityProfile {
  return { kinds: [kind], ...(size === undefined ? {} : { size }) };
}
const BANK = profile('credit_institution', 'large');

describe('what others are to do for the firm', () => {
  it('binds the firm where they are the agents of a passive, and them where they are the subject', () => {
    const words = { text: 'independent auditors', start: 40, end: 60 };
    const given = obligation({ actor: 'independent auditors' });
    const passive = { ...given, norm: { ...given.norm, actor: words, modal: { text: 'shall', start: 10, end: 15 } } };
    expect(appliesTo(passive, BANK)).toEqual({
      applies: true,
      why: 'To be done by "independent auditors", which counts as the firm’s to see to.',
    });
    expect(appliesTo(given, BANK).applies).toBe(false);
  });
});

describe('without a profile', () => {
  it('every duty of a firm applies', () => {
    for (const actor of ['credit institutions', 'CASPs', 'controller', 'management body', 'Notified bodies'])
      expect(appliesTo(obligation({ actor }), undefined)).toEqual({
        applies: true,
        why: expect.stringContaining(`"${actor}"`),
      });
  });

  it('duties of authorities, Member States and bodies of the Union do not, and the law’s words say why', () => {
    for (const actor of ['competent authorities', 'Member States', 'ESMA', 'the Lead Overseer'])
      expect(appliesTo(obligation({ actor }), undefined)).toEqual({
        applies: false,
        why: `Addressed to authorities, Member States or bodies of the Union, not to firms: "${actor}".`,
      });
    expect(appliesTo(obligation({ actor: 'Banco de España', language: 'es' }), undefined).applies).toBe(false);
  });

  it('duties of clients do not', () => {
    expect(appliesTo(obligation({ actor: 'payer' }), undefined)).toEqual({
      applies: false,
      why: 'Addressed to clients or other persons, not to the firm: "payer".',
    });
  });

  it('what is granted to clients does, as it is for the firm to see to', () => {
    const granted = (action: string, modality: 'must' | 'must_not' = 'must') =>
      appliesTo(obligation({ actor: 'payer', action, modality }), undefined);
    for (const action of [
      'have the right to a lantern',
      'be provided with a lantern',
      'obtain a lantern from the bank',
    ])
      expect(granted(action)).toEqual({
        applies: true,
        why: 'Grants something to "payer", which counts as the firm’s to see to.',
      });
    expect(granted('bear the loss of a lantern', 'must_not').applies).toBe(true);
    expect(granted('bear the loss of a lantern').applies).toBe(false);
    expect(granted('keep the lantern safe').applies).toBe(false);
  });

  it('a duty of an authority and a firm together does', () => {
    expect(appliesTo(obligation({ actor: 'EBA and credit institutions' }), undefined).applies).toBe(true);
    expect(appliesTo(obligation({ actor: 'payer and the payment service provider' }), undefined).applies).toBe(true);
  });

  it('what Member States have to see to that a firm does is a duty of the firm’s', () => {
    const actor = 'Member States';
    const through = (action: string, modality: 'must' | 'must_not' = 'must') =>
      appliesTo(obligation({ actor, action, modality }), profile('credit_institution'));
    expect(through('ensure that payment service providers count their lanterns').applies).toBe(true);
    expect(through('require insurance undertakings to count their lanterns').applies).toBe(false);
    expect(through('ensure that competent authorities count the lanterns').applies).toBe(false);
    expect(through('provide credit institutions with lanterns').applies).toBe(false);
    expect(through('require credit institutions to count their lanterns', 'must_not').applies).toBe(false);
  });
});

describe('what is not said or not understood', () => {
  it('applies, and it is said so', () => {
    expect(appliesTo(obligation(), BANK)).toEqual({
      applies: true,
      why: 'The text does not say whom it binds, so that it counts as the firm’s.',
    });
    const unclear = appliesTo(obligation({ actor: 'Lantern reports' }), BANK);
    expect(unclear).toEqual({ applies: true, why: expect.stringContaining('not clear whom "Lantern reports" names') });
  });

  it.each([
    'CHAPTER VII — Competent authorities',
    'TITLE VII — COMPETENT AUTHORITIES, EBA AND ESMA',
    'Powers of the Lead Overseer',
    'Administrative penalties and remedial measures',
    'Cooperation between authorities',
    'Penalties',
    'Supervisory measures',
    'SECTION 3 — Supervision and enforcement',
    'Product intervention by competent authorities',
    'International cooperation',
  ])('does not below "%s"', (heading) => {
    expect(appliesTo(obligation({ headings: [heading, 'Lanterns'] }), undefined)).toEqual({
      applies: false,
      why: `Stands under the heading "${heading}", which is about what authorities do.`,
    });
    expect(appliesTo(obligation({ headings: [heading], actor: 'controller' }), undefined).applies).toBe(true);
    expect(appliesTo(obligation({ headings: [heading], actor: 'credit institutions' }), BANK).applies).toBe(true);
  });

  it.each([
    'CAPÍTULO VIII — Del régimen sancionador',
    'TÍTULO III — Supervisión',
    'Colaboración entre autoridades de supervisión',
  ])('does not below "%s"', (heading) => {
    expect(appliesTo(obligation({ language: 'es', headings: [heading] }), undefined).applies).toBe(false);
  });

  it.each([
    'Notification of a breach to the supervisory authority',
    'Cooperation with the supervisory authority',
    'Reporting obligations to competent authorities',
    'Supervisory reporting by the lantern keeper',
    'Supervision of subcontractors',
    'Sanctions screening of lantern keepers',
    'Dispute resolution',
    'Coordination of incident response',
    'Exchange of information with third parties',
    'Monitoring of reports to competent authorities',
    'Conditions for the use of lanterns lent by ICT third-party service providers',
    'Contracts with ICT third-party service providers',
    'Monitoring of ICT third-party service providers',
    'Obligations of controllers and processors',
    'Lanterns',
  ])('does below "%s"', (heading) => {
    expect(appliesTo(obligation({ headings: [heading] }), BANK).applies).toBe(true);
  });
});

it('applies below a chapter on duties, though it stands in a title on supervision', () => {
  const headings = ['TÍTULO III — Supervisión', 'CAPÍTULO VI — Obligaciones de información', 'Faroles'];
  expect(appliesTo(obligation({ headings, language: 'es' }), undefined).applies).toBe(true);
  const english = ['Supervision', 'Reporting obligations', 'Lanterns'];
  expect(appliesTo(obligation({ headings: english }), undefined).applies).toBe(true);
});

describe('headings for a kind', () => {
  it.each<readonly [string, EntityKind]>([
    ['CHAPTER 2 — Obligations of issuers of asset-referenced tokens', 'art_issuer'],
    ['TITLE III — ASSET-REFERENCED TOKENS', 'art_issuer'],
    ['CHAPTER 1 — Requirements to be fulfilled by all issuers of e-money tokens', 'electronic_money_institution'],
    ['TITLE V — AUTHORISATION AND OPERATING CONDITIONS FOR CRYPTO-ASSET SERVICE PROVIDERS', 'casp'],
    ['Providing custody and administration of crypto-assets on behalf of clients', 'casp'],
    ['Payment institutions', 'payment_institution'],
  ])('%s: bind a general actor as that kind', (heading, kind) => {
    for (const actor of [null, 'issuer', 'management body', 'The lantern list']) {
      const bound = obligation({ headings: [heading, 'Lanterns'], actor });
      expect(appliesTo(bound, profile(kind)).applies).toBe(true);
      expect(appliesTo(bound, profile('investment_firm'))).toEqual({
        applies: false,
        why: expect.stringContaining(`under the heading "${heading}"; the profile is an investment firm`),
      });
    }
    expect(
      appliesTo(obligation({ headings: [heading], actor: 'investment firms' }), profile('investment_firm')).applies,
    ).toBe(true);
  });

  it('the innermost decides', () => {
    const headings = ['Obligations of issuers of asset-referenced tokens', 'Obligations of trading venues'];
    expect(appliesTo(obligation({ headings }), profile('trading_venue')).applies).toBe(true);
    expect(appliesTo(obligation({ headings }), profile('art_issuer')).applies).toBe(false);
  });

  it('narrow a term that names many kinds', () => {
    const headings = ['Simplified ICT risk management framework'];
    const bound = obligation({ act: DORA, headings, actor: 'financial entities referred to in paragraph 1' });
    expect(appliesTo(bound, BANK)).toEqual({
      applies: false,
      why: 'Addressed to "financial entities referred to in paragraph 1" under the heading "Simplified ICT risk management framework"; the profile is a credit institution.',
    });
    expect(appliesTo(bound, profile('payment_institution')).applies).toBe(true);
  });

  it('are read in Spanish', () => {
    const headings = ['TÍTULO I — Régimen jurídico de las entidades de pago'];
    const bound = obligation({ headings, actor: 'entidad', language: 'es' });
    expect(appliesTo(bound, profile('payment_institution')).applies).toBe(true);
    expect(appliesTo(bound, BANK).applies).toBe(false);
  });

  it('may be hostile', () => {
    const started = performance.now();
    for (const piece of [
      'powers of the competent ',
      'supervision by the ',
      'obligations ',
      'of ',
      'Tasks ',
      'CHAPTER I — ',
      'providing crypto-asset',
      '’',
    ])
      appliesTo(obligation({ headings: [piece.repeat(50_000)] }), undefined);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('with a profile', () => {
  it('binds the kinds that the actor names', () => {
    const bound = obligation({ actor: 'payment service providers' });
    expect(appliesTo(bound, BANK)).toEqual({
      applies: true,
      why: 'Addressed to "payment service providers", among them credit institutions.',
    });
    expect(appliesTo(bound, profile('casp'))).toEqual({
      applies: false,
      why: 'Addressed to "payment service providers"; the profile is a crypto-asset service provider.',
    });
  });

  it('binds a group by any of its kinds', () => {
    const group: EntityProfile = { kinds: ['credit_institution', 'casp'] };
    expect(appliesTo(obligation({ actor: 'crypto-asset service providers' }), group).applies).toBe(true);
    expect(appliesTo(obligation({ actor: 'crypto-asset service providers' }), BANK).why).toContain(
      'does not name crypto-asset service providers',
    );
  });

  it('leaves out kinds that are excepted', () => {
    const bound = obligation({ actor: 'payment service providers other than credit institutions' });
    expect(appliesTo(bound, BANK).applies).toBe(false);
    expect(appliesTo(bound, { kinds: ['credit_institution', 'payment_institution'] }).applies).toBe(true);
  });

  it('says that every duty of any firm is the firm’s', () => {
    expect(appliesTo(obligation({ actor: 'controller' }), profile('other'))).toEqual({
      applies: true,
      why: 'Addressed to any firm: "controller".',
    });
  });
});

describe('sizes', () => {
  const excepting = [
    obligation({ actor: 'financial entities, other than microenterprises' }),
    obligation({ actor: 'financial entities', behind: ', other than microenterprises,' }),
    obligation({ actor: 'financial entities', exceptions: ['except for microenterprises'] }),
    obligation({ actor: 'financial entities', before: 'Except for microenterprises, ' }),
    obligation({ actor: 'financial entities', conditions: ['that are not microenterprises'] }),
    obligation({ actor: 'entidades financieras', language: 'es', exceptions: ['salvo las microempresas'] }),
  ];

  it.each(excepting)('leave out microenterprises: $text', (bound) => {
    expect(appliesTo(bound, profile('credit_institution', 'micro'))).toEqual({
      applies: false,
      why: expect.stringMatching(/^Does not bind a microenterprise: ".{5,}"\.$/),
    });
    expect(appliesTo(bound, BANK).applies).toBe(true);
    expect(appliesTo(bound, BANK).why).not.toContain('size');
  });

  it.each(excepting)('apply where the size is not known, and it is said so: $text', (bound) => {
    for (const who of [undefined, profile('credit_institution')])
      expect(appliesTo(bound, who)).toEqual({ applies: true, why: expect.stringContaining('depends on the size') });
  });

  it('may alone be meant', () => {
    const bound = obligation({ actor: 'microenterprises' });
    expect(appliesTo(bound, BANK).applies).toBe(false);
    expect(appliesTo(bound, profile('casp', 'micro')).applies).toBe(true);
    expect(appliesTo(bound, profile('casp')).why).toContain('depends on the size');
  });

  it('do not matter where they are not the firm’s', () => {
    const bound = obligation({
      actor: 'credit institutions',
      action: 'lend lanterns to firms other than microenterprises',
      exceptions: ['unless the client is served by small enterprises'],
    });
    expect(appliesTo(bound, profile('credit_institution', 'micro')).applies).toBe(true);
  });

  it('that only significant firms are meant is said', () => {
    const bound = obligation({ actor: 'Credit institutions classified as significant' });
    expect(appliesTo(bound, BANK)).toEqual({
      applies: true,
      why: 'Addressed to "Credit institutions classified as significant"; it depends on whether the firm is meant by "classified as significant".',
    });
  });
});
