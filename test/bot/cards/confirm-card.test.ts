import { describe, expect, it } from 'vitest';
import { confirmCard, type WriteState } from '../../../bot/cards/confirm-card.ts';
import { buttonsOf, bytesOf, linesShown } from './card-parts.ts';
import { checkCard } from './check-card.ts';
import { sampleWrite } from './sample-cards.ts';

const AT = '2040-06-15T09:12:31.000Z';
const WAITING: WriteState = { kind: 'waiting' };
const show = (
  state: WriteState,
  viewer: 'drafter' | 'others' = 'drafter',
  refreshFor: readonly string[] = ['29:ana'],
) => confirmCard(sampleWrite(state), { language: 'en', viewer, refreshFor });
const verbsOf = ({ card }: ReturnType<typeof show>) => buttonsOf(card).map(({ verb }) => verb);

describe('a write that waits', () => {
  it('can be confirmed by its drafter, who sees all of it', () => {
    const shown = show(WAITING);
    expect(verbsOf(shown)).toEqual(['confirm', 'decline']);
    expect(linesShown(shown.card)).toEqual(expect.arrayContaining([...sampleWrite(WAITING).summary.lines]));
    expect(shown.text).toContain('You alone can confirm it, once, until 2040-06-15, 09:27 UTC.');
  });

  it('tells others for whom it waits, and gives them no button', () => {
    const shown = show(WAITING, 'others');
    expect(verbsOf(shown)).toEqual([]);
    expect(shown.text).toContain('Waits for Ana Ruiz · until 2040-06-15, 09:27 UTC');
  });

  it('is refreshed for the drafter, whoever looks first', () => {
    for (const viewer of ['drafter', 'others'] as const)
      expect(show(WAITING, viewer).card.refresh).toEqual({
        action: {
          type: 'Action.Execute',
          verb: 'refresh_write',
          data: { verb: 'refresh_write', write: 'w-17' },
          associatedInputs: 'none',
        },
        userIds: ['29:ana'],
      });
  });

  it('is refreshed for as many people as Teams takes', () => {
    const people = Array.from({ length: 100 }, (_, at) => `29:${at}`);
    expect(show(WAITING, 'others', people).card.refresh?.userIds).toEqual(people.slice(0, 60));
  });

  it('carries nothing but its id', () => {
    expect(JSON.stringify(buttonsOf(show(WAITING).card).map(({ data }) => data))).toBe(
      '[{"verb":"confirm","write":"w-17"},{"verb":"decline","write":"w-17"}]',
    );
  });

  it('is shown whole at its longest', () => {
    const summary = { title: 'T'.repeat(200), lines: Array.from({ length: 20 }, () => 'é'.repeat(500)) };
    const shown = confirmCard(
      { ...sampleWrite(WAITING), summary },
      { language: 'es', viewer: 'drafter', refreshFor: ['29:ana'] },
    );
    expect(verbsOf(shown)).toContain('confirm');
    expect(linesShown(shown.card)).toEqual(expect.arrayContaining([...summary.lines]));
  });

  it('cannot be confirmed where it cannot be shown whole', () => {
    const summary = { title: 'File it', lines: Array.from({ length: 20 }, () => '{{'.repeat(250)) };
    const shown = confirmCard(
      { ...sampleWrite(WAITING), summary },
      { language: 'en', viewer: 'drafter', refreshFor: ['29:ana'] },
    );
    expect(verbsOf(shown)).toEqual(['decline']);
    expect(shown.text).toContain('cannot be confirmed here');
    expect(bytesOf(shown.card)).toBeLessThanOrEqual(27_000);
    expect(checkCard(shown.card)).toEqual([]);
  });
});

describe('a write that has ended', () => {
  it.each([
    [
      { kind: 'done', by: 'Ana Ruiz', at: AT, lines: ['It has number 7.'] },
      'Done by Ana Ruiz · 2040-06-15, 09:12 UTC\nIt has number 7.',
    ],
    [{ kind: 'declined', by: 'Ana Ruiz', at: AT }, 'Declined by Ana Ruiz · 2040-06-15, 09:12 UTC'],
    [{ kind: 'expired' }, 'It could be confirmed until 2040-06-15, 09:27 UTC. Ask for it again.'],
    [
      { kind: 'failed', at: AT, why: 'The register is closed.' },
      'It was tried on 2040-06-15, 09:12 UTC\nThe register is closed.',
    ],
    [{ kind: 'in_doubt', at: AT }, 'Look whether it was written before you ask for it again.'],
  ] as const satisfies readonly (readonly [WriteState, string])[])(
    '%j says so, and cannot be confirmed again',
    (state, said) => {
      for (const viewer of ['drafter', 'others'] as const) {
        const shown = show(state, viewer);
        expect(shown.text).toContain(said);
        expect(shown.text).toContain('File finding F-2040-17');
        expect(buttonsOf(shown.card)).toEqual([]);
        expect(shown.card.refresh).toBeUndefined();
      }
    },
  );
});
