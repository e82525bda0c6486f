import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { eraseUser } from '../../src/audit/erasure.ts';
import { openDesk } from '../../src/compose.ts';
import { AppError } from '../../src/core/errors.ts';
import { callContext } from '../asking.ts';
import { draft, firstSentence, passagesSeen, scriptedModel, search } from '../assistant/scripted-model.ts';
import { inventedAct } from '../fixtures/invented-act.ts';
import { seeded } from '../seeded.ts';
import { ACTS, EDITIONS } from './guild-acts.ts';
import { auditFaultConfig, DONE, OUTSIDE } from './kill-audit.ts';

/**
 * Does, over and over until it is killed, all that must be recorded: answers, refusals, changes of the library, calls of
 * something outside, checkpoints, erasures. What it was told is done it notes in a file of its own, so that the parent
 * knows what may not be missing.
 */
const [folder = '', seed = '0'] = process.argv.slice(2);
const random = seeded(Number(seed));
/** Reads a provision, then says two sentences of it, in pieces: a kill can fall between what was shown and what was not. */
const model = scriptedModel((request) => {
  const [first] = passagesSeen(request);
  if (first === undefined) return { calls: [search('inspect vaults')] };
  const quote = firstSentence(first.text);
  const said = draft([
    [quote, [first.passage, quote]],
    [`Also: ${quote}`, [first.passage, quote]],
  ]);
  const pieces = said.match(/.{1,80}/gs) ?? [];
  return { text: pieces, pause: async () => setTimeout(1) };
});
const desk = await openDesk(auditFaultConfig(folder), { starter: false, model });
mkdirSync(join(folder, DONE), { recursive: true });
mkdirSync(join(folder, OUTSIDE), { recursive: true });
const note = (kind: string, name: string) => writeFileSync(join(folder, DONE, `${kind} ${name}`), '');
process.stdout.write('ready\n');

const who = () => `u-${Math.floor(random() * 5)}`;
const context = (user = who()) => callContext({ user, tenant: 'guild', conversation: `${seed} ${user}` });

let asked = 0;

async function answer(): Promise<void> {
  asked += 1;
  const correlation = `${seed}-${asked}`;
  let seen = 0;
  const answering = desk.toolbox.tools.ask_compliance.call(
    { question: 'Who must inspect the vaults?' },
    { ...context(), correlation },
    ({ kind }) => {
      if (kind !== 'sentence') return;
      seen += 1;
      note('shown', `${correlation} ${seen}`);
    },
  );
  model.requests.length = 0;
  // The other process may change the library twice while one question is answered: that is told, and no fault.
  const answered = await answering.catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
  });
  if (answered !== undefined) note('receipt', answered.output.receipt);
}

async function refusal(): Promise<void> {
  const nobody = callContext({ user: who(), tenant: 'guild', conversation: `${seed} refused`, permissions: [] });
  await desk.toolbox.tools.search_regulations.call({ query: 'vaults' }, nobody).catch(() => undefined);
}

async function change(): Promise<void> {
  const act = ACTS[Math.floor(random() * ACTS.length)] ?? ACTS[0];
  const edition = EDITIONS[Math.floor(random() * EDITIONS.length)] ?? 'first';
  if (random() < 0.3) await desk.library.remove(act.act, undefined, context()).catch(() => undefined);
  else await desk.library.add(inventedAct({ ...act, articles: 6, edition }), {}, context());
}

/** The outside is a folder: what was sent lies there, whether or not anybody still knows. */
async function outside(): Promise<void> {
  const intent = desk.audit.intend({ body: { what: 'outside' } }, { ...context(), user: { id: who() } });
  writeFileSync(join(folder, OUTSIDE, String(intent.position)), '');
  await setTimeout(random() * 4);
  desk.audit.settle(intent, { type: 'outcome', body: { what: 'outside', outcome: 'ok' } });
}

function erasure(): void {
  const [person] = desk.audit.store.people(who());
  if (person !== undefined)
    eraseUser(desk.audit, person.user, 'guild', { ...context('eraser'), user: { id: 'eraser' } });
}

for (;;) {
  const chance = random();
  if (chance < 0.35) await answer();
  else if (chance < 0.45) await refusal();
  else if (chance < 0.65) await change();
  else if (chance < 0.85) await outside();
  else if (chance < 0.95) desk.checkpoints.take(true);
  else erasure();
  if (readdirSync(join(folder, DONE)).length > 20_000) process.exit(3);
}
