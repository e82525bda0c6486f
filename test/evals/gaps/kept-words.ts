import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { foldText } from '../../../src/core/text.ts';
import { CONCEPT_TABLE } from '../../../src/gaps/coverage/concept-table.ts';
import spanishWords from '../../../src/gaps/coverage/words/spanish-words.json' with { type: 'json' };
import { corpus, HAVE_CORPORA } from '../../corpora.ts';
import { readGapTexts } from './gap-text.ts';

/**
 * Words of compliance that the package's list lacks, since it was counted in 2014, or has too far down. They are kept
 * whatever the tree says today; most are read in the policies of banks.
 */
export const WORDS_OF_COMPLIANCE: readonly string[] = `
  aisp anonymise bic bitcoin blockchain casp ciso clawback cpd cryptoasset csirt deontology dpia dpo eiopa failover fintech
  forbearance headcount iban kyc malus mifid offboard offeror otp overindebtedness pisp prepayment ransomware ringfence
  rollback runbook sepblac siem stablecoin subprocessor tippee tlpt tokenise ubo unhosted uninterrupted unsubscribe uptime
  workstream
`
  .trim()
  .split(/\s+/);

/** A word of the law counts if it stands there so often. */
const LAW_MENTIONS = 2;

const TREE = resolve(import.meta.dirname, '..', '..', '..');

/** The folded words of plain letters of a text; the escapes of JSON are none. */
function wordsOf(text: string): readonly string[] {
  return foldText(text.replace(/\\[a-z]/g, ' ')).match(/[a-z]{2,}/g) ?? [];
}

/** Files under a folder, in the order of their names. */
function filesUnder(folder: string, wanted: RegExp): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => wanted.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * English words of the product's tables, of the glosses of Spanish words, of the invented policies and of the texts on
 * which scoring is tuned; the half "paraphrased" is never read.
 */
export function wordsOfTree(): ReadonlySet<string> {
  const english = CONCEPT_TABLE.split('\n').map((line) => line.split('|')[0] ?? '');
  const sources = filesUnder(join(TREE, 'src', 'gaps'), /\.ts$/)
    .filter((path) => !/spanish|-es\.ts|concept-table|common-words/.test(path))
    .map((path) => readFileSync(path, 'utf8'));
  const policies = ['policies', 'policy-sources'].flatMap((folder) =>
    filesUnder(join(TREE, 'test', 'fixtures', folder), /\.(md|html)$/)
      .filter((path) => !path.includes('prevencion'))
      .map((path) => readFileSync(path, 'utf8').replace(/<[^>]*>/g, ' ')),
  );
  const texts = ['own', 'tuning']
    .flatMap((folder) => readGapTexts(join(import.meta.dirname, folder)))
    .filter(({ language }) => language === 'en')
    .map((text) => JSON.stringify([text.title, text.sections, text.seeded]));
  const glosses = spanishWords.flatMap((line) => line.split(' ').slice(1));
  return new Set([...[...english, ...sources, ...policies, ...texts].flatMap(wordsOf), ...glosses]);
}

/** English words that the law of the corpora uses more than in passing. */
export function wordsOfLaw(): ReadonlySet<string> {
  if (!HAVE_CORPORA) throw new Error('The corpora are not here: the words of the law cannot be chosen.');
  const mentions = new Map<string, number>();
  for (const path of filesUnder(corpus('eu', 'json'), /\.json$/))
    for (const word of wordsOf(readFileSync(path, 'utf8'))) mentions.set(word, (mentions.get(word) ?? 0) + 1);
  return new Set([...mentions].filter(([, count]) => count >= LAW_MENTIONS).map(([word]) => word));
}
