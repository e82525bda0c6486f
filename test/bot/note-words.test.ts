import { describe, expect, it } from 'vitest';
import { noteWords } from '../../bot/note-words.ts';
import { standingNotes } from '../../src/regulations/standing.ts';
import { cardDesk } from './cards/sample-law.ts';
import { teamsDesk } from './teams-desk.ts';

const ADD = 'compliance library add <file> --act 32099R0001';
const ADDRESS = 'https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32099R0001';

describe('notes of the desk, as people in Teams read them', () => {
  it.each([
    [
      `Act on Lanterns is not in the library. Add it: ${ADD} (official text: ${ADDRESS}).`,
      `Act on Lanterns is not held here (official text: ${ADDRESS}). Whoever runs the desk can add it.`,
      `Act on Lanterns no está entre las normas disponibles (texto oficial: ${ADDRESS}). Puede añadirla quien administra el servicio.`,
    ],
    [
      `Of Lanterns only a digest is held, and it does not cover Article 9. Add the official text: ${ADD} (official text: ${ADDRESS}).`,
      `Of Lanterns only a digest is held, and it does not cover Article 9 (official text: ${ADDRESS}). Whoever runs the desk can add it.`,
      `De Lanterns solo se dispone de un resumen, que no abarca Article 9 (texto oficial: ${ADDRESS}). Puede añadirlo quien administra el servicio.`,
    ],
    [
      'Searched 8 acts for: wick, oil. No provision holds enough of it to answer.',
      'Searched 8 acts for: wick, oil. No provision holds enough of it to answer.',
      'Se buscó en 8 normas: wick, oil. Ninguna disposición contiene lo bastante para responder.',
    ],
    [
      'Nearest places, which may not answer it: Article 3(1) Lanterns; Article 4 Lanterns.',
      'Nearest places, which may not answer it: Article 3(1) Lanterns; Article 4 Lanterns.',
      'Lugares más próximos, que quizá no lo respondan: Article 3(1) Lanterns; Article 4 Lanterns.',
    ],
    [
      'To compare, two official versions of Lanterns (32099R0001) must be held; there is one, of 2031-02-01. Add another: compliance library add <file or number>',
      'To compare, two official versions of Lanterns (32099R0001) must be held; there is one, of 2031-02-01. Whoever runs the desk can add one.',
      'Para comparar hacen falta dos versiones oficiales de Lanterns (32099R0001); hay una, de 2031-02-01. Puede añadirlas quien administra el servicio.',
    ],
    [
      'Only some sentences of Article 3 Lanterns are shown; the whole text: compliance show "32099R0001#art_3".',
      'Only some sentences of Article 3 Lanterns are shown; “show Article 3 Lanterns” shows all of it.',
      'Solo se muestran algunas frases de Article 3 Lanterns; «muestra Article 3 Lanterns» lo muestra entero.',
    ],
    [
      '"in 2019" is about the law of another day, which is set when asking: compliance ask "<question>" --as-of 2019-12-31, or compliance chat --as-of 2019-12-31.',
      '“in 2019” is about the law of another day: ask the whole question with that day behind it, “… as of 2019-12-31”.',
      '«in 2019» se refiere a la norma de otro día: haga la pregunta completa con ese día al final, «… a fecha de 2019-12-31».',
    ],
    [
      'Not yet applicable on 2040-01-01: Lanterns (Article 19) applies from 2041-01-17.',
      'Not yet applicable on 2040-01-01: Lanterns (Article 19) applies from 2041-01-17.',
      'Aún no se aplica el 2040-01-01: Lanterns (Article 19) se aplica desde 2041-01-17.',
    ],
    [
      'Already applicable on 2040-01-01: Lanterns (Article 3) applies from 2039-01-01 for lamps (32099R0002).',
      'Already applicable on 2040-01-01: Lanterns (Article 3) applies from 2039-01-01 for lamps (32099R0002).',
      'Ya se aplica el 2040-01-01: Lanterns (Article 3) se aplica desde 2039-01-01 (solo: lamps) (32099R0002).',
    ],
    ['Something that nobody knows.', 'Something that nobody knows.', 'Something that nobody knows.'],
  ])('%s', (note, english, spanish) => {
    expect(noteWords(note, 'en')).toBe(english);
    expect(noteWords(note, 'es')).toBe(spanish);
  });

  it('are known in Spanish for whatever a version has to be told of', async () => {
    const { desk, close } = await cardDesk();
    const [held] = desk.library.store.versions();
    await close();
    const about = {
      ...held!.about,
      kind: 'directive' as const,
      dates: { inForce: '2050-01-01', transposition: '2050-02-01' },
    };
    for (const version of [
      { ...held!, about, source: 'digest' as const },
      { ...held!, about, consolidated: true },
      { ...held!, about, lost: ['art_1'] },
    ])
      for (const note of standingNotes(version, ['art_1'], undefined, '2040-06-15')) {
        expect(noteWords(note, 'es'), note).not.toBe(note);
        expect(noteWords(note, 'es')).not.toMatch(/\$|undefined|\b(?:the|is|was|of)\b .*\b(?:the|is|was|of)\b/);
        expect(noteWords(note, 'en')).not.toMatch(/compliance (?:library|show)/);
      }
  });

  it('are Spanish in an answer, with an address that can be pressed and no sign of escaping in it', async () => {
    const running = await teamsDesk();
    const shown = await running.teams.chat().ask('¿Qué exige el artículo 42 de la Ley 10/2010?', { locale: 'es-ES' });
    const failures = running.failures;
    await running.close();
    expect(failures).toEqual([]);
    expect(shown.text).toContain('no está entre las normas disponibles');
    expect(shown.text).toContain('(texto oficial: [BOE](<https://www.boe.es/buscar/act.php?id=BOE-A-2010-6737>)).');
    expect(shown.text).not.toContain('compliance');
  });
});
