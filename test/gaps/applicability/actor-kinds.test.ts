import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addresseesOf, isUnderstood } from '../../../src/gaps/applicability/actor-kinds.ts';
import { KIND_NAMES } from '../../../src/gaps/applicability/kind-names.ts';
import { ENTITY_KINDS, type EntityKind } from '../../../src/gaps/applicability/profile.ts';
import type { Language } from '../../../src/regulations/act.ts';

const LICENSED = ENTITY_KINDS.filter((kind) => kind !== 'other');

function kindsOf(actor: string, language: Language = 'en'): readonly EntityKind[] {
  return addresseesOf(actor, language).kinds;
}

describe('the kinds that an actor names', () => {
  it.each(LICENSED)('knows %s by its name, one or several, whatever its case', (kind) => {
    const { en, plural, es } = KIND_NAMES[kind];
    for (const name of [en, plural]) {
      expect(kindsOf(name)).toEqual([kind]);
      expect(kindsOf(`${name.charAt(0).toUpperCase()}${name.slice(1)}`)).toEqual([kind]);
    }
    expect(kindsOf(es, 'es')).toEqual([kind]);
  });

  it.each<readonly [string, readonly EntityKind[]]>([
    ['Banks', ['credit_institution']],
    ['CIs', ['credit_institution']],
    ['CASPs', ['casp']],
    ['e-money institutions', ['electronic_money_institution']],
    ['ICT third‑party service providers', ['ict_third_party_provider']],
    ['Market operators and investment firms operating a lantern market', ['trading_venue', 'investment_firm']],
    ['insurance and reinsurance undertakings', ['insurance_undertaking']],
    ['the applicant issuer of the asset-referenced token', ['art_issuer']],
    ['issuers of such asset-referenced tokens', ['art_issuer']],
    ['issuers of e-money tokens', ['credit_institution', 'electronic_money_institution']],
  ])('reads "%s"', (actor, kinds) => {
    expect(kindsOf(actor)).toEqual(kinds);
  });

  it.each<readonly [string, readonly EntityKind[]]>([
    ['Los bancos', ['credit_institution']],
    ['las sociedades de servicios de inversión', ['investment_firm']],
    ['corredores de seguros', ['insurance_intermediary']],
    ['proveedores terceros esenciales de servicios de TIC', ['ict_third_party_provider']],
  ])('reads "%s" in Spanish', (actor, kinds) => {
    expect(kindsOf(actor, 'es')).toEqual(kinds);
  });

  it('knows the terms that name several kinds', () => {
    expect(kindsOf('financial entities')).toEqual(LICENSED.filter((kind) => kind !== 'ict_third_party_provider'));
    expect(kindsOf('payment service providers')).toEqual([
      'credit_institution',
      'payment_institution',
      'account_information_service_provider',
      'electronic_money_institution',
    ]);
    expect(kindsOf('PSPs')).toEqual(kindsOf('proveedores de servicios de pago', 'es'));
    expect(kindsOf('obliged entities')).toEqual(kindsOf('Los sujetos obligados', 'es'));
    expect(kindsOf('obliged entities')).toContain('credit_institution');
  });

  it('takes an abbreviation only in capitals', () => {
    expect(kindsOf('arm of the lantern')).toEqual([]);
    expect(kindsOf('ARM')).toEqual(['data_reporting_service_provider']);
  });
});

describe('who else an actor names', () => {
  it.each([
    'competent authorities',
    'The competent authority of the home Member State of the AIFM',
    'ESMA, in close cooperation with EBA',
    'Member States',
    'the Lead Overseer',
    'Board',
    'CSIRTs',
    'issuer’s home Member State',
    'members of the joint examination team',
    'the Commission',
  ])('%s: authorities, and no firm', (actor) => {
    expect(addresseesOf(actor, 'en')).toMatchObject({ authority: true, kinds: [], everyFirm: false });
  });

  it.each([
    'Banco de España',
    'el Servicio Ejecutivo de la Comisión',
    'CNMV',
    'La Comisión',
    'Las autoridades competentes',
  ])('%s: authorities, and no firm', (actor) => {
    expect(addresseesOf(actor, 'es')).toMatchObject({ authority: true, kinds: [], everyFirm: false });
  });

  it.each([
    'controller',
    'Processors',
    'the undertaking',
    'management body',
    'data protection officer',
    'the board',
    'essential entities',
  ])('%s: any firm', (actor) => {
    expect(addresseesOf(actor, 'en')).toMatchObject({ everyFirm: true, kinds: [], authority: false });
  });

  it.each(['payer', 'Clients', 'data subjects', 'holders of asset-referenced tokens'])('%s: no firm', (actor) => {
    expect(addresseesOf(actor, 'en')).toMatchObject({ persons: true, everyFirm: false, kinds: [], authority: false });
  });

  it('understands nothing that names nobody', () => {
    for (const actor of [
      'report',
      'lantern policy referred to in paragraph 1',
      'information provided to ESMA',
      '',
      '…',
    ])
      expect(isUnderstood(addresseesOf(actor, 'en'))).toBe(false);
  });
});

