import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCardAction } from '../../../bot/cards/card-actions.ts';
import { HITS_A_PAGE, hitsCard } from '../../../bot/cards/hits-card.ts';
import { LAWS_A_PAGE, lawsCard } from '../../../bot/cards/laws-card.ts';
import { provisionCard } from '../../../bot/cards/provision-card.ts';
import { refusalCard } from '../../../bot/cards/refusal-card.ts';
import { MOST_BYTES, MOST_TEXT, type ShownCard } from '../../../bot/cards/shown-card.ts';
import { signInCard } from '../../../bot/cards/sign-in-card.ts';
import { AppError } from '../../../src/core/errors.ts';
import { LANGUAGES, type Language } from '../../../src/regulations/act.ts';
import type { ToolDesk } from '../../tools/invented-law.ts';
import { buttonsOf, bytesOf, elementsOf, executesOf, linesShown } from './card-parts.ts';
import { checkCard } from './check-card.ts';
import { sampleCards } from './sample-cards.ts';
import { CALLER, cardDesk, HOSTILE } from './sample-law.ts';

let desk: ToolDesk;
let cards: Readonly<Record<Language, Readonly<Record<string, ShownCard>>>>;

beforeAll(async () => {
  desk = await cardDesk();
  cards = { en: await sampleCards(desk, 'en'), es: await sampleCards(desk, 'es') };
});
afterAll(() => desk.close());

const all = () =>
  LANGUAGES.flatMap((language) =>
    Object.entries(cards[language]).map(([name, card]) => ({ name: `${name} ${language}`, ...card })),
  );
const provision = async (input: object) => (await desk.tools.get_provision.call(input, CALLER)).output;

