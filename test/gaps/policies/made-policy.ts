import type { Document, Statement } from '../../../src/documents/document.ts';
import { policyFacts } from '../../../src/gaps/policies/policy-facts.ts';

/** A document of these statements. */
export function made(
  statements: readonly (Partial<Statement> & { text: string })[],
  more: Partial<Document> = {},
): Document {
  return {
    name: 'lamps.txt',
    kind: 'text',
    sha256: 'a'.repeat(64),
    bytes: 1,
    statements: statements.map((each, at) => ({ id: `s${at + 1}`, section: [], ...each })),
    notes: [],
    ...more,
  };
}
export const facts = (...lines: readonly string[]) => policyFacts(made(lines.map((text) => ({ text }))));

export const SPANISH = 'El farolero debe encender las lámparas de la ciudad al anochecer.';
export const ENGLISH = 'The warden must light the lamps of the city at dusk.';