describe('who an actor is about', () => {
  it('is who stands first, not what tells more of it', () => {
    expect(kindsOf('crypto-asset service providers keeping lanterns on behalf of credit institutions')).toEqual([
      'casp',
    ]);
    expect(addresseesOf('clients of investment firms', 'en')).toMatchObject({ persons: true, kinds: [] });
    expect(kindsOf('ICT third-party service providers of financial entities')).toEqual(['ict_third_party_provider']);
  });

  it('is the provider whom a payer has, and not the payer', () => {
    expect(addresseesOf('the payer’s payment service provider', 'en')).toMatchObject({
      kinds: kindsOf('payment service provider'),
      persons: false,
    });
  });

  it('is the firm whose organ is named', () => {
    expect(kindsOf('management body of the credit institution')).toEqual(['credit_institution']);
    expect(kindsOf('the credit institution’s management body')).toEqual(['credit_institution']);
    expect(kindsOf('consejo de administración de la entidad de pago', 'es')).toEqual(['payment_institution']);
    expect(addresseesOf('members of the management body', 'en').everyFirm).toBe(true);
    expect(addresseesOf('the management body of ESMA', 'en')).toMatchObject({ authority: true, everyFirm: false });
  });

  it('is all who are listed', () => {
    expect(addresseesOf('EBA and the credit institutions', 'en')).toMatchObject({
      authority: true,
      kinds: ['credit_institution'],
    });
    expect(addresseesOf('competent authorities of the Member States and credit institutions', 'en').kinds).toEqual([
      'credit_institution',
    ]);
  });

  it('takes what an authority has to give for nobody’s', () => {
    expect(isUnderstood(addresseesOf('prior approval of the competent authority', 'en'))).toBe(false);
    expect(kindsOf('reports submitted by investment firms')).toEqual(['investment_firm']);
  });
});

describe('who is excepted', () => {
  it.each<readonly [string, Language]>([
    ['financial entities, other than microenterprises', 'en'],
    ['financial entities except microenterprises', 'en'],
    ['financial entities that are not microenterprises', 'en'],
    ['entidades financieras distintas de las microempresas', 'es'],
    ['entidades financieras, salvo las microempresas', 'es'],
    ['entidades financieras que no sean microempresas', 'es'],
  ])('%s', (actor, language) => {
    expect(addresseesOf(actor, language)).toMatchObject({ except: ['micro'], only: [] });
    expect(addresseesOf(actor, language).kinds).toContain('credit_institution');
  });

  it('may be a kind', () => {
    const { kinds, except } = addresseesOf('payment service providers other than credit institutions', 'en');
    expect(kinds).toContain('credit_institution');
    expect(except).toEqual(['credit_institution']);
  });

  it('is nobody where something else is excepted', () => {
    expect(addresseesOf('offerors of lanterns other than asset-referenced tokens', 'en').except).toEqual([]);
  });

  it('are sizes that alone are meant where they stand without "not"', () => {
    expect(addresseesOf('microenterprises', 'en')).toMatchObject({ everyFirm: true, only: ['micro'], except: [] });
    expect(addresseesOf('insurance intermediaries which are small or medium-sized enterprises', 'en')).toMatchObject({
      kinds: ['insurance_intermediary'],
      only: ['micro', 'small', 'medium'],
    });
  });
});

describe('hostile actors', () => {
  it('are read without an error', () => {
    const pieces = fc.constantFrom(
      'credit institutions',
      'of',
      ',',
      'and',
      '’s',
      '(',
      'ESMA',
      'other than',
      'é',
      '\u200b',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join(' ')),
        ),
        (actor) => {
          for (const language of ['en', 'es'] as const) {
            const { kinds, except } = addresseesOf(actor, language);
            expect(new Set(kinds).size).toBe(kinds.length);
            expect(new Set(except).size).toBe(except.length);
          }
        },
      ),
    );
  });

  it('are read in a moment, however long', () => {
    const started = performance.now();
    for (const piece of ['issuer of ', 'and ', '’', 'other than ', '(', 'member of management '])
      addresseesOf(piece.repeat(200_000), 'en');
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