describe('every card, in both languages', () => {
  it('is an Adaptive Card of version 1.5', () => {
    expect(all().flatMap(({ name, card }) => checkCard(card).map((problem) => `${name}: ${problem}`))).toEqual([]);
  });

  it('has room in a message', () => {
    for (const { name, card, text } of all()) {
      expect(bytesOf(card), name).toBeLessThanOrEqual(MOST_BYTES);
      expect(text.length, name).toBeLessThanOrEqual(MOST_TEXT);
    }
  });

  it('has at most six buttons, with titles that are shown whole', () => {
    for (const { name, card } of all()) {
      expect(buttonsOf(card).length, name).toBeLessThanOrEqual(6);
      for (const { title } of buttonsOf(card))
        expect((title as string).length, `${name}: ${title}`).toBeLessThanOrEqual(20);
    }
  });

  it('sends back what is read again', () => {
    for (const { name, card } of all()) {
      for (const { verb, data } of executesOf(card)) {
        // What is filled in on the card comes with it.
        const filled =
          verb === 'follow'
            ? { language: 'en' }
            : verb === 'ask_document'
              ? { question: 'Who?' }
              : verb === 'decide_gap'
                ? { reason: 'We say it elsewhere.' }
                : verb === 'draft_finding'
                  ? { owner: 'Harbour master', plan: 'Tar them sooner.' }
                  : {};
        expect(readCardAction({ action: { verb, data: { ...(data as object), ...filled } } }).verb, name).toBe(verb);
      }
    }
  });

  it('sends what is filled in with the one button that wants it', () => {
    for (const { name, card } of all())
      for (const { verb, associatedInputs } of executesOf(card))
        expect(associatedInputs === 'none', `${name}: ${verb}`).toBe(
          !['follow', 'ask_document', 'decide_gap', 'draft_finding', 'refuse'].includes(String(verb)),
        );
  });

  it('tells the same facts as text', () => {
    for (const { name, card, text } of all()) {
      // Long ones are cut, what is marked is marked otherwise.
      if (text.includes('[…]') || name.startsWith('comparison')) continue;
      for (const line of linesShown(card)) expect(text, name).toContain(line.trim());
    }
  });

  it('has a text for clients without cards, in which nothing acts', () => {
    for (const { name, card } of all()) {
      expect(card.fallbackText, name).not.toMatch(/\]\(|\{\{|\$\{|<at>/);
      expect(card.speak, name).not.toMatch(/[<>&]/);
    }
  });

  it('puts stored text into runs alone: only our own headings are Markdown', () => {
    for (const { name, card } of all())
      for (const { text } of elementsOf(card).filter(({ type }) => type === 'TextBlock'))
        expect(text, name).toMatch(/^[\p{L} ]+$/u);
  });

  it('is in its language', () => {
    for (const name of Object.keys(cards.en)) expect(cards.en[name]!.text, name).not.toBe(cards.es[name]!.text);
    expect(cards.es['provision-paragraph']!.text).toContain('Estado: consolidado a 2034-01-01');
    expect(cards.es['hits']!.text).toContain('palabras: within, days');
  });
});

describe('the card of a provision', () => {
  it('shows the version, its standing and the day, whatever else', () => {
    const { text } = cards.en['provision-long']!;
    expect(text).toContain('Version: official text of 2032-01-01');
    expect(text).toContain('Standing: consolidated to 2032-01-01');
    expect(text).toContain('Read for: 2033-05-01');
  });

  it('says before all else that a digest is one', () => {
    const { card, text } = cards.en['provision-digest']!;
    expect(linesShown(card)[0]).toBe(
      'This is our digest, not the official text. Check the official text before you rely on it.',
    );
    expect(text).toContain('digest of the act of 2099-01-01, not the official text');
  });

  it('shows strange signs as they are stored', () => {
    expect(linesShown(cards.en['provision-strange']!.card)).toContain(`1. ${HOSTILE}`);
  });

  it('cuts a long text at a line, and tells how much is missing', async () => {
    const output = await provision({ provision: 'Article 3 Rope Act' });
    const [whole] = output.provisions;
    const { card } = provisionCard(output, { language: 'en' });
    const lines = linesShown(card);
    const said = lines.find((line) => line.startsWith('… '))!;
    const left = Number(said.replaceAll(/\D/g, ''));
    const law = lines.filter((line) => /^\d+\. Rope/.test(line));
    expect(law.join('\n').length + left).toBe(whole!.text.length + (whole!.left ?? 0));
    expect(`${whole!.text}\n`.startsWith(`${law.join('\n')}\n`)).toBe(true);
    expect(buttonsOf(card)).toContainEqual({ type: 'Action.OpenUrl', title: 'Official text', url: whole!.url });
  });

  it('shows a long text by its beginning; the rest is a press away', () => {
    const { card } = cards.en['provision-long']!;
    const hidden = elementsOf(card).find(({ id }) => id === 'rest')!;
    expect(hidden['isVisible']).toBe(false);
    expect(buttonsOf(card)[0]).toEqual({ type: 'Action.ToggleVisibility', title: 'Read on', targetElements: ['rest'] });
  });

  it('leads to its other versions, to what it uses, and to the article around it', () => {
    const datas = executesOf(cards.en['provision-paragraph']!.card).map(({ data }) => data);
    expect(datas).toEqual(
      expect.arrayContaining([
        { verb: 'show', id: '32031R0004#art_1/par_1', asOf: '2032-01-01' },
        { verb: 'show', id: '32031R0004#art_2' },
        { verb: 'compare', act: '32031R0004', place: 'art_1/par_1' },
        { verb: 'show', id: '32031R0004#art_1' },
      ]),
    );
  });

  it('does not offer to compare what has one version', async () => {
    const { output } = await desk.tools.list_regulations.call({ name: '2099/1' }, CALLER);
    const { card } = provisionCard(await provision({ provision: 'Article 2 Regulation (EU) 2099/1' }), {
      language: 'en',
      versions: output.versions,
    });
    expect(executesOf(card).map(({ verb }) => verb)).not.toContain('compare');
  });

  it('opens no address but one of the encrypted web', async () => {
    const output = await provision({ provision: 'Article 1 Rope Act' });
    for (const url of [
      'http://publisher.example/',
      'javascript:alert(1)',
      'https://user:word@publisher.example/',
      'nowhere',
    ]) {
      const { card } = provisionCard(
        { ...output, provisions: [{ ...output.provisions[0]!, url }] },
        { language: 'en' },
      );
      expect(buttonsOf(card).map(({ type }) => type)).not.toContain('Action.OpenUrl');
    }
  });
});

describe('the card of a search', () => {
  it('pages by five, with what was asked', async () => {
    const { output } = await desk.tools.search_regulations.call(
      { query: 'rope', limit: HITS_A_PAGE, skip: 5, acts: ['Rope Act'] },
      CALLER,
    );
    const { card, text } = hitsCard(output, {
      language: 'en',
      query: 'rope',
      acts: ['Rope Act'],
      textsIn: 'en',
      skip: 5,
    });
    const page = { verb: 'page', query: 'rope', acts: ['Rope Act'], language: 'en' };
    expect(buttonsOf(card).map(({ data }) => data)).toEqual([
      { ...page, skip: 0 },
      { ...page, skip: 10 },
    ]);
    expect(text).toContain('Results 6–10');
  });

  it('that found nothing names what was searched', () => {
    const { text } = cards.en['hits-none']!;
    expect(text).toContain('Searched for: zeppelins');
    expect(text).toContain('all acts held · 3 acts searched');
  });

  it('cannot be paged on with a query that would fill the card', async () => {
    const query = 'rope '.repeat(1_000);
    const { output } = await desk.tools.search_regulations.call({ query, limit: 5 }, CALLER);
    const { card, text } = hitsCard(output, { language: 'en', query, skip: 0 });
    expect(buttonsOf(card)).toEqual([]);
    expect(text).toContain('too long to page on');
  });
});

describe('other cards', () => {
  it('of a comparison mark what went and what came, for eyes and in text', () => {
    const { card, text } = cards.en['comparison-versions']!;
    expect(text).toContain('A rope [-may-] [+shall+] be tarred within [-5-] [+3+] days');
    expect(text).toContain('duty changed, time limit changed');
    expect(text).toContain('Earlier: official text of 2032-01-01\nLater: official text of 2034-01-01');
    const runs = elementsOf(card).filter(({ type }) => type === 'TextRun');
    expect(runs).toContainEqual(expect.objectContaining({ text: 'may', strikethrough: true, color: 'Attention' }));
    expect(runs).toContainEqual(expect.objectContaining({ text: 'shall', underline: true, color: 'Good' }));
  });

  it('of the laws held are paged', async () => {
    const { output } = await desk.tools.list_regulations.call({}, CALLER);
    const [row] = output.versions;
    const versions = Array.from({ length: 20 }, () => row!);
    const { card, text } = lawsCard({ versions, total: 40 }, { language: 'en', skip: LAWS_A_PAGE });
    expect(text).toContain('Versions 9–16 / 40');
    expect(buttonsOf(card).map(({ data }) => data)).toEqual([
      { verb: 'laws', skip: 0 },
      { verb: 'laws', skip: 16 },
    ]);
  });

  it('of what lies at the desk’s own end tell no more than that', () => {
    const { text } = refusalCard(new AppError('misconfigured', 'ENTRA_CERTIFICATE is missing'), { language: 'en' });
    expect(text).not.toContain('ENTRA');
  });

  it('of signing in open pages of the encrypted web alone', () => {
    expect(() => signInCard({ kind: 'here', address: 'http://desk.example/' }, { language: 'en' })).toThrow(AppError);
    const [signIn] = buttonsOf(cards.en['sign-in']!.card);
    expect(signIn!['data']).toEqual({ msteams: { type: 'signin', value: 'https://desk.bank.example/sign-in' } });
  });

  it('of help tell each role what it may do', () => {
    expect(cards.en['help-viewer']!.text).toContain('What your role does not allow:\n• What was used');
    expect(cards.en['help-manager']!.text).not.toContain('What your role does not allow');
    expect(cards.en['help-manager']!.text).toContain('in our own chat, not here');
    expect(cards.en['help-nobody']!.text).toContain('Ask whoever runs it for the role Compliance-Viewer');
    expect(executesOf(cards.en['help-nobody']!.card).map(({ verb }) => verb)).toEqual(['sign_out']);
  });

  it('of alerts that may have been seen say so', () => {
    expect(cards.en['alert']!.text).toContain('You may have seen this already');
    expect(cards.en['alert-test']!.text).not.toContain('You may have seen this already');
  });

  it('of a subscription have filled in what is followed', () => {
    const inputs = elementsOf(cards.es['subscription']!.card).filter(({ type }) => String(type).startsWith('Input.'));
    expect(inputs.map(({ id, value }) => [id, value])).toEqual([
      ['authorities', 'eba,bde'],
      ['topics', 'ict_risk'],
      ['acts', '32022R2554'],
      ['language', 'es'],
    ]);
  });
});
