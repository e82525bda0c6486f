import { sha256 } from '../../../src/core/digests.ts';
import { withoutTypography } from '../../../src/core/text.ts';
import type { Block } from '../../../src/documents/block.ts';
import type { Statement } from '../../../src/documents/document.ts';
import { statementsOf } from '../../../src/documents/statements.ts';
import type { PolicyVersion } from '../../../src/gaps/policies/policy.ts';
import { GAP_KINDS, type GapKind, type GapText } from './gap-text.ts';

/** One policy text as it is judged: as written, or with a gap. */
export interface Variant {
  readonly kind: 'covered' | GapKind;
  readonly policy: PolicyVersion;
}

type Section = GapText['sections'][number];

/** The text as written, first, and each gap that it can have. */
export function variantsOf(text: GapText): readonly Variant[] {
  const kinds = GAP_KINDS.filter((kind) => kind === 'removed' || kind === 'title_only' || text.seeded[kind]);
  return [
    { kind: 'covered', policy: policyOf(text, 'covered', text.sections) },
    ...kinds.map((kind): Variant => ({ kind, policy: policyOf(text, kind, sectionsWith(text, kind)) })),
  ];
}

function sectionsWith(text: GapText, kind: GapKind): readonly Section[] {
  const covers = (section: number, statement?: number): boolean =>
    text.covering.some(([at, within]) => at === section && (statement === undefined || within === statement));
  return text.sections.map(({ heading, statements }, section) => {
    if (kind === 'removed') return { heading, statements: statements.filter((_, at) => !covers(section, at)) };
    if (kind === 'title_only') return { heading, statements: covers(section) ? [] : statements };
    const replaced = new Map(
      (text.seeded[kind] ?? []).filter(([at]) => at === section).map(([, at, words]) => [at, words]),
    );
    return { heading, statements: statements.map((words, at) => replaced.get(at) ?? words) };
  });
}

const MOST_STATEMENTS = 1_000;

/** As if a Markdown file had been imported: headings, paragraphs, and items where a statement begins with a dash. */
function policyOf(text: GapText, kind: Variant['kind'], sections: readonly Section[]): PolicyVersion {
  const blocks = sections.flatMap(({ heading, statements }): readonly Block[] => [
    { kind: 'heading', level: 1, text: heading },
    ...statements.map((words): Block => {
      const item = /^[-•] /.test(words);
      return item ? { kind: 'item', text: words.slice(2), depth: 0 } : { kind: 'paragraph', text: words };
    }),
  ]);
  const statements = statementsOf(blocks, MOST_STATEMENTS).map((each) => ({ ...each, hash: hashOf(each) }));
  const key = sha256(JSON.stringify([text.id, kind, statements]));
  return {
    tenant: 'invented',
    policy: text.id,
    number: 1,
    key,
    facts: { title: text.title, language: text.language },
    name: `${text.id}.md`,
    kind: 'markdown',
    sha256: key,
    groups: [],
    statements,
    notes: [],
    added: '2026-01-01T00:00:00Z',
  };
}

function hashOf({ leadIn = '', text }: Statement): string {
  return sha256(withoutTypography(`${leadIn} ${text}`));
}
