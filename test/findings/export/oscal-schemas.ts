import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { JsonObject } from '../../../src/core/canonical-json.ts';
import type { ExportKind } from '../../../src/findings/export/export-findings.ts';

export type OscalKind = Exclude<ExportKind, 'csv'>;

/** Files as NIST names them in its releases. */
const FILES: Readonly<Record<OscalKind, string>> = {
  'assessment-results': 'oscal_assessment-results_schema.json',
  'plan-of-action-and-milestones': 'oscal_poam_schema.json',
};

/**
 * The folder with NIST's own JSON schemas, of whatever release from OSCAL 1.1 on; `undefined` where there is none. They
 * are not in this tree: `test/peers/oscal/get-schemas.sh` gets them, `COMPLIANCE_OSCAL_SCHEMAS` names the folder. Where
 * they must be there (`OSCAL_SCHEMAS_REQUIRED=1`), their absence is a failure.
 */
export function oscalSchemas(): string | undefined {
  const folder = process.env['COMPLIANCE_OSCAL_SCHEMAS'] ?? '';
  const missing = Object.values(FILES).filter((file) => folder === '' || !existsSync(join(folder, file)));
  if (missing.length === 0) return folder;
  if (process.env['OSCAL_SCHEMAS_REQUIRED'] === '1' || folder !== '')
    throw new Error(`COMPLIANCE_OSCAL_SCHEMAS has no ${missing.join(', ')}.`);
  process.stderr.write(
    '\nExports are not held against NIST’s own schemas: COMPLIANCE_OSCAL_SCHEMAS names no folder with them.\n\n',
  );
  return undefined;
}

/** What of a document is not as the schema has it; none for one that is valid. */
export function schemaCheck(folder: string, kind: OscalKind): (document: unknown) => readonly string[] {
  const schema = JSON.parse(readFileSync(join(folder, FILES[kind]), 'utf8')) as JsonObject;
  const ajv = new Ajv({ allErrors: true, strict: false });
  formats.default(ajv);
  const validate = ajv.compile(schema);
  return (document) =>
    validate(document) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
