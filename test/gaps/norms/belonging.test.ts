import { describe, expect, it } from 'vitest';
import type { Norm, Words } from '../../../src/gaps/norms/norm.ts';
import { normsIn } from '../../../src/gaps/norms/norms-in.ts';

function only(text: string): Norm {
  const norms = normsIn(text, 'en');
  expect(norms).toHaveLength(1);
  return norms[0] as Norm;
}

const texts = (list: readonly Words[]): readonly string[] => list.map(({ text }) => text);

describe('what belongs to somebody or something else', () => {
  it('ends an inserted exception with its comma, and keeps several', () => {
    const norm = only(
      'Guilds, other than those in Article 16(1), first subparagraph, and other than small enterprises, shall test the vault.',
    );
    expect(texts(norm.exceptions)).toEqual(['other than those in Article 16(1)', 'other than small enterprises']);
    const plans = only('Plans must be kept and, other than in small enterprises, reviewed by auditors.');
    expect(texts(plans.exceptions)).toEqual(['other than in small enterprises']);
  });

  it('ends a trigger within a clause at the verb', () => {
    const norm = only('Guilds shall have a crier, who, in the event of a fire, shall, inter alia, ring the bell.');
    expect(texts(norm.triggers)).toEqual(['in the event of a fire']);
  });

  it('takes no time from what the duty is for or from who passes it on', () => {
    expect(only('For the purpose of promptly mending vaults, guilds shall keep tools.').deadlines).toEqual([]);
    const passed = only('Guilds shall report losses to the warden, who shall immediately tell the crown.');
    expect(passed.deadlines).toEqual([]);
    expect(only('Guilds shall keep logs, which shall be kept for five years.').deadlines).toMatchObject([
      { iso: 'P5Y' },
    ]);
  });

  it('takes possessives for nouns', () => {
    const [norm] = normsIn('Clients’ funds are placed with a bank by the end of the business day.', 'en', {
      present: true,
    });
    expect(norm?.modal.text).toBe('are placed');
  });

  it('does not read a condition into "as well as appropriate"', () => {
    expect(only('Auditors shall have knowledge, as well as appropriate independence.').conditions).toEqual([]);
  });
});
