import { describe, expect, it } from 'vitest';
import { notesOf } from '../../../bot/extension/notes-of-hit.ts';

describe('what a result of a search has to tell', () => {
  it('is nothing about another act', () => {
    const names: Readonly<Record<string, string>> = { a: 'Lamps', b: 'Lanterns' };
    const view = {
      version: (act: string) => ({ act }),
      shortName: ({ act }: { act: string }) => names[act] ?? act,
    } as unknown as Parameters<typeof notesOf>[3];
    const notes = [
      'No provision searched holds any of the words.',
      'Lamps: digest, not the official text.',
      'Lanterns: digest, not the official text.',
      'Lanterns is a directive: what binds a bank is the national law that transposes it.',
      'Not yet applicable on 2040-01-01: Lanterns (Article 1) applies from 2041-01-01.',
    ];
    const hits = [{ act: 'a' }, { act: 'b' }];
    expect(notesOf({ act: 'a' }, hits, notes, view)).toEqual(notes.slice(0, 2));
    expect(notesOf({ act: 'b' }, hits, notes, view)).toEqual([notes[0], ...notes.slice(2)]);
  });
});
