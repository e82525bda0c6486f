import { describe, expect, it } from 'vitest';
import { commandOf } from '../../bot/commands/commands.ts';
import { toForget } from '../../bot/files/forget-documents.ts';
import { isOpenCommand } from '../../bot/sign-in/sign-in-words.ts';
import { ENGLISH, SPANISH } from '../../manifests/teams/wording.ts';

describe('the commands that Teams offers', () => {
  it.each([...Object.entries(ENGLISH.commands), ...Object.entries(SPANISH.commands)])(
    'are heard by the door: %s',
    (_name, { title }) => {
      const heard = commandOf(title) !== undefined || toForget(title) !== undefined || isOpenCommand(title);
      expect(heard, title).toBe(true);
    },
  );
});
