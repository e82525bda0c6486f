/** The forms of law that can be read; every page that is no consolidated text is read as one of the Official Journal. */
export type Form = 'formex' | 'oj-xhtml' | 'consolidated-xhtml' | 'eu-json' | 'boe-markdown';

/**
 * The form of a file, told by its beginning: generously, so that its importer can say what is wrong with it. Every
 * pattern is one that reads a text once, whatever it holds.
 *
 * @returns `undefined` where no importer would know what to say
 */
export function formOf(text: string): Form | undefined {
  const start = text.slice(0, 4_000).trimStart();
  if (/^---\r?\n/.test(start)) return 'boe-markdown';
  if (/^[{[]/.test(start)) return 'eu-json';
  if (/<html[\s>]/i.test(start)) return isConsolidated(text) ? 'consolidated-xhtml' : 'oj-xhtml';
  return /<(?:ACT|ANNEX|DOC|PUBLICATION|COMBINED\.FMX|CONS\.ACT)[\s>]/.test(start) ? 'formex' : undefined;
}

/** EUR-Lex gives the titles of a consolidated text classes of their own. */
function isConsolidated(html: string): boolean {
  return /class="(?:title-article-norm|title-doc-first|stitle-article-norm)"/.test(html);
}
