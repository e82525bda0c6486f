import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Norm, Words } from '../../../src/gaps/norms/norm.ts';
import { normsIn } from '../../../src/gaps/norms/norms-in.ts';
import type { Language } from '../../../src/regulations/act.ts';

function only(text: string, language: Language = 'en', present = false): Norm {
  const norms = normsIn(text, language, { present });
  expect(norms).toHaveLength(1);
  return norms[0] as Norm;
}

const texts = (list: readonly Words[]): readonly string[] => list.map(({ text }) => text);

describe('what a sentence of law demands', () => {
  it('reads every part of it', () => {
    const norm = only(
      'Where a vault is breached, guilds, other than small guilds, shall notify the warden of the breach within four hours of noticing it, unless the vault was empty.',
    );
    expect(norm.modality).toBe('must');
    expect(norm.modal.text).toBe('shall');
    expect(norm.actor?.text).toBe('guilds');
    expect(norm.action.text).toBe('notify the warden of the breach');
    expect(norm.deadlines.map(({ iso }) => iso)).toEqual(['PT4H']);
    expect(texts(norm.triggers)).toEqual(['Where a vault is breached', 'of noticing it']);
    expect(texts(norm.exceptions)).toEqual(['other than small guilds', 'unless the vault was empty']);
  });

  it.each([
    ['The provider shall keep a register.', 'must'],
    ['The provider is required to keep a register.', 'must'],
    ['The provider has to keep a register.', 'must'],
    ['The provider is to keep a register.', 'must'],
    ['The provider shall have the obligation to keep a register.', 'must'],
    ['The provider shall not lend the seal.', 'must_not'],
    ['The provider may not lend the seal.', 'must_not'],
    ['The provider is prohibited from lending the seal.', 'must_not'],
    ['The provider shall refrain from lending the seal.', 'must_not'],
    ['No provider shall lend the seal.', 'must_not'],
    ['Nobody may lend the seal.', 'must_not'],
    ['The provider may only lend the seal to a warden.', 'must_not'],
    ['The provider should keep a register.', 'should'],
    ['The provider is encouraged to keep a register.', 'should'],
    ['It is recommended that the provider keep a register.', 'should'],
    ['The provider may keep a register.', 'may'],
    ['The provider is entitled to keep a register.', 'may'],
    ['The customer shall have the right to see the register.', 'may'],
    ['The provider shall not be required to keep a register.', 'may'],
  ] as const)('"%s" is %s', (text, modality) => {
    expect(only(text).modality).toBe(modality);
  });

  it.each([
    ['The charter shall be approved by the management body.', 'management body'],
    ['Member States shall ensure that payment service providers notify the payer.', 'payment service providers'],
    ['Competent authorities shall require credit institutions to hold a reserve.', 'credit institutions'],
    ['Member States shall ensure that, without prejudice to Article 7, the provider refunds the payer.', 'provider'],
    ['Issuers of tokens that offer them to the public shall publish a paper.', 'Issuers of tokens'],
    ['Where a payment is begun through an agent, it shall keep the receipt.', 'agent'],
    [
      'The controller or, where applicable, its representative shall keep the record.',
      'controller or, where applicable, its representative',
    ],
    ['The owner, the tenant or the agent shall lock the door.', 'owner, the tenant or the agent'],
    ['By 3 May 2041 the institutions shall lock the door.', 'institutions'],
    ['Where an institution hires an agent it shall tell the warden.', 'institution'],
  ])('of "%s" the actor is "%s"', (text, actor) => {
    expect(only(text).actor?.text).toBe(actor);
  });

  it.each([
    'The register shall be kept.',
    'The report shall contain a summary.',
    'A copy shall be sent to the warden.',
    'The ledgers shall be shown to tenants and, where asked for by the warden, for up to nine years.',
    'A reply shall be given by letter, unless otherwise wished by the tenant.',
  ])('has no actor where the text names none: "%s"', (text) => {
    expect(only(text).actor).toBeUndefined();
  });

  it.each([
    ['Firms shall report incidents to the competent authority without undue delay.', 'competent authority'],
    [
      'Firms shall inform the competent authority of the home Member State of it.',
      'competent authority of the home Member State',
    ],
    ['The record shall be made available to the supervisory authority on request.', 'supervisory authority'],
    ['The customer shall be informed of the change.', 'customer'],
    ['Firms shall provide their clients with a copy.', 'their clients'],
  ])('of "%s" the recipient is "%s"', (text, recipient) => {
    expect(only(text).recipient?.text).toBe(recipient);
  });

  it('keeps the verbs of inner clauses apart', () => {
    const norm = only('Firms shall keep a plan that shall be tested, and which must name a lead.');
    expect(norm.modal.start).toBe('Firms '.length);
    expect(only('Where an entity is required to report, it shall do so.').modal.text).toBe('shall');
  });

  it('reads a norm of each clause with a subject of its own', () => {
    const norms = normsIn('The issuer shall pay; the holder may wait; and the warden shall not ask.', 'en');
    expect(norms.map(({ modality, actor }) => [modality, actor?.text])).toEqual([
      ['must', 'issuer'],
      ['may', 'holder'],
      ['must_not', 'warden'],
    ]);
  });

  it('gives a pronoun the actor that it means', () => {
    const [, second] = normsIn('Financial entities shall keep a list. They shall review it at least yearly.', 'en');
    expect(second?.actor?.text).toBe('Financial entities');
  });

  it('does not take a time within a condition for the time of the duty', () => {
    expect(only('Where no answer came within two months, the issuer shall ask again.').deadlines).toEqual([]);
  });

  it('does not take "without prejudice" for an exception', () => {
    expect(only('Without prejudice to Article 5, firms shall keep a list.').exceptions).toEqual([]);
  });

  it('does not read the plain present of law', () => {
    expect(normsIn('The warden reports to the council.', 'en')).toEqual([]);
  });

  it('reads a lead-in with its point', () => {
    const norm = only('The management body shall: approve the plan at least once a year;');
    expect(norm.actor?.text).toBe('management body');
    expect(norm.action.text).toBe('approve the plan');
    expect(norm.deadlines[0]?.iso).toBe('R/P1Y');
  });
});

