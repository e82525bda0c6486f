import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asMarkdown, asMarkdownLine, link } from '../../src/core/markdown.ts';

/** What a reader of Markdown shows: escapes are the signs that they stand for. */
const shown = (markdown: string) => markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1');

describe('stored text as Markdown', () => {
  it.each([
    ['an image', '![x](https://evil.example/?q=secret)', /(?<!\\)[[\]]/],
    ['a link', '[click](javascript:alert(1))', /(?<!\\)[[\]]/],
    ['HTML', '<img src=x onerror=alert(1)> <!-- hidden -->', /(?<!\\)</],
    ['an entity', '&lt;script&gt; &#60;', /(?<!\\)&/],
    ['code', '`rm -rf` ```sh', /(?<!\\)`/],
    ['emphasis', '**never** _ever_', /(?<!\\)[*_]/],
    ['a strike', '~~shall~~', /(?<!\\)~/],
    ['a table', '| a | b |', /(?<!\\)\|/],
    ['an address that becomes a link', 'see https://evil.example and www.evil.example', /https:\/\/|www\.evil/],
    ['an address in brackets', '<https://evil.example>', /(?<!\\)</],
    ['an address of mail', 'ask ana@evil.example or xmpp:ana@evil.example', /(?<!\\)@/],
    ['a heading', '# Article 20', /^#/],
    ['a heading behind a carriage return', 'Article 20\r# Article 21', /^#|\r/m],
    ['control signs', 'shall\u0085\f\v\u0000 not', /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/],
    ['a heading by its underline', 'Article 20\n===', /^=/m],
    ['a rule', '---', /^-/],
    ['a quotation', '> shall', /^>/],
    ['a list', '- one\n+ two\n* three', /^[-+*]/m],
    ['code by its indent', '    shall not', /^ {4}/],
    ['a definition of a link', '[x]: https://evil.example', /^\[x\]:/],
  ])('shows %s as the signs that it is', (_what, text, never) => {
    const markdown = asMarkdown(text);
    expect(markdown).not.toMatch(never);
    const signs = (each: string) => each.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, '');
    expect(signs(shown(markdown))).toBe(signs(text));
  });

  it('keeps the numbers of paragraphs: a list would count anew', () => {
    expect(asMarkdown('1. First.\n3. Third.\n4) Fourth.')).toBe('1\\. First.\n\n3\\. Third.\n\n4\\) Fourth.');
  });

  it('has no signs that nobody sees', () => {
    expect(asMarkdown('sh\u200ball \u202enot\u{e0041}')).toBe('shall not');
  });

  it('on one line stays on one line', () => {
    expect(asMarkdownLine('Care of\n# lanterns')).toBe('Care of # lanterns');
    expect(asMarkdownLine('2. Duties')).toBe('2\\. Duties');
  });

  it('as the words of a link cannot end it', () => {
    expect(link('a](https://evil.example)', 'https://good.example/x')).toBe(
      '[a\\](https\\://evil.example)](<https://good.example/x>)',
    );
    expect(link('a', 'https://good.example/> [x](y)')).not.toContain('/> ');
  });

  it('loses no sign of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aB1.)(#-+=*_`[]<>|~&\\!:/ \n"\'') }), (text) => {
        const markdown = asMarkdown(text);
        expect(shown(markdown).replace(/\s+/g, '')).toBe(text.replace(/\s+/g, ''));
        for (const line of markdown.split('\n')) expect(line).not.toMatch(/^(?:[#>+=-]|\d+[.)]|\s)/);
        expect(markdown.replace(/\\[\s\S]/g, '')).not.toMatch(/[`*_[\]<>|~&]/);
      }),
    );
  });
});
