import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Document } from '../../../src/documents/document.ts';
import { policyFacts } from '../../../src/gaps/policies/policy-facts.ts';
import { makeDocx, p, table } from '../../adapters/documents/make-docx.ts';
import { read } from '../../adapters/documents/reading.ts';
import { ENGLISH, facts, made, SPANISH } from './made-policy.ts';

const markdown = async (text: string, name = 'lamps.md') => policyFacts(await read(strToU8(text), name));

describe('what a policy says of itself', () => {
  it.each([
    ['Version: 3.1', { version: '3.1' }],
    ['Version 3.1', { version: '3.1' }],
    ['Lamp Policy – Version 3.1', { version: '3.1' }],
    ['Lamp Policy v2.0 | Owner: Head of Lamps', { version: undefined, owner: 'Head of Lamps' }],
    ['Document version: v2.10', { version: '2.10' }],
    ['Version: 2025/03', { version: '2025/03' }],
    ['Version: 3.1 (draft)', { version: '3.1' }],
    ['Version: B', { version: 'B' }],
    ['Version: 1 March 2025', { version: '1 March 2025' }],
    ['Revision: 4', { version: '4' }],
    ['Versión 2.0', { version: '2.0' }],
    ['Versión n.º: 2.0', { version: '2.0' }],
    ['Effective date: 1 March 2025', { effective: '2025-03-01' }],
    ['Effective date: March 1st, 2025 (first edition: 2019-01-01)', { effective: '2025-03-01' }],
    ['Effective 1 March 2025', { effective: '2025-03-01' }],
    ['Effective from: the 1st of March 2025', { effective: '2025-03-01' }],
    ['In force since 2025-03-01', { effective: '2025-03-01' }],
    ['Effective date: 25/03/2025', { effective: '2025-03-25' }],
    ['Effective date: 03/25/2025', { effective: '2025-03-25' }],
    ['This policy takes effect on 1 March 2025.', { effective: '2025-03-01' }],
    ['Fecha de entrada en vigor: 1 de marzo de 2025', { effective: '2025-03-01' }],
    ['Entrada en vigor: 1.º de marzo del 2025', { effective: '2025-03-01' }],
    ['Vigente desde el 1 de setiembre de 2025', { effective: '2025-09-01' }],
    ['Esta política entrará en vigor el 1 de marzo de 2025.', { effective: '2025-03-01' }],
    ['Version 2.3, effective 1 March 2025. Owner: COO.', { version: '2.3', effective: '2025-03-01', owner: 'COO' }],
    [
      'This policy (version 1.2) applies from 1 March 2025 and is owned by the Head of Lamps and reviewed every year.',
      { version: '1.2', effective: '2025-03-01', owner: 'Head of Lamps' },
    ],
    ['Policy owner – CISO', { owner: 'CISO' }],
    ['Owner: Head of Lamps, Vault Division', { owner: 'Head of Lamps, Vault Division' }],
    ['Owned by: Head of Lamps', { owner: 'Head of Lamps' }],
    ['This policy is owned by the Head of Lamps.', { owner: 'Head of Lamps' }],
    ['Responsible: Lamp Office', { owner: 'Lamp Office' }],
    ['Propietario: Dirección de Faroles', { owner: 'Dirección de Faroles' }],
    ['Responsable de la política: Dirección de Faroles', { owner: 'Dirección de Faroles' }],
    ['La responsable de esta política es la Dirección de Faroles.', { owner: 'Dirección de Faroles' }],
    ['Área responsable: Faroles. Aprobado por: Consejo', { owner: 'Faroles' }],
    [
      'Version: 3.1 Effective date: 1 March 2025 Owner: Head of Lamps Next review: 1 March 2026',
      { version: '3.1', effective: '2025-03-01', owner: 'Head of Lamps' },
    ],
    ['Owner: CISO | Version: 3.1 | Effective: 2025-03-01', { owner: 'CISO', version: '3.1', effective: '2025-03-01' }],
  ])('is read of the line %j', (line, expected) => {
    const { owner, version, effective } = facts(line);
    expect({ owner, version, effective }).toEqual({
      owner: undefined,
      version: undefined,
      effective: undefined,
      ...expected,
    });
  });

  it.each([
    'Effective date: 01/03/2025',
    'Effective date: 30 February 2025',
    'Effective date: March 2025',
    'Effective date: 30 days after its approval',
    'Effective date: TBC',
    'Approval date: 1 March 2025',
    'Next review: 1 March 2026',
    'Approved by: the Board on 1 March 2025',
    'Aprobado por: Consejo de Faroles',
    'Próxima revisión: 1 de marzo de 2026',
    'Revisión: 1 de marzo de 2026',
    'Owner: TBC',
    'Owner: [name of the owner]',
    'Owner: n/a',
    'Owner: the person who lights a lamp',
    'The owner of a lamp must light it.',
    'The policy owner: lights lamps',
    'Owner: CISO Lamp sponsor: COO',
    'Propietario: por definir',
    'Version 2 of the form is used for lamps.',
    'Version: 2 copies are kept',
    'Revision: every 12 months',
    'Version: the latest',
    'Lamps take effect on 1 March 2025.',
    'The effective rate: 3.1',
    'Lamps talk over TLS, version 1.2.',
    'Lamps talk over TLS (version 1.2) at night.',
    'Effective 1 March 2025, all lamps must be lit.',
    'The tariff of lamps, effective from 1 March 2025.',
  ])('is not made up from %j', (line) => {
    const { owner, version, effective } = facts(line);
    expect({ owner, version, effective }).toEqual({});
  });

  it('has days first in Spanish numbers, and only in Spanish ones', () => {
    expect(facts('Fecha de entrada en vigor: 01/03/2025', SPANISH).effective).toBe('2025-03-01');
    expect(facts('Fecha de entrada en vigor: 25-12-2025', SPANISH).effective).toBe('2025-12-25');
    expect(facts('Fecha de entrada en vigor: 12/25/2025', SPANISH).effective).toBeUndefined();
    expect(facts('Effective date: 01/03/2025', ENGLISH).effective).toBeUndefined();
    expect(facts('Effective date: 03/03/2025', ENGLISH).effective).toBe('2025-03-03');
  });

  it('is read at its beginning, and elsewhere under a heading that says so', () => {
    const far = Array.from({ length: 60 }, () => ({ text: ENGLISH }));
    const owner = { text: 'Owner: Head of Lamps' };
    expect(policyFacts(made([...far, owner])).owner).toBeUndefined();
    expect(policyFacts(made([...far, { ...owner, section: ['9. Document control'] }])).owner).toBe('Head of Lamps');
    expect(policyFacts(made([...far, { ...owner, section: ['Control del documento'] }])).owner).toBe('Head of Lamps');
    expect(policyFacts(made([...far, { text: 'This policy applies from 1 March 2025.' }])).effective).toBe(
      '2025-03-01',
    );
  });

  it('is read of a title that ends in a version', () => {
    expect(policyFacts(made([{ text: ENGLISH }], { title: 'Lamp policy v2.0' })).version).toBe('2.0');
    expect(policyFacts(made([{ text: ENGLISH }], { title: 'Lamp policy (version 3)' })).version).toBe('3');
    expect(policyFacts(made([{ text: ENGLISH, section: ['Lamp policy', 'Version 3.1'] }])).version).toBe('3.1');
  });

  it('prefers who owns it to who is responsible, and what comes first', () => {
    expect(facts('Responsible: Lamp Office', 'Owner: Head of Lamps', 'Owner: Nobody').owner).toBe('Head of Lamps');
  });
});