describe('what a policy says', () => {
  it.each([
    ['The CISO reports major incidents to the regulator within 4 hours.', 'CISO', 'must'],
    ['Internal Audit reviews the plan at least once every three years.', 'Internal Audit', 'must'],
    ['All employees complete the training annually.', 'employees', 'must'],
    ['The desk does not accept cash.', 'desk', 'must_not'],
    ['Compliance is responsible for the register.', 'Compliance', 'must'],
    ['We will notify customers within two business days.', 'We', 'must'],
    ['Access rights are reviewed quarterly by data owners.', 'data owners', 'must'],
    ['Backups are tested monthly.', undefined, 'must'],
    ['Report suspicious payments to the MLRO immediately.', undefined, 'must'],
    ['Do not share passwords.', undefined, 'must_not'],
  ])('"%s"', (text, actor, modality) => {
    const norm = only(text, 'en', true);
    expect(norm.actor?.text).toBe(actor);
    expect(norm.modality).toBe(modality);
  });

  it.each([
    'Report templates are blue.',
    'Purpose of this policy',
    'The help desk is open 24/7.',
    'Loss data: three years',
  ])('finds no duty in "%s"', (text) => {
    expect(normsIn(text, 'en', { present: true })).toEqual([]);
  });
});

describe('Spanish', () => {
  it.each([
    ['Las entidades deberán conservar la documentación.', 'must', 'entidades'],
    ['Las entidades conservarán la documentación.', 'must', 'entidades'],
    ['Las entidades están obligadas a conservarla.', 'must', 'entidades'],
    ['El banco habrá de comunicarlo.', 'must', 'banco'],
    ['Deberán los sujetos obligados comprobar la identidad.', 'must', 'sujetos obligados'],
    ['Las entidades no podrán abrir cuentas.', 'must_not', 'entidades'],
    ['En ningún caso los sujetos obligados mantendrán cuentas anónimas.', 'must_not', 'sujetos obligados'],
    ['Los empleados se abstendrán de revelarlo.', 'must_not', 'empleados'],
    ['Queda prohibida la apertura de cuentas anónimas.', 'must_not', undefined],
    ['Los bancos deberían revisar sus planes.', 'should', 'bancos'],
    ['Se recomienda revisar los planes.', 'should', undefined],
    ['Las entidades podrán recurrir a terceros.', 'may', 'entidades'],
    ['El plan será aprobado por el consejo de administración.', 'must', 'consejo de administración'],
  ] as const)('"%s" is %s', (text, modality, actor) => {
    const norm = only(text, 'es');
    expect(norm.modality).toBe(modality);
    expect(norm.actor?.text).toBe(actor);
  });

  it('reads recipient, time and exception', () => {
    const norm = only(
      'Cuando se detecte una brecha, el responsable comunicará el incidente a la autoridad competente en un plazo máximo de tres días hábiles, salvo causa justificada.',
      'es',
    );
    expect(norm.recipient?.text).toBe('autoridad competente');
    expect(norm.deadlines.map(({ iso, working }) => [iso, working])).toEqual([['P3D', true]]);
    expect(texts(norm.triggers)).toEqual(['Cuando se detecte una brecha']);
    expect(texts(norm.exceptions)).toEqual(['salvo causa justificada']);
  });

  it('reads the present of policies', () => {
    expect(only('El responsable comunica el incidente al comité.', 'es', true).recipient?.text).toBe('comité');
    expect(only('La política se revisa cada dos años.', 'es', true).deadlines[0]?.iso).toBe('R/P2Y');
    expect(normsIn('El responsable comunica el incidente.', 'es')).toEqual([]);
  });
});

