import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLawFiles } from '../../../src/compose.ts';
import { beginningOf } from '../../../src/core/text.ts';
import { importLaw } from '../../../src/regulations/importers/import-law.ts';
import type { ImportedText } from '../../../src/regulations/provision.ts';
import type { HostileString } from './hostile-string.ts';

/** What an act of the tests says where nothing is planted. */
const HONEST = {
  subject: 'on ledgers and seals',
  chapter: 'CARE OF LEDGERS',
  ledgers: 'Ledgers',
  seals: 'Seals',
  second: 'Each guild shall keep its seals dry for 7 years.',
  third: 'Each guild shall replace a broken seal within 12 days.',
};

type Words = typeof HONEST;

/** The act without anything planted, under the number 2096/1. */
export const CLEAN_ACT = '32096R0001';

/** An act of its own for each string, so that a question reaches this string and no other. */
export function actOfProvision(at: number): string {
  return `32098R${String(100 + at).padStart(4, '0')}`;
}
export function actOfTitle(at: number): string {
  return `32097R${String(100 + at).padStart(4, '0')}`;
}

/** `Regulation (EU) 2098/100` of `32098R0100`. */
export function nameOf(act: string): string {
  return `Regulation (EU) ${act.slice(1, 5)}/${Number(act.slice(6))}`;
}

/**
 * The acts, imported from files as a person would: one clean, one for each string with the string in its provisions, and
 * one with the string in its title, its headings and the name of its file.
 */
export async function plantedActs(strings: readonly HostileString[]): Promise<readonly ImportedText[]> {
  const folder = mkdtempSync(join(tmpdir(), 'compliance-planted-'));
  try {
    const texts: ImportedText[] = [];
    const add = async (act: string, words: Partial<Words>, file: string): Promise<void> => {
      const path = join(folder, file);
      writeFileSync(path, page(act, { ...HONEST, ...words }));
      for (const result of await importLaw(await readLawFiles(path), path)) {
        if ('failure' in result) throw result.failure;
        texts.push(result.imported);
      }
    };
    await add(CLEAN_ACT, {}, 'clean.xhtml');
    for (const [at, { text, rest }] of strings.entries()) {
      const half = rest ?? HONEST.third;
      await add(actOfProvision(at), { second: text, third: half }, `provision-${at}.xhtml`);
      const titles = { subject: text, chapter: rest ?? text, ledgers: rest ?? text, seals: rest ?? text };
      await add(actOfTitle(at), titles, fileNameOf(text));
    }
    return texts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As much of a text as the name of a file can be. */
export function fileNameOf(text: string): string {
  const allowed = text.replace(/[/\0]/g, '_');
  return `${Buffer.from(beginningOf(allowed, 120)).subarray(0, 200).toString('utf8').replaceAll('\ufffd', '')}.xhtml`;
}

function page(act: string, words: Words): string {
  const told = (text: string) => `<p class="oj-normal">${escaped(text)}</p>`;
  const article = (number: number, heading: string, paragraphs: readonly string[]) =>
    `<div class="eli-subdivision" id="art_${number}"><p class="oj-ti-art">Article ${number}</p>
<div class="eli-title" id="art_${number}.tit_1"><p class="oj-sti-art">${escaped(heading)}</p></div>
${paragraphs.map((text, at) => `<div id="00${number}.00${at + 1}">${told(`${at + 1}.\u00a0\u00a0\u00a0${text}`)}</div>`).join('\n')}</div>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>L_${act.slice(1, 5)}00${act.slice(6)}EN</title></head><body>
<table><tbody><tr><td><p class="oj-hd-date">4.3.2035</p></td><td><p class="oj-hd-lg">EN</p></td></tr></tbody></table>
<div class="eli-container" id="document1">
<div class="eli-main-title"><p class="oj-doc-ti">${nameOf(act).toUpperCase()} OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL</p><p class="oj-doc-ti">of 3 March 2035</p><p class="oj-doc-ti">${escaped(words.subject)}</p></div>
<div class="eli-subdivision" id="enc_1">
<div id="cpt_I"><p class="oj-ti-section-1"><span class="oj-italic">CHAPTER I</span></p><div class="eli-title"><p class="oj-ti-section-2"><span class="oj-bold">${escaped(words.chapter)}</span></p></div>
${article(1, words.ledgers, ['Each guild shall report its ledgers to the warden within 4 days.', 'The warden may exempt small guilds from paragraph 1.'])}
${article(2, words.seals, [words.second])}
${article(3, 'Replacement', [words.third])}
</div></div></div>
</body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
