import { sha256 } from '../../../src/core/digests.ts';
import { normsIn } from '../../../src/gaps/norms/norms-in.ts';
import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import type { PolicyStatement, PolicyVersion } from '../../../src/gaps/policies/policy.ts';
import type { Language } from '../../../src/regulations/act.ts';
import { seeded } from '../../seeded.ts';

const ACTORS = ['Guilds', 'Harbour masters', 'Ferry houses', 'Keepers of granaries', 'The management body'];
const VERBS = ['notify', 'retain', 'review', 'assess', 'publish', 'test', 'document', 'approve', 'monitor', 'refund'];
const RECIPIENTS = ['to the competent authority', 'to their clients', 'to the management body', ''];
const TIMES = ['within 4 hours', 'without undue delay', 'at least once a year', 'for a period of five years', ''];
const LIMITS = ['unless the fog persists', 'where the tide is high', 'provided that a warden is present', ''];

/** An obligation of a sentence of invented law. */
export function obligationOf(text: string, at = 1, language: Language = 'en'): Obligation {
  const norm = normsIn(text, language)[0];
  if (norm === undefined) throw new Error(`No norm in: ${text}`);
  const modality = norm.modality === 'may' ? 'should' : norm.modality;
  const place = `art_${at}/par_1`;
  return {
    id: `32099R0001#${place}`,
    provision: `32099R0001#${place}`,
    act: '32099R0001',
    place,
    label: `Article ${at}(1)`,
    language,
    text,
    hash: sha256(text),
    headings: [],
    modality,
    actor: norm.actor?.text ?? null,
    norm,
    deadline: norm.deadlines[0] ?? null,
    references: [],
  };
}

/** A policy of sections, each with its statements. */
export function policyOf(
  sections: readonly (readonly [heading: string, ...statements: string[]])[],
  { policy = 'harbour', language = 'en' }: { policy?: string; language?: Language } = {},
): PolicyVersion {
  const statements = sections
    .flatMap(([heading, ...texts]) => texts.map((text) => ({ section: [heading], text })))
    .map((each, at): PolicyStatement => ({ id: `s${at + 1}`, ...each, hash: sha256(each.text) }));
  const key = sha256(JSON.stringify(statements));
  return {
    tenant: 'invented',
    policy,
    number: 1,
    key,
    facts: { title: 'Harbour', language },
    name: `${policy}.md`,
    kind: 'markdown',
    sha256: key,
    groups: [],
    statements,
    notes: [],
    added: '2040-01-01T00:00:00Z',
  };
}

function pick<T>(list: readonly T[], random: () => number): T {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new Error('Nothing to pick from');
  return picked;
}

const ONSETS = ['l', 'm', 'br', 't', 'gr', 'n', 'st', 'k', 'p', 'fl'];
const RHYMES = ['antern', 'ooring', 'idge', 'ariff', 'anary', 'avigator', 'eal', 'eel', 'ilot', 'ood'];
const ENDS = ['', ' of wood', ' of brass', ' at night', ' of strangers', ' in the north', ' on the quay'];

/** One of 700 things, the first of them far more often than the last. */
function thing(random: () => number): string {
  const at = Math.floor(700 ** random()) - 1;
  const onset = ONSETS[at % 10] ?? '';
  return `${onset}${RHYMES[Math.floor(at / 10) % 10] ?? ''}s${ENDS[Math.floor(at / 100)] ?? ''}`;
}

function sentence(binds: string, random: () => number): string {
  const parts = [
    pick(ACTORS, random),
    binds,
    pick(VERBS, random),
    `the ${thing(random)} and the ${thing(random)} of each ${thing(random)}`,
    pick(RECIPIENTS, random),
    pick(TIMES, random),
    `after the ${thing(random)} was seen beside the ${thing(random)}`,
    pick(LIMITS, random),
  ];
  return `${parts.filter((part) => part !== '').join(' ')}.`;
}

export function syntheticObligations(count: number, seed: number): readonly Obligation[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, at) => obligationOf(sentence('shall', random), at + 1));
}

export function syntheticPolicy(statements: number, seed: number): PolicyVersion {
  const random = seeded(seed);
  const sections = Math.ceil(statements / 10);
  return policyOf(
    Array.from({ length: sections }, (_, at) => [
      `${at + 1}. Care of ${thing(random)}`,
      ...Array.from({ length: Math.min(10, statements - at * 10) }, () =>
        sentence(pick(['must', 'shall', 'should', 'may'], random), random),
      ),
    ]),
  );
}
