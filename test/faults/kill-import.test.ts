import { describe, expect, it } from 'vitest';
import { startTogether } from './first-starts.ts';
import { killAudits } from './kill-audit.ts';
import { killImports } from './kill-import.ts';

describe('an import that is killed', () => {
  it('leaves each act in one edition, whole, alone or beside another, and the next start brings the index to agree', async () => {
    const { kills, problems } = await killImports(3, 42);
    expect(problems).toEqual([]);
    expect(kills).toBe(3);
  });
});

describe('first starts at the same moment', () => {
  it('all succeed, and leave one library, whole', async () => {
    expect(await startTogether(4, 3)).toEqual([]);
  });
});

describe('a process that acts and records, killed', () => {
  it('leaves no action without its row, and no row without its action', async () => {
    const { kills, problems } = await killAudits(3, 7);
    expect(problems).toEqual([]);
    expect(kills).toBe(3);
  });
});
