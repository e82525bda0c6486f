import fc from 'fast-check';
import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Statement } from '../../../src/documents/document.ts';
import { missing, sentence, word } from '../../documents/words.ts';
import { read, texts } from './reading.ts';

const page = (body: string, head = ''): Uint8Array =>
  strToU8(`<!DOCTYPE html><html><head>${head}</head><body>${body}</body></html>`);
const said = async (body: string, head = '') => texts(await read(page(body, head)));
const told = async (body: string, head = '') => (await read(page(body, head))).notes;
const placed = async (body: string) =>
  (await read(page(body))).statements.map(({ section, leadIn, text }: Statement) => [...section, leadIn ?? '', text]);

describe('a web page', () => {
  it('is read under its headings, and titled by the first of them', async () => {
    const body =
      '<h1>Lamp <em>policy</em></h1><h2>1. Duty <a href="#x">¶</a></h2><p>Lamps<br>burn at&nbsp;dusk.</p><div>All of <b>them</b>.<div role=heading aria-level=3>Vaults</div>Shut &amp; l&oacute;cked.</div>';
    expect(await placed(body)).toEqual([
      ['Lamp policy', '1. Duty', '', 'Lamps burn at dusk.'],
      ['Lamp policy', '1. Duty', '', 'All of them.'],
      ['Lamp policy', '1. Duty', 'Vaults', '', 'Shut & lócked.'],
    ]);
    expect((await read(page(body, '<title>Site</title>'))).title).toBe('Lamp policy');
    expect((await read(page('<p>Lamps burn.</p>', '<title> Lamps – Site </title>'))).title).toBe('Lamps – Site');
  });

  it('without headings is read by bold lines and numbers', async () => {
    expect(await placed('<p><b>Lamps</b></p><p>They burn.</p><p>2. Vaults<p>They are shut.')).toEqual([
      ['Lamps', '', 'They burn.'],
      ['2. Vaults', '', 'They are shut.'],
    ]);
  });

  it('is read item by item, with the numbers that a browser prints and what opens the list', async () => {
    const body =
      '<h2>a</h2><p>The warden:</p><ol><li>lights lamps<li><p>shuts:</p><ul><li>vaults<li>doors</ul>and rests</ol><ol type=a start=3><li>c<li value=27>aa</ol><ol style="list-style-type: upper-roman" reversed><li>one<li>two</ol><ul style="list-style:none"><li>(a) free</ul>';
    expect((await placed(body)).map((each) => each.slice(1))).toEqual([
      ['', 'The warden:'],
      ['The warden:', '1. lights lamps'],
      ['The warden:', '2. shuts:'],
      ['The warden: 2. shuts:', 'vaults'],
      ['The warden: 2. shuts:', 'doors'],
      ['The warden:', 'and rests'],
      ['The warden:', 'c. c'],
      ['The warden:', 'aa. aa'],
      ['The warden:', 'II. one'],
      ['The warden:', 'I. two'],
      ['The warden:', '(a) free'],
    ]);
  });

  it('keeps lines that the page ends, where they say something of their own', async () => {
    expect(await said('<h2>a</h2><p>Version: 3.1<br>Owner: Head of Lamps<br/>Date: today</p>')).toEqual([
      'Version: 3.1',
      'Owner: Head of Lamps',
      'Date: today',
    ]);
    expect(await said('<h2>a</h2><p>Lamps burn<br>at dusk<br><br>Vaults are shut<br>• at dawn<br>(b) at noon')).toEqual(
      ['Lamps burn at dusk', 'Vaults are shut', 'at dawn', '(b) at noon'],
    );
    expect(await said('<pre>if dusk:\n  light(lamp)\n\n</pre>')).toEqual(['if dusk:\nlight(lamp)']);
  });

  it('tells terms with what is said of them', async () => {
    expect(
      await said('<dl><dt>Lamp<dd>What <i>burns</i>.<div><dt>Bell<dt>Gong<dd>Rings.<dd>Loud.</div><dt>Owl</dl>'),
    ).toEqual(['Lamp; What burns.', 'Bell, Gong; Rings.', 'Bell, Gong; Loud.', 'Owl']);
  });

  it('of Word has its lists and numbers', async () => {
    const item = (level: number, marker: string, text: string): string =>
      `<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>`;
    const body = `<p class=MsoTitle>Lamps</p><h1>Duty</h1><p class=MsoNormal>The warden:</p>${item(1, '1.', 'lights')}${item(2, '·', 'lamps')}${item(2, 'o', 'bells')}<p class=MsoNormal><span style='display:none;mso-hide:all'>never</span>Rests.</p>`;
    expect(await placed(body)).toEqual([
      ['Lamps', 'Duty', '', 'The warden:'],
      ['Lamps', 'Duty', 'The warden:', '1. lights'],
      ['Lamps', 'Duty', 'The warden: 1. lights', 'lamps'],
      ['Lamps', 'Duty', 'The warden: 1. lights', 'bells'],
      ['Lamps', 'Duty', '', 'Rests.'],
    ]);
    expect((await read(page(body))).title).toBe('Lamps');
  });
});

