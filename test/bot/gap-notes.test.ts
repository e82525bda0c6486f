import { describe, expect, it } from 'vitest';
import { noteWords } from '../../bot/note-words.ts';
import { withoutCommands } from '../../bot/without-commands.ts';

describe('what a gap analysis notes, in Teams', () => {
  it.each([
    [
      'Not in effect yet on 2040-06-15: Rope Policy (2041-01-01).',
      'Aún no en vigor el 2040-06-15: Rope Policy (2041-01-01).',
    ],
    [
      'Decisions that no longer stand, since the texts have changed: Article 1 (rejected, 2040-01-01), Article 2 (not applicable, 2040-01-02).',
      'Decisiones que ya no valen, porque los textos han cambiado: Article 1 (no es una carencia, 2040-01-01), Article 2 (no aplicable, 2040-01-02).',
    ],
    [
      'The law and the policies have changed since this analysis: analyse anew before relying on it.',
      'La ley y las políticas han cambiado desde este análisis: vuelva a analizar antes de basarse en él.',
    ],
    [
      'No analysis that you may see has the obligation x#art_1. Run one first: compliance gaps run --act <act>',
      'Ningún análisis que usted pueda ver tiene la obligación x#art_1. Vuelva a pedir las carencias.',
    ],
  ])('%s', (english, spanish) => {
    expect(noteWords(english, 'es')).toBe(spanish);
    expect(noteWords(english, 'en')).not.toContain('compliance ');
  });

  it('is without commands of the terminal, of policies as well', () => {
    expect(withoutCommands('Import some: compliance policies add <file or folder>')).not.toContain('compliance');
    expect(withoutCommands('See "compliance policies list".')).not.toContain('laws');
    expect(withoutCommands('See "compliance library list".')).toContain('laws');
  });
});
