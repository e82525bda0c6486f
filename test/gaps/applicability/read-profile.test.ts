import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { profileText } from '../../../src/gaps/applicability/kind-names.ts';
import { ENTITY_KINDS, ENTITY_SIZES, type EntityProfile } from '../../../src/gaps/applicability/profile.ts';
import { readProfile } from '../../../src/gaps/applicability/read-profile.ts';

describe('readProfile', () => {
  it.each<readonly [string, EntityProfile]>([
    ['credit_institution', { kinds: ['credit_institution'] }],
    ['Credit-Institution', { kinds: ['credit_institution'] }],
    ['bank', { kinds: ['credit_institution'] }],
    ['a bank', { kinds: ['credit_institution'] }],
    ['bank:large', { kinds: ['credit_institution'], size: 'large' }],
    ['payment institution, small', { kinds: ['payment_institution'], size: 'small' }],
    ['small payment institution', { kinds: ['payment_institution'], size: 'small' }],
    ['casp:micro', { kinds: ['casp'], size: 'micro' }],
    ['CASP, microenterprise', { kinds: ['casp'], size: 'micro' }],
    ['entidad de pago', { kinds: ['payment_institution'] }],
    ['entidad de crédito, grande', { kinds: ['credit_institution'], size: 'large' }],
    ['ENTIDAD DE CREDITO GRANDE', { kinds: ['credit_institution'], size: 'large' }],
    ['sociedad de servicios de inversión', { kinds: ['investment_firm'] }],
    ['bank, casp, large', { kinds: ['credit_institution', 'casp'], size: 'large' }],
    ['bank and casp', { kinds: ['credit_institution', 'casp'] }],
    ['banco y entidad de pago; mediana', { kinds: ['credit_institution', 'payment_institution'], size: 'medium' }],
    ['banks, credit institution', { kinds: ['credit_institution'] }],
    ['ICT third-party provider', { kinds: ['ict_third_party_provider'] }],
    ['other', { kinds: ['other'] }],
  ])('reads "%s"', (text, profile) => {
    expect(readProfile(text)).toEqual(profile);
  });

  it.each(ENTITY_KINDS)('reads %s by its own name', (kind) => {
    for (const size of ENTITY_SIZES) expect(readProfile(`${kind}, ${size}`)).toEqual({ kinds: [kind], size });
  });

  it('reads what it tells', () => {
    const profiles = fc.record(
      {
        kinds: fc.uniqueArray(fc.constantFrom(...ENTITY_KINDS), { minLength: 1, maxLength: 4 }),
        size: fc.constantFrom(...ENTITY_SIZES),
      },
      { requiredKeys: ['kinds'] },
    );
    fc.assert(
      fc.property(profiles, fc.constantFrom('en' as const, 'es' as const), (profile, language) => {
        expect(readProfile(profileText(profile, language))).toEqual(profile);
      }),
    );
  });

  function refusal(text: string): AppError {
    try {
      readProfile(text);
    } catch (error) {
      if (error instanceof AppError) return error;
    }
    throw new Error(`"${text}" was not refused`);
  }

  it('refuses what it does not know, with the nearest and all that are known', () => {
    const { code, message, suggestions } = refusal('credit instituton, large');
    expect(code).toBe('invalid_input');
    expect(message).toContain('"credit instituton" is no kind of firm');
    expect(message).toContain('Did you mean credit_institution');
    for (const known of [...ENTITY_KINDS, ...ENTITY_SIZES]) expect(message).toContain(known);
    expect(suggestions[0]).toBe('credit_institution');
  });

  it('refuses several kinds under one name, a size alone, two sizes, nothing, and too much', () => {
    expect(refusal('payment service provider').message).toContain('no kind of firm');
    expect(refusal('large').message).toContain('licensed as');
    expect(refusal(' , ').message).toContain('licensed as');
    expect(refusal('bank, small, large').message).toContain('one size');
    expect(refusal('bank,'.repeat(1_000)).message).toContain('not longer');
    expect(refusal('ESMA').code).toBe('invalid_input');
  });

  it('reads or refuses anything', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), (text) => {
        try {
          expect(readProfile(text).kinds.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_input' });
        }
      }),
    );
  });
});

describe('profileText', () => {
  it('tells kinds and size in both languages', () => {
    const profile: EntityProfile = { kinds: ['credit_institution', 'casp'], size: 'large' };
    expect(profileText(profile, 'en')).toBe('credit institution and crypto-asset service provider, large enterprise');
    expect(profileText(profile, 'es')).toBe(
      'entidad de crédito y proveedor de servicios de criptoactivos, gran empresa',
    );
  });
});