const PIECES = [
  'Where ',
  'the provider ',
  'shall ',
  'must not ',
  'notify ',
  'the authority ',
  ', ',
  '; ',
  ': ',
  '. ',
  'within 24 hours',
  ' of ',
  'and ',
  'that ',
  'which ',
  'unless ',
  'upon request',
  '\n',
  'İ',
  '𝒳 ',
  '«',
  '(',
  ')',
  'los sujetos ',
  'conservarán ',
  'no podrán ',
  'salvo ',
  'cuando ',
  'a la autoridad ',
  'is required to ',
  'No ',
  'it ',
  'are reviewed ',
  'annually',
  '\u00a0',
  '’s ',
];

describe('whatever the text', () => {
  it('gives words of the text itself, and no empty ones', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }),
        fc.constantFrom('en' as const, 'es' as const),
        fc.boolean(),
        (list, language, present) => {
          const text = list.join('');
          for (const norm of normsIn(text, language, { present })) {
            const all = [
              norm.modal,
              norm.action,
              ...norm.deadlines,
              ...norm.triggers,
              ...norm.conditions,
              ...norm.exceptions,
            ];
            for (const words of [
              ...all,
              ...(norm.actor ? [norm.actor] : []),
              ...(norm.recipient ? [norm.recipient] : []),
            ]) {
              expect(text.slice(words.start, words.end)).toBe(words.text);
              expect(words.text).not.toBe('');
            }
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is quick with hostile text', () => {
    const began = performance.now();
    for (const piece of [
      'where the ',
      'shall, ',
      'a, ',
      'the provider and ',
      'no later than ',
      'que los ',
      'in the event of ',
      '(',
      'annually ',
    ])
      for (const language of ['en', 'es'] as const) normsIn(piece.repeat(1_500), language, { present: true });
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('a noun that looks like a verb', () => {
  it.each([
    ['Visitor files of the tower are kept for no longer than two years.', 'files'],
    ['Security logs are kept for one year.', 'logs'],
  ])('%s', (text, noun) => {
    const [norm] = normsIn(text, 'en', { present: true });
    expect(norm?.modal.text).toMatch(/^are/);
    expect(norm?.actor?.text ?? '').not.toMatch(noun);
    expect(normsIn(text, 'en', { present: true }).every(({ modal }) => modal.text !== noun)).toBe(true);
  });
});

describe('who is told by a name or an office with "of" in it', () => {
  it.each([
    ['Our security desk tells the Bank of Spain within 24 hours.', 'Bank of Spain'],
    ['The desk reports to the Head of Facilities each year.', 'Head of Facilities'],
  ])('%s', (text, recipient) => {
    expect(normsIn(text, 'en', { present: true })[0]?.recipient?.text).toBe(recipient);
  });
});
