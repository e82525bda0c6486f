import { zipSync } from 'fflate';
import { createCellarSource } from '../../src/adapters/cellar/cellar-source.ts';
import { readLawBytes } from '../../src/adapters/files/law-files.ts';
import { createWebReader } from '../../src/adapters/web/web-reader.ts';
import { compareVersions } from '../../src/regulations/changes/compare-versions.ts';
import { importLaw } from '../../src/regulations/importers/import-law.ts';
import { type ProvisionTree, provisionTree } from '../../src/regulations/provision-tree.ts';
import { startCellar } from '../fixtures/cellar/cellar-server.ts';
import type { BenchRow } from './bench-row.ts';

const ARTICLES = 300;
const RUNS = 9;
const ACT = '32099R0001';

/** An act in Formex, as it is published: every tenth article reads differently in another edition. */
function formex(edition: string): Uint8Array {
  const article = (number: number): string => {
    const word = number % 10 === 0 ? edition : 'same';
    const id = String(number).padStart(3, '0');
    return `<ARTICLE IDENTIFIER="${id}"><TI.ART>Article ${number}</TI.ART><STI.ART><P>Care of vault ${number}</P></STI.ART>
<PARAG IDENTIFIER="${id}.001"><NO.PARAG>1.</NO.PARAG><ALINEA>Each guild shall inspect vault ${number} in the ${word} way within ${number} days, and shall record what it found there in the ledger of the warden.</ALINEA></PARAG>
<PARAG IDENTIFIER="${id}.002"><NO.PARAG>2.</NO.PARAG><ALINEA>The warden may exempt small guilds from paragraph 1 for ${number} months where the vault holds nothing but lanterns.</ALINEA></PARAG></ARTICLE>`;
  };
  const articles = Array.from({ length: ARTICLES }, (_, at) => article(at + 1)).join('\n');
  const act = `<?xml version="1.0" encoding="UTF-8"?><ACT><BIB.INSTANCE><DOCUMENT.REF><COLL>L</COLL><NO.OJ>1</NO.OJ><YEAR>2099</YEAR><LG.OJ>EN</LG.OJ></DOCUMENT.REF><LG.DOC>EN</LG.DOC></BIB.INSTANCE>
<TITLE><TI><P>Regulation (EU) 2099/1 of the European Parliament and of the Council</P><P>of <DATE ISO="20990101">1 January 2099</DATE></P><P>on vaults</P></TI></TITLE>
<ENACTING.TERMS>${articles}</ENACTING.TERMS></ACT>`;
  return zipSync({ 'act.fmx.xml': Buffer.from(act) });
}

/** Fetching an act of 300 articles from a server on this machine, reading it, and telling what changed in it. */
export async function changesRows(): Promise<readonly BenchRow[]> {
  const server = await startCellar();
  const web = createWebReader({ hosts: [], trusted: [server.origin], pause: 0 });
  const source = createCellarSource({ web, base: server.origin, readFiles: readLawBytes });
  const fetchTree = async (edition: string): Promise<ProvisionTree> => {
    server.texts.set(`${ACT} eng`, { formex: formex(edition) });
    const { texts } = await source.fetch({ act: ACT, language: 'en' });
    const [result] = await importLaw(texts, ACT);
    if (result === undefined || 'failure' in result) throw result?.failure ?? new Error('nothing was fetched');
    return provisionTree(result.imported.nodes);
  };
  const before = await fetchTree('first');
  const times: { fetched: number; compared: number }[] = [];
  let found = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const started = performance.now();
    const after = await fetchTree(`second ${run}`);
    const fetched = performance.now();
    found = compareVersions(ACT, before, after).changes.length;
    times.push({ fetched: fetched - started, compared: performance.now() - fetched });
  }
  await web.close();
  await server.stop();
  const median = (of: (time: (typeof times)[number]) => number): number =>
    times.map(of).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
  return [
    { name: 'fetch and read an act of 300 articles', value: median(({ fetched }) => fetched), unit: 'ms' },
    {
      name: 'tell what changed in it',
      value: median(({ compared }) => compared),
      unit: 'ms',
      note: `${found} changes; both together at most 200`,
    },
  ];
}
