import { openDesk } from '../../src/compose.ts';
import type { CallContext } from '../../src/core/call-context.ts';
import { callContext } from '../asking.ts';
import { LANTERN_ACT, lanternAct, markdownDocument } from '../gaps/gap-desk.ts';
import { seeded } from '../seeded.ts';
import { POLICIES, policyText, SENTENCES } from './gap-policies.ts';

/**
 * Imports a folder of policies, analyses, decides and takes policies away, over and over until it is killed. Says "ready"
 * when the first round begins.
 */
const [folder = '', seed = '0'] = process.argv.slice(2);
const random = seeded(Number(seed));
const everybody = callContext({ conversation: `c-${seed}` });
const context: CallContext = { ...everybody, user: { ...everybody.user, groups: 'all' } };
const desk = await openDesk({ dataFolder: folder }, { starter: false });
await desk.library.add(lanternAct());
process.stdout.write('ready\n');

for (let round = 0; ; round += 1) {
  // As a folder is imported: file after file, each with its row. Reading them writes nothing, and is left out.
  for (const name of POLICIES)
    desk.policies.add(
      markdownDocument(`${name}.md`, policyText(name, `${seed} ${round}`, SENTENCES)),
      { id: name },
      context,
    );
  await desk.gaps.run({ acts: [LANTERN_ACT] }, context).catch(() => undefined);
  const obligation = `${LANTERN_ACT}#art_3/par_2`;
  const request = { obligation, verdict: 'accepted', reason: `Decided in ${seed} ${round}.` } as const;
  try {
    desk.decisions.decide(request, context);
    // Another process may have taken it away a moment ago.
    if (random() < 0.5) desk.policies.remove(POLICIES[Math.floor(random() * POLICIES.length)] ?? '', context);
  } catch {}
}
