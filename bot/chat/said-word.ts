import { foldText } from '../../src/core/text.ts';

/** What somebody wrote as a command is looked up: folded, without the signs that people put around a word. */
export function saidWord(text: string): string {
  return foldText(text)
    .replace(/^[/!]/, '')
    .replace(/[.!?¡¿]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