describe('a table about the policy', () => {
  const rows = [
    ['Owner', 'Head of Lamps'],
    ['Version', '3.1'],
    ['Effective date', '1 March 2025'],
    ['Approved by', 'The board'],
  ] as const;
  const expected = { owner: 'Head of Lamps', version: '3.1', effective: '2025-03-01' };
  const piped = (lines: readonly (readonly string[])[]) =>
    [lines[0]!, lines[0]!.map(() => '---'), ...lines.slice(1)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

  it('of names and values is read whatever its first row was taken for', async () => {
    expect(await markdown(`# Lamps\n\n${piped(rows)}\n\n${ENGLISH}`)).toEqual({
      title: 'Lamps',
      ...expected,
      language: 'en',
    });
    expect(await markdown(`# Lamps\n\n${piped([['Field', 'Value'], ...rows])}`)).toMatchObject(expected);
    const docx = await read(makeDocx({ body: table(rows) + p(ENGLISH) }));
    expect(policyFacts(docx)).toMatchObject(expected);
    const four = [
      [...rows[0], ...rows[1]],
      [...rows[2], ...rows[3]],
    ];
    expect(policyFacts(await read(makeDocx({ body: table(four) })))).toMatchObject(expected);
  });

  it('of one row under its names is read across', async () => {
    const across = [rows.map(([name]) => name), rows.map(([, value]) => value)];
    expect(await markdown(`# Lamps\n\n${piped(across)}`)).toMatchObject(expected);
    const docx = await read(makeDocx({ body: table(across) }));
    expect(policyFacts(docx)).toMatchObject(expected);
  });

  it('in Spanish is read alike', async () => {
    const text = piped([
      ['Propietario', 'Dirección de Faroles'],
      ['Versión', '2.0'],
      ['Fecha de entrada en vigor', '01/03/2025'],
    ]);
    expect(await markdown(`# Faroles\n\n${text}\n\n${SPANISH}`)).toEqual({
      title: 'Faroles',
      owner: 'Dirección de Faroles',
      version: '2.0',
      effective: '2025-03-01',
      language: 'es',
    });
  });

  it('of a web page is read alike, and so are its terms and lines', async () => {
    const cells = rows.map(([name, value]) => `<tr><th>${name}<td>${value}`).join('');
    const terms = rows.map(([name, value]) => `<dt>${name}:<dd>${value}`).join('');
    const lines = rows.map(([name, value]) => `<strong>${name}</strong>: ${value}`).join('<br>');
    for (const body of [`<table>${cells}</table>`, `<dl>${terms}</dl>`, `<h2>About</h2><p>${lines}</p>`]) {
      const page = await read(strToU8(`<!DOCTYPE html><h1>Lamps</h1>${body}<p>${ENGLISH}</p>`), 'lamps.html');
      expect(policyFacts(page)).toEqual({ title: 'Lamps', ...expected, language: 'en' });
    }
  });

  it('about something else says nothing of the policy', async () => {
    for (const text of [
      piped([
        ['Role', 'Duty'],
        ['Owner', 'Reviews the lamps'],
        ['User', 'Lights the lamps'],
      ]),
      piped([
        ['Owner', 'Reviews the lamps'],
        ['User', 'Lights the lamps'],
        ['Auditor', 'Looks'],
      ]),
      piped([
        ['Lamp', 'Owner', 'Version'],
        ['Red', 'Warden', '7'],
      ]),
      piped([
        ['Version', 'Date', 'Author', 'Change'],
        ['1.0', '2020-01-01', 'A', 'x'],
        ['2.0', '2021-01-01', 'B', 'y'],
      ]),
    ])
      expect(await markdown(`# Lamps\n\n${text}\n\n${ENGLISH}`)).toEqual({ title: 'Lamps', language: 'en' });
  });
});

describe('front matter', () => {
  it('tells facts, and is no statement', async () => {
    const text = `---\ntitle: "Lamp: policy"\npolicy_owner: Head of Lamps # who asks\nversion: 3.10\neffectiveDate: 2025-03-01\ntags: [lamps]\n---\n# 1. Purpose\n\n${ENGLISH}`;
    const document = await read(strToU8(text), 'lamps.md');
    expect(document.statements.map(({ text: says }) => says)).toEqual([ENGLISH]);
    expect(policyFacts(document)).toEqual({
      title: 'Lamp: policy',
      owner: 'Head of Lamps',
      version: '3.10',
      effective: '2025-03-01',
      language: 'en',
    });
  });

  it('is read with names of several words, in Spanish, over several lines', async () => {
    const text = `---\nFecha de entrada en vigor: 1 de marzo de 2025\nVersión: '2.0'\npropietario:\n  - Dirección de Faroles\n  - Tesorería\n# nota\nresumen: >\n  Faroles\n  y bóvedas\n---\n\n${SPANISH}`;
    const document = await read(strToU8(text), 'faroles.md');
    expect(document.statements).toHaveLength(1);
    expect(document.about?.at(-1)).toEqual({ name: 'resumen', value: 'Faroles y bóvedas' });
    expect(policyFacts(document)).toEqual({
      title: 'faroles',
      owner: 'Dirección de Faroles, Tesorería',
      version: '2.0',
      effective: '2025-03-01',
      language: 'es',
    });
  });
});

describe('the title of a policy', () => {
  it('is its own, else what it calls itself, else its first heading, else the name of its file', () => {
    const title = (document: Document) => policyFacts(document).title;
    const section = ['Lamps at dusk'];
    expect(title(made([{ text: ENGLISH, section }], { title: 'Lamp policy' }))).toBe('Lamp policy');
    expect(title(made([{ text: 'Title: Lamps and bells', section: ['1. Purpose'] }], { title: '1. Purpose' }))).toBe(
      'Lamps and bells',
    );
    expect(title(made([{ text: ENGLISH, section }]))).toBe('Lamps at dusk');
    expect(
      title(
        made([
          { text: ENGLISH, section: ['Contents'] },
          { text: ENGLISH, section: ['1. Purpose'] },
        ]),
      ),
    ).toBe('lamps');
    expect(title(made([{ text: ENGLISH }], { name: 'lamp-policy.v2.DOCX' }))).toBe('lamp-policy.v2');
  });
});
