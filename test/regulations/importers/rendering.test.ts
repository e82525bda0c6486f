import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFormex } from '../../../src/regulations/importers/formex.ts';
import { importOjXhtml } from '../../../src/regulations/importers/oj-xhtml.ts';
import { faultOf } from '../../../src/regulations/provision-tree.ts';

/** What an article is made of, before it is set in one markup or the other. */
interface Point {
  readonly words: string;
  readonly points: readonly Point[];
  readonly more: readonly string[];
}

interface Paragraph {
  readonly words: string;
  readonly points: readonly Point[];
  readonly more: readonly string[];
}

interface Article {
  readonly heading: string;
  readonly paragraphs: readonly Paragraph[];
}

const LETTERS = (at: number): string => `(${String.fromCharCode(97 + at)})`;
const ROMAN = (at: number): string => `(${['i', 'ii', 'iii', 'iv', 'v', 'vi'][at]})`;
const marker = (depth: number, at: number): string => (depth % 2 === 0 ? LETTERS(at) : ROMAN(at));

const words = fc
  .array(
    fc.constantFrom('lantern', 'oil & wax', 'the <pier>', 'a “wick”', 'Article 4(2)', 'tides', 'fog', '5 %', 'ñandú'),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `Keep ${parts.join(' ')};`);

const points = (depth: number): fc.Arbitrary<readonly Point[]> =>
  depth === 0
    ? fc.constant([])
    : fc.array(fc.record({ words, points: points(depth - 1), more: fc.array(words, { maxLength: 1 }) }), {
        maxLength: 4,
      });

const article: fc.Arbitrary<Article> = fc.record({
  heading: words,
  paragraphs: fc.array(fc.record({ words, points: points(3), more: fc.array(words, { maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
});

const markup = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function formexPoints(list: readonly Point[], depth: number): string {
  if (list.length === 0) return '';
  const items = list.map((point, at) => {
    const inner = formexPoints(point.points, depth + 1);
    const more = point.more.map((text) => `<P>${markup(text)}</P>`).join('');
    return `<ITEM><NP><NO.P>${marker(depth, at)}</NO.P><TXT>${markup(point.words)}</TXT>${inner === '' ? '' : `<P>${inner}</P>`}${more}</NP></ITEM>`;
  });
  return `<LIST TYPE="alpha">${items.join('')}</LIST>`;
}

function formex(articles: readonly Article[]): string {
  const bodies = articles.map(({ heading, paragraphs }, at) => {
    const inner = paragraphs.map((paragraph, number) => {
      const more = paragraph.more.map((text) => `<ALINEA>${markup(text)}</ALINEA>`).join('\n');
      return `<PARAG><NO.PARAG>${number + 1}.</NO.PARAG><ALINEA><P>${markup(paragraph.words)}</P>${formexPoints(paragraph.points, 0)}</ALINEA>${more}</PARAG>`;
    });
    return `<ARTICLE IDENTIFIER="00${at + 1}"><TI.ART>Article ${at + 1}</TI.ART><STI.ART>${markup(heading)}</STI.ART>${inner.join('\n')}</ARTICLE>`;
  });
  return `<ACT><BIB.INSTANCE><LG.DOC>EN</LG.DOC></BIB.INSTANCE><TITLE><TI><P>REGULATION (EU) 2031/77</P></TI></TITLE><ENACTING.TERMS>${bodies.join('\n')}</ENACTING.TERMS></ACT>`;
}

function xhtmlPoints(list: readonly Point[], depth: number): string {
  return list
    .map((point, at) => {
      const more = point.more.map((text) => `<p class="oj-normal">${markup(text)}</p>`).join('');
      const content = `<p class="oj-normal">${markup(point.words)}</p>\n${xhtmlPoints(point.points, depth + 1)}${more}`;
      return `<table><tbody><tr><td><p class="oj-normal">${marker(depth, at)}</p></td><td>${content}</td></tr></tbody></table>\n`;
    })
    .join('');
}

function xhtml(articles: readonly Article[]): string {
  const bodies = articles.map(({ heading, paragraphs }, at) => {
    const inner = paragraphs.map((paragraph, number) => {
      const id = `${String(at + 1).padStart(3, '0')}.${String(number + 1).padStart(3, '0')}`;
      const more = paragraph.more.map((text) => `<p class="oj-normal">${markup(text)}</p>`).join('\n');
      return `<div id="${id}"><p class="oj-normal">${number + 1}.\u00a0\u00a0\u00a0${markup(paragraph.words)}</p>\n${xhtmlPoints(paragraph.points, 0)}${more}</div>`;
    });
    const title = `<p class="oj-ti-art">Article ${at + 1}</p><div class="eli-title"><p class="oj-sti-art">${markup(heading)}</p></div>`;
    return `<div class="eli-subdivision" id="art_${at + 1}">${title}${inner.join('\n')}</div>`;
  });
  const style = `<style>${'p { margin: 0 } '.repeat(30)}</style>`;
  return `<html><head>${style}</head><body><p class="oj-doc-ti">REGULATION (EU) 2031/77</p>${bodies.join('\n')}</body></html>`;
}

describe('one act in two markups', () => {
  it('gives the same nodes, whatever its structure', () => {
    fc.assert(
      fc.property(fc.array(article, { minLength: 1, maxLength: 4 }), (articles) => {
        const official = importFormex([{ name: 'act.xml', text: formex(articles) }], 'act.xml').nodes;
        expect(importOjXhtml(xhtml(articles), 'act.html').nodes).toEqual(official);
        expect(faultOf(official)).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  it('keeps all words in their order', () => {
    const spoken = (list: readonly Point[]): string[] =>
      list.flatMap((point) => [point.words, ...spoken(point.points), ...point.more]);
    fc.assert(
      fc.property(article, (one) => {
        const { nodes } = importFormex([{ name: 'act.xml', text: formex([one]) }], 'act.xml');
        const expected = one.paragraphs.flatMap((paragraph) => [
          paragraph.words,
          ...spoken(paragraph.points),
          ...paragraph.more,
        ]);
        expect(nodes.map(({ text }) => text).filter((text) => text !== '')).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });
});
