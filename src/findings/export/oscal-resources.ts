import type { JsonObject } from '../../core/canonical-json.ts';
import { officialUrl } from '../../regulations/mentions/official-url.ts';
import { referenceLine } from '../filing/field-mapping.ts';
import type { Finding, FindingEvidence, RegulatoryReference } from '../finding.ts';
import { nameUuid } from './name-uuid.ts';
import { listed, markup, markupLine, ownProps, token, webAddress, within } from './oscal-values.ts';

type PolicyEvidence = Extract<FindingEvidence, { kind: 'policy' }>;

/** What findings point to: provisions of law in their versions, and policies of the bank; each once, in the order of mention. */
export function resourcesOf(findings: readonly Finding[]): readonly JsonObject[] {
  const provisions = new Map<string, JsonObject>();
  const quoted = new Map<string, PolicyEvidence[]>();
  for (const { tenant, content } of findings) {
    for (const each of content.references) provisions.set(provisionUuid(each), provision(each));
    for (const each of content.evidence)
      if (each.kind === 'policy') {
        const uuid = policyUuid(tenant, each);
        quoted.set(uuid, [...(quoted.get(uuid) ?? []), each]);
      }
  }
  return [...provisions.values(), ...[...quoted].map(([uuid, evidence]) => policy(uuid, evidence))];
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

/**
 * A resource that there is as no file of its own: OSCAL wants something that can be opened, so its text is in it.
 *
 * @param text what it says of itself
 */
export function describedResource(uuid: string, title: string, text: string): JsonObject {
  const value = Buffer.from(text.toWellFormed()).toString('base64');
  return {
    uuid,
    title: markupLine(title),
    description: markup(text),
    citation: { text: markupLine(title) },
    base64: { filename: 'description.txt', 'media-type': 'text/plain', value },
  };
}

/** Exactly these words of exactly this version: another version is another resource. */
function provisionUuid({ act, place, language, version, hash }: RegulatoryReference): string {
  return nameUuid('provision', act, place, language, version, hash);
}

function provision(reference: RegulatoryReference): JsonObject {
  const { act, place, label, language, version, dated, source, standing, hash, quote } = reference;
  // Whether the version is a consolidated one is not known here: the act's own page leads to all of them.
  const address = webAddress(officialUrl({ act, language, date: dated, consolidated: false }, place));
  return {
    uuid: provisionUuid(reference),
    title: markupLine(label),
    description: markup(quote),
    ...listed('props', ownProps({ act, place, language, version, dated, source, sha256: hash })),
    citation: { text: markupLine(`${label}, ${standing}`) },
    ...(address === undefined ? {} : { rlinks: [{ href: address, 'media-type': 'text/html' }] }),
  };
}

export function policyUuid(tenant: string, { policy: id }: Pick<PolicyEvidence, 'policy'>): string {
  return nameUuid('policy', tenant, id);
}

/** With all of its statements that are quoted in the document: nothing else of it leaves the bank. */
function policy(uuid: string, evidence: readonly PolicyEvidence[]): JsonObject {
  const [first] = evidence;
  const statements = new Set(evidence.map(({ statement, quote }) => `${statement}: ${quote}`));
  return {
    ...describedResource(uuid, first?.title ?? '', [...statements].join('\n')),
    ...listed('props', ownProps({ policy: first?.policy })),
  };
}
