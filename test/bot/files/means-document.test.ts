import { describe, expect, it } from 'vitest';
import { asksSomething, documentMeant } from '../../../bot/files/means-document.ts';
import { createActNames } from '../../../src/regulations/mentions/act-names.ts';
import { ACT_REGISTER } from '../../../src/regulations/register/act-register.ts';

const view = { names: createActNames(ACT_REGISTER, []) };
const listing = (id: string, name: string) => ({
  id,
  document: { name, kind: 'pdf' as const, sha256: '', bytes: 1, statements: 1 },
});
const ONE = [listing('d1', 'Incident_Policy-v2.pdf')];
const TWO = [...ONE, listing('d2', 'DORA gap list.docx')];

const meant = (text: string, documents = ONE, answered?: string) => documentMeant(text, { documents, answered, view });

describe('a question about a document that was sent', () => {
  it.each([
    'What does our policy say about incidents?',
    'Does my document name an owner?',
    'what deadlines are in this file',
    'Summarise the attached procedure',
    'Who signs it according to our internal outsourcing policy?',
    'What does the document I sent say about backups?',
    'Is there a retention period in that document?',
    'What does section 3 of it say?',
    'Read me paragraph 4.2 of the policy',
    'What is on page 4?',
    'Who approves changes under incident_policy-v2.pdf?',
    'Who approves changes under Incident Policy v2?',
    '¿Qué dice nuestra política sobre incidentes?',
    '¿Quién aprueba los cambios según este procedimiento?',
    'Resume mi documento',
    '¿Qué plazos fija el documento que te he enviado?',
    '¿Qué dice el documento adjunto de las copias?',
    '¿Qué dice el apartado 3 del documento?',
    '¿Qué pone en la página 4?',
  ])('is known by its words: %s', (text) => {
    expect(meant(text)).toMatchObject({ surely: true });
  });

  it.each([
    'What does the policy say about incidents?',
    'Who owns the procedure?',
    '¿Qué dice la política de los incidentes?',
    '¿Quién firma el documento?',
  ])('may be one: %s', (text) => {
    expect(meant(text)).toEqual({ surely: false, law: false });
  });

  it.each([
    'What does the policy of Article 5 DORA require?',
    'What must the ICT business continuity policy under DORA contain?',
    'What does Article 19 DORA require?',
    'Does the regulation say that policy documents must be reviewed?',
    'Does this regulation require a policy on outsourcing?',
    'Must a bank have a policy on ICT third-party risk?',
    'Which procedures does a bank need for major incidents?',
    'When must a major incident be reported?',
    'What does the policy required by the directive cover?',
    'And paragraph 2?',
    'Who is a policyholder?',
    'How long are files kept under MiFID II?',
    'What does section 3 of the regulation say?',
    '¿Qué exige el artículo 5 de DORA sobre la política de continuidad?',
    '¿Qué procedimientos exige la ley?',
    '¿Debe un banco tener una política de externalización?',
    '¿Qué dice el apartado 4 del artículo 19 de DORA?',
    'Thank you!',
    '',
  ])('is not made of one about the law: %s', (text) => {
    expect(meant(text)).toBeUndefined();
  });

  it('is never found where nothing was sent', () => {
    expect(meant('What does our policy say?', [])).toBeUndefined();
  });

  it('means the one that is named, and all where several can be meant', () => {
    expect(meant('Who owns the items of DORA gap list?', TWO)).toMatchObject({
      document: 'd2',
      surely: true,
      law: false,
    });
    expect(meant('Compare Incident Policy v2 and the DORA gap list', TWO)).toEqual({ surely: true, law: false });
    expect(meant('What does our policy say?', TWO)).toEqual({ surely: true, law: false });
  });

  it('means the document whose card is answered, whatever the words', () => {
    expect(meant('And who signs?', TWO, 'd2')).toMatchObject({ document: 'd2', surely: true });
    expect(meant('And who signs?', TWO, 'forgotten')).toBeUndefined();
  });

  it.each([
    ['Does our policy meet Article 19 DORA?', true],
    ['Is our policy compliant?', true],
    ['Does our policy say what the law requires?', true],
    ['¿Cumple nuestra política la ley?', true],
    ['Does our policy name an owner?', false],
    ['What does section 3 of our policy say?', false],
    ['¿Quién aprueba nuestra política?', false],
  ])('asks for the law as well where it names it: %s', (text, law) => {
    expect(meant(text)).toMatchObject({ surely: true, law });
  });

  it('is read in time, whatever is written', () => {
    const started = performance.now();
    for (const text of [
      'our '.repeat(40_000),
      `the ${'a '.repeat(40_000)}policy`,
      'section '.repeat(20_000),
      '['.repeat(90_000),
    ])
      meant(text, TWO);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

describe('what is written beside a file', () => {
  it.each(['Who owns this?', 'Please check who signs', 'summarise it', '¿Quién firma?', 'resume este documento'])(
    'asks something: %s',
    (text) => expect(asksSomething(text)).toBe(true),
  );
  it.each(['Here is our policy.', 'FYI', 'our new procedure', 'Aquí está la política', ''])(
    'asks nothing: %s',
    (text) => expect(asksSomething(text)).toBe(false),
  );
});
