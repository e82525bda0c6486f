import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Spending } from '../../../src/assistant/budgets/spending.ts';
import type { ChatModel, ChatRequest } from '../../../src/assistant/chat-model.ts';
import { readTrail, type TrailRow } from '../../../src/audit/trail.ts';
import type { Assessment, CoverageState } from '../../../src/gaps/coverage/assessment.ts';
import type { DoubtfulPair, Judge } from '../../../src/gaps/judging/judge.ts';
import { createModelJudge } from '../../../src/gaps/judging/model-judge.ts';
import { createRefiner } from '../../../src/gaps/judging/refine-obligations.ts';
import { normsIn } from '../../../src/gaps/norms/norms-in.ts';
import type { Obligation } from '../../../src/gaps/obligations/obligation.ts';
import type { PolicyStatement, PolicyVersion } from '../../../src/gaps/policies/policy.ts';
import type { Language } from '../../../src/regulations/act.ts';
import { provisionHash } from '../../../src/regulations/provision-tree.ts';
import { spendingDesk } from '../../assistant/budgets/spending-desk.ts';
import { type OpenAudit, openAudit } from '../../audit/sample-audit.ts';

/** An obligation of invented law, read as the extractor reads it. */
export function duty(article: number, text: string, language: Language = 'en'): Obligation {
  const [norm] = normsIn(text, language);
  if (norm === undefined) throw new Error(`No norm in: ${text}`);
  const id = `32031R0077#art_${article}`;
  return {
    id,
    provision: id,
    act: '32031R0077',
    place: `art_${article}`,
    label: `Article ${article}, Lantern Act`,
    language,
    text,
    hash: provisionHash(text),
    headings: ['Lanterns'],
    modality: norm.modality,
    actor: norm.actor?.text ?? null,
    norm,
    deadline: norm.deadlines.find(({ iso }) => iso !== null) ?? norm.deadlines[0] ?? null,
    references: [],
  };
}

export function policy(id: string, said: readonly (string | Partial<PolicyStatement>)[]): PolicyVersion {
  const statements = said.map((each, at): PolicyStatement => {
    const { text = '', ...more } = typeof each === 'string' ? { text: each } : each;
    return { id: `s${at + 1}`, section: [], text, hash: provisionHash(`${more.leadIn ?? ''} ${text}`), ...more };
  });
  return {
    tenant: 't-1',
    policy: id,
    number: 1,
    key: `key of ${id}`,
    facts: { title: `Policy ${id}`, language: 'en' },
    name: `${id}.md`,
    kind: 'markdown',
    sha256: 'a'.repeat(64),
    groups: [],
    statements,
    notes: [],
    added: '2031-01-01T00:00:00.000Z',
  };
}

/** A pair as scoring leaves it: unsure, with all statements of these policies as its evidence. */
export function pair(
  obligation: Obligation,
  policies: readonly PolicyVersion[],
  more: Partial<Assessment> & { readonly score?: number } = {},
): DoubtfulPair {
  const { score = 0.5, ...rest } = more;
  const state: CoverageState = rest.state ?? 'partial';
  return {
    obligation,
    assessment: {
      obligation: obligation.id,
      state,
      differences: [],
      evidence: policies.flatMap(({ policy, statements }) =>
        statements.map(({ id, text, hash }) => ({ policy, statement: id, quote: text, hash, score })),
      ),
      gap: 0.6,
      confidence: 0.5,
      by: 'scoring',
      ...rest,
    },
  };
}

export const byId = (...policies: readonly PolicyVersion[]): ReadonlyMap<string, PolicyVersion> =>
  new Map(policies.map((each) => [each.policy, each]));

/** What a model was shown of an obligation. */
export interface SeenObligation {
  readonly obligation: string;
  readonly text: string;
  readonly statements: readonly { readonly statement: string; readonly text: string }[];
  readonly wanted?: readonly string[];
}

export function seen({ messages }: ChatRequest): readonly SeenObligation[] {
  const said = messages.at(-1)?.text ?? '';
  const json = said.slice(said.indexOf('\n') + 1, said.lastIndexOf('\n'));
  return (JSON.parse(json) as { readonly obligations: readonly SeenObligation[] }).obligations;
}

export interface SaidVerdict {
  readonly state?: string;
  readonly differences?: readonly object[];
  readonly evidence?: readonly object[];
  readonly [other: string]: unknown;
}

/** A reply that says of each obligation what `of` makes of it. */
export function verdicts(request: ChatRequest, of: (each: SeenObligation, at: number) => SaidVerdict): string {
  return JSON.stringify({
    verdicts: seen(request).map((each, at) => ({
      obligation: each.obligation,
      state: 'covered',
      differences: [],
      evidence: each.statements.map(({ statement, text }) => ({ statement, quote: text })),
      ...of(each, at),
    })),
  });
}

export interface JudgingDesk {
  judge(model: ChatModel, more?: { readonly spending?: Spending; readonly longest?: number }): Judge;
  refiner(model: ChatModel, more?: { readonly spending?: Spending }): ReturnType<typeof createRefiner>;
  rows(): readonly TrailRow[];
}

/** Judges over the file of an audit: a new one for each test. */
export function judgingDesk(): JudgingDesk {
  let folder: string;
  let opened: OpenAudit;
  let tags = 0;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-judging-'));
    opened = openAudit(join(folder, 'library.sqlite'));
    tags = 0;
  });
  afterEach(() => {
    opened.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const parts = (model: ChatModel, spending: Spending = spendingDesk().spending) => ({
    model,
    audit: opened.audit,
    spending,
    newTag: () => {
      tags += 1;
      return `${'0123456789abcdef'.repeat(2).slice(0, 28)}${String(tags).padStart(4, '0')}`;
    },
  });
  return {
    judge: (model, { spending, ...more } = {}) => createModelJudge({ ...parts(model, spending), ...more }),
    refiner: (model, { spending } = {}) => createRefiner(parts(model, spending)),
    rows: () => readTrail(opened.audit.store, {}, 1_000),
  };
}
