import { describe, expect, it } from 'vitest';
import { appliesTo } from '../../../src/gaps/applicability/applies-to.ts';
import { noteSaid, reasonSaid } from '../../../src/gaps/report/spanish-notes.ts';
import { obligation } from '../applicability/invented-obligation.ts';

describe('notes and reasons in a Spanish report', () => {
  it('are said in Spanish, with what they name', () => {
    expect(noteSaid('Not in effect yet on 2041-03-01: Vault Policy (2041-06-01).', 'es')).toBe(
      'Aún no vigentes el 2041-03-01: Vault Policy (2041-06-01).',
    );
    const { why } = appliesTo(obligation({ actor: 'competent authorities' }), undefined);
    expect(reasonSaid(why, 'es')).toBe(
      'Dirigida a autoridades, Estados miembros u órganos de la Unión, no a entidades: «competent authorities».',
    );
  });

  it('keep signs that mean something to a replacement as they are', () => {
    expect(noteSaid('Not in effect yet on 2041-03-01: $1 & $& (2041-06-01).', 'es')).toContain('$1 & $& (2041-06-01)');
  });

  it('stay as they are in English, and where they are not known', () => {
    expect(noteSaid('Something new.', 'es')).toBe('Something new.');
    expect(noteSaid('Not in effect yet on 2041-03-01: A (2041-06-01).', 'en')).toContain('Not in effect');
  });
});
