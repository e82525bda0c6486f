/**
 * The bank's own policies: beside the audit, so that each change is in the transaction of its row. Who may see a policy lies
 * in a table of its own, so that it is a condition of every question. The ids that its statements ever had outlive its
 * versions, and go with the policy; `secure_delete` overwrites what goes.
 */
export const POLICY_SCHEMA = `
  CREATE TABLE policy_versions (
    sequence INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    policy TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    key TEXT NOT NULL,
    facts TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    statements INTEGER NOT NULL,
    added TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (tenant, policy, number)
  ) STRICT;

  CREATE TABLE policy_groups (
    tenant TEXT NOT NULL,
    policy TEXT NOT NULL,
    member_of TEXT NOT NULL,
    PRIMARY KEY (tenant, policy, member_of)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE policy_statement_ids (
    tenant TEXT NOT NULL,
    policy TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (tenant, policy, id)
  ) STRICT, WITHOUT ROWID;
`;
