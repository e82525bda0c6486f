import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { createSqlitePolicyStore } from '../../../src/adapters/sqlite/policy-store.ts';
import { createPolicyRecorder } from '../../../src/audit/policies.ts';
import { readTrail } from '../../../src/audit/trail.ts';
import type { CallContext } from '../../../src/core/call-context.ts';
import type { Document } from '../../../src/documents/document.ts';
import { createPolicies, type Policies, type PoliciesOptions } from '../../../src/gaps/policies/policies.ts';
import { callContext } from '../../asking.ts';
import { type OpenAudit, openAudit } from '../../audit/sample-audit.ts';

/** A document that says these sentences, each with its section where it is parted by `|`. */
export function documentOf(sentences: readonly string[], more: Partial<Document> = {}): Document {
  const statements = sentences.map((sentence, at) => {
    const [text = '', ...sections] = sentence.split('|').reverse();
    return { id: `s${at + 1}`, section: sections.reverse(), text };
  });
  return {
    name: 'ICT incident management.docx',
    kind: 'docx',
    sha256: 'ab'.repeat(32),
    bytes: 4_096,
    title: 'ICT incidents',
    statements,
    notes: [{ kind: 'images', count: 2 }],
    ...more,
  };
}

/** Somebody of the bank, in these groups; without any it is not known which they are in. */
export function member(
  groups: readonly string[] | 'all' | undefined,
  more: Parameters<typeof callContext>[0] = {},
): CallContext {
  const context = callContext(more);
  if (groups === undefined) return context;
  return { ...context, user: { ...context.user, groups: groups === 'all' ? 'all' : new Set(groups) } };
}

/** What somebody is told where something is refused. */
export function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

export interface PolicyDesk {
  service(more?: Partial<PoliciesOptions>): Policies;
  /** What the audit tells of policies. */
  rows(): readonly Readonly<Record<string, unknown>>[];
  audit(): OpenAudit;
}

/** Policies in the file of an audit: a new one for each test. */
export function policyDesk(): PolicyDesk {
  let folder: string;
  let opened: OpenAudit;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'compliance-policies-'));
    opened = openAudit(join(folder, 'library.sqlite'));
  });
  afterEach(() => {
    opened.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    service: (more = {}) => {
      const { audit, database, clock } = opened;
      return createPolicies({
        store: createSqlitePolicyStore(database),
        ledger: { within: audit.within, record: createPolicyRecorder(audit).record },
        clock,
        ...more,
      });
    },
    rows: () =>
      readTrail(opened.audit.store, {}, 1_000)
        .filter(({ type }) => type === 'policy')
        .map(
          ({ body, texts }): Readonly<Record<string, unknown>> => ({
            ...body,
            name: texts['name'],
            title: texts['title'],
          }),
        ),
    audit: () => opened,
  };
}
