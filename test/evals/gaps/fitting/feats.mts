import { readFileSync, writeFileSync } from 'node:fs';
import { readGapTexts } from '../../../../test/evals/gaps/gap-text.ts';
import { variantsOf } from '../../../../test/evals/gaps/variants.ts';
import { isWithin } from '../../../../src/regulations/place.ts';
import { createTermReader } from '../../../../src/gaps/coverage/terms.ts';
import { aimsOf } from '../../../../src/gaps/coverage/aims.ts';
import { readingsOf } from '../../../../src/gaps/coverage/readings.ts';
import { bearings } from '../../../../src/gaps/coverage/bearing.ts';
import { createHearing } from '../../../../src/gaps/coverage/hearing.ts';
import { workOut } from '../../../../src/gaps/coverage/work-out.ts';
import { mergeWorks } from '../../../../src/gaps/coverage/merge-works.ts';
import { appliesTo } from '../../../../src/gaps/applicability/applies-to.ts';
const law = new Map<string, any[]>(JSON.parse(readFileSync('./kept/law.json','utf8')));
import { createLikeness } from '../../../../src/gaps/coverage/words/likeness.ts';
const LK = createLikeness();
const reader = createTermReader();
var cache = new Map<string, any[]>();
const out: any[] = []; const verbose = process.argv.includes('-v');
for (const half of ['own', 'tuning']) for (const text of readGapTexts(`../../../../test/evals/gaps/${half}`)) {
  const all = aims(text.act);
  const within = all.filter((a) => isWithin(a.obligation.place, text.provision));
  const applying = within.filter((a) => appliesTo(a.obligation, undefined).applies);
  const asked = applying.length ? applying : within;
  for (const { kind, policy } of variantsOf(text)) {
    const readings = readingsOf(policy, reader);
    const H = createHearing(readings, LK);
    const duties = [...bearings(asked, readings, H)].map((b) => {
      const w = b.best.length ? workOut(b, readings, reader, H) : undefined;
      const a = mergeWorks(b.aim.obligation, w ? [{ policy: 'p', version: 'v', statements: {}, found: { [b.aim.obligation.id]: w } } as any] : []);
      return { id: b.aim.obligation.id, w, policies: [w ? { ...w, text: undefined } : null], state: a.state, gap: a.gap, best: b.best[0]?.reading.words };
    });
    out.push({ half, id: text.id, act: text.act, kind, duties });
  }
}
function aims(act: string) { return (cache.get(act) ?? (cache.set(act, aimsOf(law.get(act)!, reader).aims), cache.get(act)))!; }

{
  const demo = JSON.parse(readFileSync('./kept/demo.json','utf8'));
  const reads = demo.policies.map((p: any) => readingsOf(p, reader));
  const per = new Map<string, any>();
  for (const [act, obligations] of demo.law) {
    const A = aimsOf(obligations, reader).aims;
    for (const [n, readings] of reads.entries()) for (const H = createHearing(readings, LK), i = [0]; i.length; i.pop()) for (const b of bearings(A, readings, H)) {
      const d = per.get(b.aim.obligation.id) ?? { obligation: b.aim.obligation, policies: [], works: [] };
      per.set(b.aim.obligation.id, d);
      if (b.best.length) { const w = workOut(b, readings, reader, H); d.policies.push({ ...w, best: b.best[0].reading.words, name: demo.policies[n].policy }); d.works.push({ policy: demo.policies[n].policy, version: 'v', statements: {}, found: { [b.aim.obligation.id]: w } }); }
    }
  }
  let [found, right, state] = [0, 0, 0];
  for (const [kind, list] of [['gap', demo.planted.gaps], ['covered', demo.planted.covered]] as any) for (const g of list) {
    const duties = [...per.values()].filter((d) => `${d.obligation.act}#${d.obligation.place}` === g.provision || d.obligation.provision === g.provision).filter((d) => appliesTo(d.obligation, undefined).applies).map((d) => { const a = mergeWorks(d.obligation, d.works); return { id: d.obligation.id, policies: d.policies, state: a.state, gap: a.gap }; });
    if (kind === 'gap' && duties.some((d) => d.state !== 'covered')) found++;
    if (kind === 'gap' && duties.some((d) => d.state === g.state)) state++;
    if (kind === 'covered' && duties.length && duties.every((d) => d.state === 'covered')) right++;
    out.push({ half: 'demo', id: g.provision, act: '', kind: kind === 'gap' ? g.kind : 'covered', duties });
  }
  console.log('demo', found, '/', demo.planted.gaps.length, 'right state', state, 'covered', right, '/', demo.planted.covered.length);
}
writeFileSync('./kept/feats.json', JSON.stringify(out));
const auc = (c: number[], g: number[]) => c.reduce((s, a) => s + g.reduce((t, b) => t + (b > a ? 1 : b === a ? .5 : 0), 0), 0) / (c.length * g.length);
const isNew = (id: string) => { const [a, n] = id.split('-'); return Number(n) > (a === 'pmica' ? 8 : 6); };
for (const [name, sel] of [['own', (o: any) => o.half === 'own'], ['tuning', (o: any) => o.half === 'tuning'], ['old', (o: any) => o.half === 'tuning' && !isNew(o.id)], ['new', (o: any) => o.half === 'tuning' && isNew(o.id)], ['es', (o: any) => o.half === 'tuning' && o.id.startsWith('pley')]] as any) {
  const g = (o: any) => Math.max(0, ...o.duties.map((d: any) => d.gap));
  const l = out.filter(sel); const c = l.filter((o) => o.kind === 'covered'); const kinds = [...new Set(l.map((o) => o.kind))].filter((k) => k !== 'covered');
  console.log(name, auc(c.map(g), l.filter((o) => o.kind !== 'covered').map(g)).toFixed(3), 'cov', c.filter((o) => o.duties.every((d: any) => d.state === 'covered')).length + '/' + c.length, kinds.map((k) => `${k} ${auc(c.map(g), l.filter((o) => o.kind === k).map(g)).toFixed(2)}`).join(' '));
}
