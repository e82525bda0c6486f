import type { JsonObject } from '../../core/canonical-json.ts';
import { officialUrl } from '../../regulations/mentions/official-url.ts';
import { referenceLine } from '../filing/field-mapping.ts';
import type { Finding, FindingEvidence, RegulatoryReference } from '../finding.ts';
import { nameUuid } from './name-uuid.ts';
import { markup, markupLine, ownProps, token, webAddress, within } from './oscal-values.ts';

type PolicyEvidence = Extract<FindingEvidence, { kind: 'policy' }>;

/** What findings point to: provisions of law in their versions, and policies of the bank; each once, in the order of mention. */
export function resourcesOf(findings: readonly Finding[]): readonly JsonObject[] {
  const resources = new Map<string, JsonObject>();
  const add = (uuid: string, make: () => JsonObject): void => {
    if (!resources.has(uuid)) resources.set(uuid, make());
  };
  for (const { tenant, content } of findings) {
    for (const reference of content.references) add(provisionUuid(reference), () => provision(reference));
    for (const each of content.evidence)
      if (each.kind === 'policy') add(policyUuid(tenant, each), () => policy(tenant, each));
  }
  return [...resources.values()];
}

/** The provisions that a finding is about: links to them, and what they are called as properties. */
export function provisionLinks(references: readonly RegulatoryReference[]): readonly JsonObject[] {
  return references.map((reference) => ({
    href: within(provisionUuid(reference)),
    rel: 'reference',
    text: markupLine(reference.label),
  }));
}

export function provisionProps(references: readonly RegulatoryReference[]): readonly JsonObject[] {
  return references.flatMap((reference) => ownProps({ 'regulatory-reference': referenceLine(reference) }));
}

/** A provision as what OSCAL calls a control, or an objective of one: `_32022R2554.art_6.par_5`. */
export function controlId({ act, place }: Pick<RegulatoryReference, 'act' | 'place'>): string {
  return token(`${act}#${place}`);
}

/** A resource that stands for something that there is not as OSCAL, for members that must point to one. */
export function describedResource(uuid: string, title: string, description: string): JsonObject {
  return { uuid, title: markupLine(title), description: markup(description), citation: { text: markupLine(title) } };
}

/** Exactly these words of exactly this version: another version is another resource. */
function provisionUuid({ act, place, language, version, hash }: RegulatoryReference): string {
  return nameUuid('provision', act, place, language, version, hash);
}

function provision(reference: RegulatoryReference): JsonObject {
  const { act, place, label, language, version, dated, hash, quote } = reference;
  // Whether the version is a consolidated one is not known here: the act's own page leads to all of them.
  const address = webAddress(officialUrl({ act, language, date: dated, consolidated: false }, place));
  return {
    uuid: provisionUuid(reference),
    title: markupLine(label),
    description: markup(quote),
    props: [...ownProps({ act, place, language, version, dated, sha256: hash })],
    citation: { text: markupLine(`${label}, version of ${dated}`) },
    ...(address === undefined ? {} : { rlinks: [{ href: address, 'media-type': 'text/html' }] }),
  };
}

export function policyUuid(tenant: string, { policy: id }: Pick<PolicyEvidence, 'policy'>): string {
  return nameUuid('policy', tenant, id);
}

function policy(tenant: string, evidence: PolicyEvidence): JsonObject {
  const description = 'A policy of the organisation, of which statements are quoted.';
  return {
    ...describedResource(policyUuid(tenant, evidence), evidence.title, description),
    props: [...ownProps({ policy: evidence.policy })],
  };
}
