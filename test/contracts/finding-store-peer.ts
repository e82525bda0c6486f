import { afterEach, expect } from 'vitest';
import type { FindingStore } from '../../src/findings/finding-store.ts';
import type { PolicyAudience } from '../../src/gaps/policies/policy-store.ts';
import { type FindingOverrides, findingId, inventedFinding, policyEvidence } from '../findings/invented-finding.ts';
import type { TwiceOpened } from './twice-opened.ts';

/** A store of findings, beside policies that can be kept to groups, and taken away. */
export interface FindingStorePeer extends TwiceOpened<FindingStore> {
  /** Makes a policy, kept to these groups; none: everybody's. */
  policy(tenant: string, policy: string, ...groups: readonly string[]): void;
  /** Takes it away, its groups with it. */
  removePolicy(tenant: string, policy: string): void;
}

/** Opens stores for the tests of a suite; each is closed after the test that opened it. */
export function openingEach(create: () => FindingStorePeer): () => FindingStorePeer {
  const opened: FindingStorePeer[] = [];
  afterEach(() => {
    for (const each of opened.splice(0)) each.close();
  });
  return () => {
    const one = create();
    opened.push(one);
    return one;
  };
}

export const ALL: PolicyAudience = { tenant: 't-1', groups: 'all' };
export const OTHERS: PolicyAudience = { tenant: 't-2', groups: 'all' };
export const inGroups = (...groups: readonly string[]): PolicyAudience => ({ tenant: 't-1', groups: new Set(groups) });
export const refusal: unknown = expect.objectContaining({ code: 'internal' });

/** The n-th draft of a test, quoting these policies. */
export const draft = (n: number, policies: readonly string[] = [], more: FindingOverrides = {}) =>
  inventedFinding({ id: findingId(n), ...more, content: { evidence: policies.map(policyEvidence), ...more.content } });

const numbers = (findings: readonly { readonly id: string }[]) =>
  findings.map(({ id }) => Number.parseInt(id.slice(2), 16));
export const listed = (store: FindingStore, ...args: Parameters<FindingStore['list']>) => numbers(store.list(...args));
export const paged = (store: FindingStore, ...args: Parameters<FindingStore['own']['page']>) =>
  numbers(store.own.page(...args));
