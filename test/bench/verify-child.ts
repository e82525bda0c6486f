import { openAuditEvidence } from '../../src/adapters/sqlite/audit-evidence.ts';
import { verifyAudit } from '../../src/audit/verify-audit.ts';

/** Verifies the file that it is given and says how long it took and how much memory it had. */
const evidence = openAuditEvidence(process.argv[2] ?? '');
const started = performance.now();
const { ok, rows } = verifyAudit(evidence);
const seconds = (performance.now() - started) / 1_000;
evidence.close();
const megabytes = process.resourceUsage().maxRSS / 1_024;
process.stdout.write(JSON.stringify({ ok, rows, seconds, megabytes }));
