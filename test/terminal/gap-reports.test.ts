import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runGaps } from '../../src/terminal/gaps.ts';
import type { Session } from '../../src/terminal/session.ts';
import { callContext } from '../asking.ts';
import { gapDesk, LANTERN_ACT, lanternPolicy } from '../gaps/gap-desk.ts';
import { failing } from '../tools/expect-error.ts';
import type { ToolDesk } from '../tools/invented-law.ts';

const ANA = callContext();
let held: ToolDesk;
let folder: string;
beforeEach(async () => {
  held = await gapDesk();
  folder = mkdtempSync(join(tmpdir(), 'compliance-reports-'));
  held.desk.policies.add(lanternPolicy(), {}, ANA);
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await held.close();
});

/** A person at the terminal; something happens to the disk while the desk opens, behind the first look at it. */
const session = (meanwhile: () => void = () => undefined): Session =>
  ({
    desk: async () => {
      meanwhile();
      return held.desk;
    },
    caller: () => ANA,
    print: () => undefined,
  }) as unknown as Session;
const paths = () => ({ csv: join(folder, 'g.csv'), html: join(folder, 'g.html') });

it('an analysis whose report could not be written is kept, and is told how to be written again', async () => {
  const { csv, html } = paths();
  const gone = runGaps(
    session(() => rmSync(folder, { recursive: true })),
    { act: [LANTERN_ACT], csv, html, in: 'en' },
  );
  const { code, message } = await failing(gone);
  expect(code).toBe('conflict');
  const [run] = held.desk.gaps.list(ANA);
  expect(message).toBe(
    `${csv} cannot be written. Name another file: --csv F The analysis is kept; write it again with: compliance gaps run --run ${run?.id}`,
  );
  folder = mkdtempSync(join(tmpdir(), 'compliance-reports-'));
  await runGaps(session(), { run: run?.id ?? '', ...paths(), in: 'en' });
  expect(readdirSync(folder).toSorted()).toEqual(['g.csv', 'g.html']);
  expect(readFileSync(paths().csv, 'utf8')).toContain(`${LANTERN_ACT}#art_3/par_2`);
  expect(held.desk.gaps.list(ANA)).toHaveLength(1);
});
