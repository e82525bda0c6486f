import { describe, expect, it } from 'vitest';
import { withoutCommands, writable } from '../../bot/without-commands.ts';

describe('what is said in Teams', () => {
  it.each([
    [
      'Act (32031R0077) is not in the library. Add it: compliance library add <file> --act 32031R0077 (official text: https://law.example/1).',
      'Act (32031R0077) is not in the library. Add it: that is for whoever runs the desk (official text: https://law.example/1).',
    ],
    [
      'adding it replaces the digest: compliance library add <file> --act 32031R0077',
      'adding it replaces the digest: that is for whoever runs the desk',
    ],
    ['"compliance library list" shows what it holds.', '“laws” shows what it holds.'],
    ['«compliance library list» muestra las disponibles.', '«normas» muestra las disponibles.'],
    [
      'Remove it and add it again; "compliance library check" looks for more.',
      'Remove it and add it again; that is for whoever runs the desk looks for more.',
    ],
    ['The compliance department reads it.', 'The compliance department reads it.'],
  ])('%s', (said, shown) => {
    expect(withoutCommands(said)).toBe(shown);
  });

  it('offers nothing that only the terminal understands', () => {
    expect(writable(['compliance library add <file>', '--as-of 2031-01-01', 'Article 3 of it'])).toEqual([
      'Article 3 of it',
    ]);
  });
});
