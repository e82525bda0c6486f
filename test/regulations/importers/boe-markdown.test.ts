import { describe, expect, it } from 'vitest';
import { importBoeMarkdown } from '../../../src/regulations/importers/boe-markdown.ts';
import { law, outline } from './law-fixtures.ts';

const ley = () => importBoeMarkdown(law('farol-ley.md'), 'farol-ley.md');
const of = (top: string) => outline(ley().nodes.filter(({ place }) => place.split('/')[0] === top));

describe('importBoeMarkdown', () => {
  it('names the act, its dates and the day of the consolidation', () => {
    expect(ley()).toMatchObject({
      act: {
        id: 'BOE-A-2031-777',
        kind: 'ley',
        authority: 'ES',
        name: 'Ley 77/2031',
        eli: 'https://www.boe.es/eli/es/l/2031/03/03/77',
        dates: { document: '2031-03-03', published: '2031-03-04' },
      },
      language: 'es',
      consolidatedTo: '2032-05-09',
      warnings: [],
    });
  });

  it('reads letters with ñ, ordinals, and paragraphs and articles bis', () => {
    expect(of('art_1').map((line) => line.split(' ')[0])).toEqual([
      'art_1',
      'art_1/pnt_a',
      'art_1/pnt_n',
      'art_1/pnt_ñ',
      'art_1/pnt_o',
    ]);
    expect(of('art_1bis')).toEqual([
      'art_1bis [Artículo 1 bis] {Horario.}',
      'art_1bis/par_1 [1.] El farol se enciende al anochecer:',
      'art_1bis/par_1/pnt_1 [1.º] en verano, a las diez;',
      'art_1bis/par_1/pnt_2 [2.º] en invierno, a las seis.',
      'art_1bis/par_2 [2.] Se apaga al amanecer.',
      'art_1bis/par_2bis [2 bis.] Con niebla no se apaga.',
    ]);
    expect(of('art_2ter')).toEqual(['art_2ter [Artículo 2 ter] {Fareros.} El farero vive en el puerto.']);
  });

  it('numbers dispositions by their ordinals; a sole one beside a first keeps its name', () => {
    const tops = ley()
      .nodes.map(({ place }) => place)
      .filter((place) => /^d[a-z]{2}_[^/]*$/.test(place));
    expect(tops).toEqual(['dad_1', 'dad_unica', 'dtr_1', 'dfi_23', 'dfi_24']);
  });

  it('keeps quoted articles as text of the disposition that quotes them', () => {
    expect(of('art_9')).toEqual([]);
    expect(of('dfi_23')).toEqual([
      'dfi_23 [Disposición final vigésima tercera] {Modificación de la Ley 5/2030.} Se modifica la Ley 5/2030 como sigue:',
      'dfi_23/idt_1 «Artículo 9. Mechas.',
      'dfi_23/idt_2 1. Las mechas arderán.',
      'dfi_23/idt_3 Artículo 10. Humo.',
      'dfi_23/idt_4 2. El humo será poco.»',
    ]);
  });

  it('reads a preamble, an ANEJO and the divisions of articles', () => {
    expect(of('pre_1')).toEqual(['pre_1 [Preámbulo] Los faroles guían a los barcos.']);
    expect(of('anx_2')).toEqual(['anx_2 [ANEJO II] Modelos de farol.']);
    expect(ley().nodes.find(({ place }) => place === 'art_2ter')?.divisions).toEqual([
      'TÍTULO I — Faroles',
      'CAPÍTULO II — Fareros',
    ]);
    expect(ley().nodes.find(({ place }) => place === 'dad_1')?.divisions).toBeUndefined();
  });

  it('reads the normas of a circular: by word, without their word, and with headings between paragraphs', () => {
    const circular = importBoeMarkdown(law('farol-circular.md'), 'farol-circular.md');
    expect([circular.act.kind, circular.act.authority, circular.act.name]).toEqual([
      'circular',
      'BDE',
      'Circular 7/2031 del Banco de España',
    ]);
    expect(outline(circular.nodes)).toEqual([
      'art_1 [Norma 1] {Ámbito.}',
      'art_1/par_1 [1.] Se aplica a los faros:',
      'art_1/par_1/pnt_a [A.] Los altos.',
      'art_1/par_1/pnt_b [B.] Los bajos.',
      'art_1/sub_1 A) Reglas de los altos.',
      'art_1/par_2 [2.] Los altos se pintan.',
      'art_2 [Norma segunda] {Deberes.}',
      'art_2/par_1 [Uno.] Pintar.',
      'art_2/par_2 [Dos.] Limpiar.',
      'art_3 [Norma 3] {Plazos.} Cada año.',
    ]);
  });

  it('goes on with the letters of a list behind a list inside one of its points', () => {
    const body = [
      'Son graves:',
      'j) No informar.',
      'Se incluye en esta letra:',
      '1.º Callar:',
      'i) poco;',
      'ii) mucho.',
      'k) Mentir.',
    ].join('\n\n');
    const text = law('farol-ley.md').replace('El farero vive en el puerto.', body);
    const places = importBoeMarkdown(text, 'x.md')
      .nodes.map(({ place }) => place)
      .filter((place) => place.startsWith('art_2ter/'));
    expect(places).toEqual(
      ['pnt_j', 'pnt_j/sub_1', 'pnt_j/sub_2', 'pnt_j/pnt_1', 'pnt_j/pnt_1/pnt_i', 'pnt_j/pnt_1/pnt_ii', 'pnt_k'].map(
        (rest) => `art_2ter/${rest}`,
      ),
    );
  });

  it('keeps a heading that stands twice, and says so', () => {
    const text = law('farol-ley.md').replace('##### Artículo 2 ter. Fareros.', '##### Artículo 1. Fareros.');
    const { nodes, warnings } = importBoeMarkdown(text, 'x.md');
    expect(warnings.join()).toContain('"Artículo 1" stands twice');
    expect(nodes.find(({ heading }) => heading === 'Fareros.')?.place).toBe('art_1x');
  });

  it('never gives an article with an unknown ending the place of the bare number, and says so', () => {
    const text = law('farol-ley.md')
      .replace('##### Artículo 2 ter. Fareros.', '##### Artículo 1 quadragies. Fareros.')
      .concat('\n##### Artículo 40 quaterdecies. Humo.\n\nEl humo será poco.\n\nANEJO II bis\n\nModelos de mecha.\n');
    const { nodes, warnings } = importBoeMarkdown(text, 'x.md');
    expect(outline(nodes).filter((line) => /^(?:art_1x|art_40|anx_2bis)/.test(line))).toEqual([
      'art_1x [Artículo 1 quadragies] {Fareros.} El farero vive en el puerto.',
      'art_40quaterdecies [Artículo 40 quaterdecies] {Humo.} El humo será poco.',
      'anx_2bis [ANEJO II bis] Modelos de mecha.',
    ]);
    expect(warnings).toEqual([
      '"Artículo 1 quadragies" has a number with an ending that is not known; it is kept as art_1x, a place of its own',
    ]);
  });

  it('reads paragraphs and points with every ending', () => {
    const body = ['1. Uno.', '1 vicies. Dos:', 'a) tres;', 'a quindecies) cuatro.'].join('\n\n');
    const text = law('farol-ley.md').replace('El farero vive en el puerto.', body);
    expect(
      importBoeMarkdown(text, 'x.md')
        .nodes.map(({ place }) => place)
        .filter((place) => place.startsWith('art_2ter/')),
    ).toEqual(
      ['par_1', 'par_1vicies', 'par_1vicies/pnt_a', 'par_1vicies/pnt_aquindecies'].map((rest) => `art_2ter/${rest}`),
    );
  });
});
