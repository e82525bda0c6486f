import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Real law for tests and evaluations lies outside the repository (no text of the law is kept in it). Where the folder is
 * absent, the tests that read it are skipped; `COMPLIANCE_CORPORA` names another place.
 */
export const CORPORA = resolve(
  process.env['COMPLIANCE_CORPORA'] ?? join(import.meta.dirname, '..', '..', 'shared', 'corpora'),
);

export const HAVE_CORPORA = existsSync(join(CORPORA, 'eu', 'json'));

export function corpus(...path: string[]): string {
  return join(CORPORA, ...path);
}
