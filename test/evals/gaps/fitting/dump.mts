// dumps terms for prototyping: obligations (asked) + all variants
import { readFileSync, writeFileSync } from 'node:fs';
import { readGapTexts } from '../../../../test/evals/gaps/gap-text.ts';
import { variantsOf } from '../../../../test/evals/gaps/variants.ts';
import { isWithin } from '../../../../src/regulations/place.ts';
import { createTermReader } from '../../../../src/gaps/coverage/terms.ts';
import { aimsOf } from '../../../../src/gaps/coverage/aims.ts';
import { readingsOf } from '../../../../src/gaps/coverage/readings.ts';
import { appliesTo } from '../../../../src/gaps/applicability/applies-to.ts';
import { vectorOf } from '../../../../src/gaps/coverage/words/word-vectors.ts';
const law = new Map<string, any[]>(JSON.parse(readFileSync('./kept/law.json','utf8')));
const reader = createTermReader();
const roots = new Set<string>();
const note = (r: string) => { for (const w of r.split(' ')) roots.add(w); return r; };
const out: any[] = [];
const aimsByAct = new Map([...law].map(([a, o]) => [a, aimsOf(o, reader)]));
for (const half of ['own', 'tuning']) for (const text of readGapTexts(`../../../../test/evals/gaps/${half}`)) {
  const aims = aimsByAct.get(text.act)!;
  const asked = aims.aims.filter((a) => isWithin(a.obligation.place, text.provision));
  out.push({
    half, id: text.id, act: text.act, language: text.language,
    covering: text.covering,
    aims: asked.map((a) => ({ id: a.obligation.id, place: a.obligation.place, norm: a.obligation.norm, all: reader.terms(a.obligation.text, a.obligation.language).map((t) => ({ root: note(t.root), concepts: t.concepts, start: t.start, w: aims.weigh(t, a.obligation.language) })), text: a.obligation.text, applies: appliesTo(a.obligation, undefined).applies, total: a.total,
      act: a.act.map((t) => ({keys: t.keys, weight: t.weight})),
      terms: a.terms.map((t: any) => { for (const k of t.keys) if (!k.key.startsWith('@')) note(k.key.slice(3)); return { keys: t.keys, weight: t.weight }; }) })),
    variants: variantsOf(text).map(({ kind, policy }) => ({ kind, readings: readingsOf(policy, reader).map((r) => ({ text: r.words, section: r.section,
      terms: r.terms.map((t) => ({ root: note(t.root), concepts: t.concepts, w: aims.weigh(t, r.language) })),
      keys: [...r.keys].map(([k,v]) => { if (!k.startsWith('@')) note(k.slice(3)); return [k,v]; }) })) })),
  });
}
const bg: any = {};
for (const [act, aims] of aimsByAct) bg[act] = aims.aims.filter((_, i) => i % 3 === 0).map((a) => ({ id: a.obligation.id, place: a.obligation.place, applies: appliesTo(a.obligation, undefined).applies, terms: reader.terms(a.obligation.text, a.obligation.language).map((t) => ({ root: note(t.root), concepts: t.concepts, w: aims.weigh(t, a.obligation.language) })) }));
const vec: any = {};
for (const r of roots) { const v = vectorOf(r); if (v) vec[r] = [...v]; }
writeFileSync('./kept/dump.json', JSON.stringify({ out, vec, bg }));
console.log(out.length, roots.size, Object.keys(vec).length, out.filter(o=>o.aims.length===0||o.aims.every((a:any)=>!a.applies)).map(o=>o.id));
for (const o of out) for (const a of o.aims) if (!a.applies) console.log(o.id, a.text.slice(0,120));
