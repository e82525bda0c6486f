import { expect, it } from 'vitest';
import { styleFor } from '../../src/terminal/output.ts';
import type { Session } from '../../src/terminal/session.ts';
import { trailLines } from '../../src/terminal/trail-lines.ts';

it('a row that tells of a policy says which version of which policy it is, and what became of it', () => {
  const body = { what: 'restricted', id: 'ict-incidents', number: 3, title: 'ICT incidents', groups: ['g-1'] };
  const row = {
    position: 7,
    at: '2031-04-05T06:07:08.000Z',
    who: 'Ana',
    type: 'policy',
    body: JSON.stringify(body),
    texts: [{ name: 'name', text: 'ICT incidents.docx' }],
    erased: [],
  };
  const style = styleFor({ interactive: false } as Session['terminal']);
  expect(trailLines(row, { style } as Session)).toBe(
    '7 2031-04-05T06:07:08.000Z Ana policy ict-incidents, version 3: restricted\n    name: ICT incidents.docx',
  );
});
