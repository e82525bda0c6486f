import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDesk } from '../../src/compose.ts';
import { callContext } from '../asking.ts';
import { draft, firstSentence, passagesSeen, scriptedModel, search } from '../assistant/scripted-model.ts';
import { inventedAct } from '../fixtures/invented-act.ts';

/** Holds as many conversations as it is told, and says how much memory was in use after a tenth of them and at the end. */
const conversations = Number(process.argv[2]);
const model = scriptedModel((request) => {
  const [first] = passagesSeen(request);
  if (first === undefined) return { calls: [search('warden exempt small guilds')] };
  const quote = firstSentence(first.text);
  return { text: draft([[quote, [first.passage, quote]]]) };
});
const folder = mkdtempSync(join(tmpdir(), 'compliance-bench-'));
const desk = await openDesk({ dataFolder: folder }, { starter: false, model });
await desk.library.add(inventedAct({ articles: 40 }));

const used: number[] = [];
for (let conversation = 1; conversation <= conversations; conversation += 1) {
  const context = callContext({ conversation: `c-${conversation}`, user: `u-${conversation % 500}` });
  // Every fourth one goes on, so that what is remembered counts as well.
  const more = conversation % 4 === 0 ? ['And which ones?'] : [];
  for (const question of ['When may the warden exempt small guilds?', ...more])
    await desk.toolbox.tools.ask_compliance.call({ question }, context, () => undefined);
  model.requests.length = 0;
  if (conversation % (conversations / 10) === 0) {
    globalThis.gc?.();
    used.push(process.memoryUsage().heapUsed / 1e6);
  }
}
await desk.close();
rmSync(folder, { recursive: true, force: true });
process.stdout.write(JSON.stringify({ first: used[0], last: used.at(-1) }));
