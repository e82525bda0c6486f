import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocumentReader } from '../../src/adapters/documents/document-reader.ts';
import { type Desk, openDesk } from '../../src/compose.ts';
import type { GapRun } from '../../src/gaps/runs/gap-run.ts';
import { callContext } from '../asking.ts';
import { fixedClock } from '../fixed-clock.ts';
import { POLICIES, planted } from '../fixtures/demo-policies.ts';

/** Of what is planted so much is found, and of what is covered so much is called so: what README tells, less a little. */
const LEAST_FOUND = 21;
const LEAST_COVERED = 48;

const folder = mkdtempSync(join(tmpdir(), 'compliance-demo-'));
const everybody = callContext();
const ANA = { ...everybody, user: { ...everybody.user, groups: 'all' as const } };
let desk: Desk;
let run: GapRun;
beforeAll(async () => {
  desk = await openDesk({ dataFolder: folder }, { clock: fixedClock('2026-11-27') });
  const reader = createDocumentReader();
  for (const file of readdirSync(POLICIES))
    desk.policies.add(await reader.read(new Uint8Array(readFileSync(join(POLICIES, file))), file), {}, ANA);
  const acts = [...new Set(planted().gaps.map(({ provision }) => provision.replace(/#.*/, '')))];
  run = await desk.gaps.run({ acts }, ANA);
}, 180_000);
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const statesOf = (provision: string) =>
  run.results.filter(({ obligation }) => obligation.provision === provision).map(({ assessment }) => assessment.state);

describe('the policies of the walk-through, against the law of a fresh installation', () => {
  it('have most of their planted gaps found, and most of what they cover called covered', () => {
    const found = planted().gaps.filter(({ provision }) => statesOf(provision).some((state) => state !== 'covered'));
    const covered = planted().covered.filter(({ provision }) => {
      const states = statesOf(provision);
      return states.length > 0 && states.every((state) => state === 'covered');
    });
    expect(found.length).toBeGreaterThanOrEqual(LEAST_FOUND);
    expect(covered.length).toBeGreaterThanOrEqual(LEAST_COVERED);
  });

  it('have all their conflicts found, and none that is none', () => {
    expect(run.conflicts).toHaveLength(planted().conflicts.length);
  });

  it('are quoted word for word', () => {
    const texts = new Map(
      desk.policies
        .current(ANA)
        .map(({ policy, statements }) => [policy, new Map(statements.map((each) => [each.id, each.text]))]),
    );
    for (const { assessment } of run.results)
      for (const { policy, statement, quote } of assessment.evidence)
        expect(texts.get(policy)?.get(statement)).toContain(quote);
  });
});
