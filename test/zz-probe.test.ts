import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { createActNames } from '../src/regulations/mentions/act-names.ts';
import { findMentions } from '../src/regulations/mentions/find-mentions.ts';
import { ACT_REGISTER } from '../src/regulations/register/act-register.ts';

const names = createActNames(ACT_REGISTER, []);
it('p', () => {
  for (const text of readFileSync('/tmp/probe.txt', 'utf8').split('\n').filter(Boolean)) {
    const r = findMentions(text, names).mentions.map(({ acts, unknownAct, assumed, requests }) => {
      const act =
        unknownAct === undefined
          ? acts.map((e) => ACT_REGISTER.find((x) => x.act === e)?.shortName ?? e).join('|')
          : `?${unknownAct}`;
      return `${act}${assumed ? '*' : ''} ${requests
        .map(({ candidates }) =>
          candidates
            .map((c) => c.place)
            .slice(0, 3)
            .join('~'),
        )
        .join(' ; ')}`;
    });
    process.stdout.write(`${text}  =>  ${r.join('  ||  ')}\n`);
  }
});
