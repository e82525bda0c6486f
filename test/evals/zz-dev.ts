// Temporary: dumps features; removed before the end.
import { writeFileSync, existsSync, readFileSync } from 'node:fs';
import { createScorer } from '../../src/gaps/coverage/scorer.ts';
import { isWithin } from '../../src/regulations/place.ts';
import { gapLaw } from './gaps/gap-law.ts';
import { readGapTexts } from './gaps/gap-text.ts';
import { variantsOf } from './gaps/variants.ts';
const cache = '/tmp/d-dev/law.json';
const fresh = process.argv.includes('--fresh');
const law: Map<string, any> = !fresh && existsSync(cache) ? new Map(JSON.parse(readFileSync(cache, 'utf8'))) : await gapLaw();
if (fresh || !existsSync(cache)) writeFileSync(cache, JSON.stringify([...law]));
const rows: any[] = [];
for (const act of law.keys()) {
  const obligations = law.get(act) ?? [];
  const scorer = createScorer(obligations);
  for (const text of readGapTexts(process.argv[2] ?? 'test/evals/gaps/own').filter((t) => t.act === act)) {
    const asked = obligations.filter((o: any) => isWithin(o.place, text.provision));
    for (const { kind, policy } of variantsOf(text)) {
      const work = scorer.work(policy);
      for (const o of asked) {
        const w = work.found[o.id];
        rows.push({ text: text.id, kind, o: o.id, law: o.text, norm: o.norm, w, a: scorer.assess(o, [work]), quotes: work.statements });
      }
      if (kind === 'covered') {
        const art = text.provision.split('/')[0];
        for (const o of obligations) {
          if (o.place.split('/')[0] === art) continue;
          const w = work.found[o.id];
          if (w === undefined) continue;
          rows.push({ text: text.id, kind: 'unrelated', o: o.id, law: o.text, w, a: scorer.assess(o, [work]), q: work.statements[w.evidence[0]?.statement ?? '']?.quote });
        }
      }
    }
  }
}
writeFileSync('/tmp/d-dev/rows.json', JSON.stringify(rows));
console.log(rows.length, [...law].map(([a, o]) => `${a}:${o.length}`).join(' '));
