/**
 * Findings, whole as JSON, with columns for what is asked by. The policies that one quotes stand in a table of their own, so
 * that who may see it is a condition of the question; whom a policy was kept to that is there no more stands beside them.
 */
export const FINDING_SCHEMA = `
  CREATE TABLE findings (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    tenant TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision > 0),
    stage TEXT NOT NULL,
    status TEXT,
    due TEXT NOT NULL,
    expires TEXT NOT NULL,
    obligation TEXT,
    key TEXT,
    platform TEXT,
    record TEXT,
    content TEXT NOT NULL
  ) STRICT;
  CREATE INDEX findings_by_tenant ON findings (tenant, sequence);
  CREATE INDEX findings_by_stage ON findings (stage, expires);
  CREATE UNIQUE INDEX findings_by_key ON findings (tenant, key) WHERE key IS NOT NULL;
  CREATE INDEX findings_by_record ON findings (tenant, platform, record) WHERE record IS NOT NULL;

  CREATE TABLE finding_policies (
    finding INTEGER NOT NULL REFERENCES findings (sequence) ON DELETE CASCADE,
    policy TEXT NOT NULL,
    PRIMARY KEY (finding, policy)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX finding_policies_by_policy ON finding_policies (policy);

  CREATE TABLE finding_groups (
    finding INTEGER NOT NULL REFERENCES findings (sequence) ON DELETE CASCADE,
    policy TEXT NOT NULL,
    member_of TEXT NOT NULL,
    PRIMARY KEY (finding, policy, member_of)
  ) STRICT, WITHOUT ROWID;
`;
