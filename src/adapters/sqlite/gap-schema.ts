/**
 * Runs of the gap analysis, what was worked out for them, and what people decided. Runs quote policies: which ones stands
 * in a table of its own, so that who may see a run is a condition of the question.
 */
export const GAP_SCHEMA = `
  CREATE TABLE gap_runs (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tenant TEXT NOT NULL,
    at TEXT NOT NULL,
    scope TEXT NOT NULL,
    listing TEXT NOT NULL,
    content TEXT NOT NULL
  ) STRICT;
  CREATE INDEX gap_runs_by_scope ON gap_runs (tenant, scope, sequence);

  CREATE TABLE gap_run_policies (
    run INTEGER NOT NULL REFERENCES gap_runs (sequence) ON DELETE CASCADE,
    policy TEXT NOT NULL,
    PRIMARY KEY (run, policy)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE gap_work (
    tenant TEXT NOT NULL,
    policy TEXT NOT NULL,
    law TEXT NOT NULL,
    version TEXT NOT NULL,
    scorer INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (tenant, policy, law)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE gap_judged (
    tenant TEXT NOT NULL,
    key TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (tenant, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE gap_decisions (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tenant TEXT NOT NULL,
    obligation TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    name TEXT,
    reason TEXT NOT NULL,
    content TEXT NOT NULL
  ) STRICT;
  CREATE INDEX gap_decisions_by_obligation ON gap_decisions (tenant, obligation, sequence);
`;

/**
 * Decisions are kept from whoever may not see what they were made on, and judgements go with each policy that was shown for
 * them: both by tables of their own. Of what was there before, as far as it tells.
 */
export const GAP_AUDIENCE_SCHEMA = `
  CREATE TABLE gap_decision_policies (
    decision INTEGER NOT NULL REFERENCES gap_decisions (sequence) ON DELETE CASCADE,
    policy TEXT NOT NULL,
    PRIMARY KEY (decision, policy)
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO gap_decision_policies
    SELECT decided.sequence, json_extract(each.value, '$.policy')
    FROM gap_decisions AS decided, json_each(decided.content, '$.evidence') AS each;

  CREATE TABLE gap_judged_policies (
    tenant TEXT NOT NULL,
    policy TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (tenant, policy, key),
    FOREIGN KEY (tenant, key) REFERENCES gap_judged (tenant, key) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO gap_judged_policies
    SELECT judged.tenant, json_extract(each.value, '$.policy'), judged.key
    FROM gap_judged AS judged, json_each(judged.content, '$.evidence') AS each;
  CREATE INDEX gap_judged_policies_by_key ON gap_judged_policies (tenant, key);
  CREATE INDEX gap_decision_policies_by_policy ON gap_decision_policies (policy);
  CREATE INDEX gap_run_policies_by_policy ON gap_run_policies (policy);
`;

/** What a model found in the words of an act's obligations: words of the law, and nothing of the bank's. */
export const GAP_REFINED_SCHEMA = `
  CREATE TABLE gap_refined (
    tenant TEXT NOT NULL,
    law TEXT NOT NULL,
    refiner TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (tenant, law)
  ) STRICT, WITHOUT ROWID;
`;