describe('a table of a web page', () => {
  it('is read by row under its headers, wherever they stand', async () => {
    const rows = '<tr><td>major<td>4 hours<tr><td>minor<td>';
    for (const head of [
      '<thead><tr><td>Kind<td>Deadline</thead>',
      '<tr><th>Kind<th>Deadline',
      '<tr><td><b>Kind</b><td><p><strong>Deadline</strong></p>',
    ])
      expect(await said(`<table>${head}<tbody>${rows}</table>`)).toEqual([
        'Kind: major; Deadline: 4 hours',
        'Kind: minor',
      ]);
    expect(await said('<table><tr><th scope=row>Owner<td>The warden<tr><th>Version<td>3</table>')).toEqual([
      'Owner; The warden',
      'Version; 3',
    ]);
  });

  it('gives a cell that spans rows and columns to each of them, and what spans all once', async () => {
    const body =
      '<table><caption>Deadlines</caption><thead><tr><th rowspan=2>Kind<th colspan=2>Deadline<tr><th>first<th>last</thead><tr><td rowspan=2>major<td>4 h<td>3 d<tr><td colspan=2>8 h<tr><td colspan=3>At night<tr><td>minor<td><td>9 d</table>';
    expect(await said(body)).toEqual([
      'Deadlines',
      'Kind: major; Deadline – first: 4 h; Deadline – last: 3 d',
      'Kind: major; Deadline – first: 8 h; Deadline – last: 8 h',
      'At night',
      'Kind: minor; Deadline – last: 9 d',
    ]);
  });

  it('keeps every word of cells with lines, lists, further tables and no header', async () => {
    const body =
      '<table><tr><th>Who<th><th>What<tr><td>The<br>warden<td><p>one</p><p>two</p><td>Must:<ul><li>light<li>ring.<li>rest</ul><table><tr><td>a<td>b<tr><td>c</table></table>';
    expect(await said(body)).toEqual(['Who: The warden; one two; What: Must: light; ring. rest a b; c']);
  });

  it('that only places the text is no table', async () => {
    expect(await said('<table role=presentation><tr><td>Lamps burn.<td>All of them.</table>')).toEqual([
      'Lamps burn.',
      'All of them.',
    ]);
    expect(await said('<table><tr><td>Lamps burn.<tr><td>All of them.</table>')).toEqual([
      'Lamps burn.',
      'All of them.',
    ]);
    expect(
      await placed(
        '<table><tr><td>Left<td><h2>Lamps</h2><p>Burn.</p><table><tr><th>Kind<th>Who<tr><td>red<td>warden</table></table>',
      ),
    ).toEqual([
      ['', 'Left'],
      ['Lamps', '', 'Burn.'],
      ['Lamps', '', 'Kind: red; Who: warden'],
    ]);
  });

  it('has other headers where they come anew', async () => {
    expect(
      await said('<table><tr><th>Kind<th>Who<tr><td>red<td>ann<tr><th>Hour<th>Bell<tr><td>six<td>gong</table>'),
    ).toEqual(['Kind: red; Who: ann', 'Hour: six; Bell: gong']);
  });
});

