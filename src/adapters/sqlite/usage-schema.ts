/**
 * The ledger of what models were used for, and running totals: for each tenant, department, pseudonym, tool, conversation
 * and model, by day and by month, so that neither a limit nor a report reads a month of entries. Costs are in billionths
 * of the currency's unit.
 */
export const USAGE_SCHEMA = `
  CREATE TABLE usage_entries (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('question', 'call')),
    at TEXT NOT NULL,
    tenant TEXT NOT NULL,
    actor TEXT NOT NULL,
    department TEXT,
    tool TEXT NOT NULL,
    conversation TEXT NOT NULL,
    model TEXT NOT NULL,
    deployment TEXT NOT NULL,
    input INTEGER NOT NULL CHECK (input >= 0),
    cached INTEGER NOT NULL CHECK (cached BETWEEN 0 AND input),
    output INTEGER NOT NULL CHECK (output >= 0),
    cost INTEGER CHECK (cost >= 0),
    currency TEXT,
    counted INTEGER NOT NULL CHECK (counted >= 0),
    state TEXT NOT NULL CHECK (state IN ('reserved', 'settled')),
    estimated INTEGER NOT NULL CHECK (estimated IN (0, 1)),
    -- A question takes nothing.
    CHECK (kind = 'call' OR (input = 0 AND output = 0 AND counted = 0 AND state = 'settled'))
  ) STRICT;
  CREATE INDEX usage_entries_by_actor ON usage_entries (actor, at);

  CREATE TABLE usage_totals (
    scope TEXT NOT NULL,
    period TEXT NOT NULL,
    tenant TEXT NOT NULL,
    -- Empty for what is in no department, and for questions by model.
    name TEXT NOT NULL,
    -- Empty for questions, and where no prices were set.
    currency TEXT NOT NULL,
    questions INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    input INTEGER NOT NULL,
    cached INTEGER NOT NULL,
    output INTEGER NOT NULL,
    cost INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    PRIMARY KEY (scope, period, tenant, name, currency)
  ) STRICT, WITHOUT ROWID;
`;