describe('what of a page is not read', () => {
  it('is what nobody sees, and it is counted', async () => {
    const body =
      '<p>Seen.</p><p hidden>a</p><p aria-hidden=true>b</p><div style="color:red;Display: NONE !important">c<p>d</p></div><p style="visibility:hidden">e</p><span style="font-size:0px;">f</span><dialog>g</dialog><p class="x ghost">h</p><p id=gone>i</p><template>j</template><p style="opacity:0"></p><p class=ghost style="display:block">Shown.</p><p class=print>Also.</p>';
    const head =
      '<style>@import url(a.css); /* .x{display:none} */ p.ghost, #gone { display: none } @media print { .print { display: none } }</style>';
    expect(await said(body, head)).toEqual(['Seen.', 'Shown.', 'Also.']);
    expect(await told(body, head)).toEqual([{ kind: 'hidden_passages', count: 8 }]);
  });

  it('is what would be run, fetched or filled in, and what is around the text', async () => {
    const body =
      '<header>Bank of Lamps</header><nav><a href=/>Home</a></nav><main><header>In force.</header><p onclick="x()">Lamps burn.</p><script>document.write("x")</script><noscript>y</noscript><img src=a.png alt=lamp><svg><text>z</text></svg><iframe src=b>w</iframe><del>Never.</del><input type=checkbox checked> lit <input name=q value=v><select><option>o</select><footer>Note.</footer></main><div role=navigation>Menu</div><footer>Imprint</footer>';
    expect(await said(body, '<base href="http://127.0.0.1:1/"><link rel=stylesheet href=x.css>')).toEqual([
      'In force.',
      'Lamps burn.',
      '☒ lit',
      'Note.',
    ]);
    expect(await told(body)).toEqual([
      { kind: 'images', count: 2 },
      { kind: 'embedded_objects', count: 1 },
      { kind: 'tracked_changes', count: 1 },
      { kind: 'headers_and_footers' },
      { kind: 'navigation' },
      { kind: 'scripts' },
      { kind: 'form_fields' },
      { kind: 'links_outside' },
    ]);
  });

  it('is not the header with the title', async () => {
    const document = await read(page('<header><h1>Lamps</h1><p>Version: 3</p></header><p>They burn.</p>'));
    expect([document.title, texts(document), document.notes]).toEqual(['Lamps', ['Version: 3', 'They burn.'], []]);
  });
});

describe('the encoding of a page', () => {
  const SAYS = 'El farolero – ñandú, 5 €.';
  const latin = (text: string) =>
    Uint8Array.from(Buffer.from(text.replaceAll('–', '\x96').replaceAll('€', '\x80'), 'latin1'));
  it.each([
    ['none, in UTF-8', strToU8(`<html><p>${SAYS}`)],
    ['UTF-8 that says that it is Latin', strToU8(`<html><meta charset=iso-8859-1><p>${SAYS}`)],
    [
      'Latin that says so',
      latin(`<html><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><p>${SAYS}`),
    ],
    ['Latin that says that it is ISO 8859-1', latin(`<html><meta charset="ISO-8859-1"><p>${SAYS}`)],
    ['Latin that says nothing', latin(`<html><p>${SAYS}`)],
    ['Latin that says that it is UTF-8', latin(`<html><meta charset=utf-8><p>${SAYS}`)],
    ['Latin that says what there is not', latin(`<html><meta charset=x-lamp><p>${SAYS}`)],
    [
      'ISO 8859-15',
      Uint8Array.from(
        Buffer.from(
          '<html><meta charset=iso-8859-15><p>El farolero \xad \xf1and\xfa, 5 \xa4.'.replace('\xad', '-'),
          'latin1',
        ),
      ),
    ],
  ])('is %s', async (_, bytes) => {
    expect(texts(await read(bytes))[0]?.replace('–', '-')).toBe(SAYS.replace('–', '-'));
  });
});

describe('reading web pages', () => {
  const WRAPS = [
    'p',
    'div',
    'section',
    'li',
    'ul',
    'ol',
    'b',
    'i',
    'span',
    'blockquote',
    'td',
    'tr',
    'table',
    'th',
    'h2',
    'h3',
    'dl',
    'dt',
    'dd',
    'pre',
    'center',
    'font',
    'caption',
    'thead',
    'summary',
    'a',
    'label',
    'button',
  ];

  it('loses no word, however its elements are closed and nested', async () => {
    const piece = fc.oneof(
      { weight: 3, arbitrary: sentence },
      { weight: 1, arbitrary: word },
      { weight: 2, arbitrary: fc.constantFrom(...WRAPS).map((name) => `<${name}>`) },
      { weight: 2, arbitrary: fc.constantFrom(...WRAPS).map((name) => `</${name}>`) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '<br>',
          '<hr>',
          '&nbsp;',
          '<td colspan=3>',
          '<td rowspan=0>',
          '<p class=x>',
          '<!-- c -->',
          '<o:p>',
        ),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 60 }), async (pieces) => {
        const bytes = page(`<p>Begin.</p>${pieces.join(' ')}`);
        const { statements } = await read(bytes);
        const words = pieces.filter((each) => !/^[<&]/.test(each)).join(' ');
        expect(missing(words, statements)).toEqual([]);
        expect((await read(bytes)).statements).toEqual(statements);
      }),
      { numRuns: 200 },
    );
  });
});
