/**
 * Conversations that can be written to, what channels delivered, what doors keep, messages on their way, and who follows
 * what: beside the audit, so that each changes with its row.
 */
export const DELIVERY_SCHEMA = `
  CREATE TABLE channel_addresses (
    tenant TEXT NOT NULL,
    conversation TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('personal', 'group', 'channel')),
    person TEXT,
    name TEXT,
    language TEXT NOT NULL CHECK (language IN ('en', 'es')),
    reference TEXT NOT NULL,
    refreshed TEXT NOT NULL,
    PRIMARY KEY (tenant, conversation)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE channel_inbox (
    tenant TEXT NOT NULL,
    conversation TEXT NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at TEXT NOT NULL,
    owner TEXT NOT NULL,
    waiting TEXT,
    ended INTEGER NOT NULL CHECK (ended IN (0, 1)),
    reply TEXT,
    PRIMARY KEY (tenant, conversation, id),
    CHECK (reply IS NULL OR ended = 1)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX channel_inbox_running ON channel_inbox (at) WHERE ended = 0;
  CREATE INDEX channel_inbox_ended ON channel_inbox (at) WHERE ended = 1;

  -- The revision is the row's own number: AUTOINCREMENT never gives one twice, so that what was taken away and kept anew
  -- is not taken for what it was.
  CREATE TABLE channel_kept (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    conversation TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    changed TEXT NOT NULL,
    UNIQUE (tenant, conversation, name)
  ) STRICT;
  CREATE INDEX channel_kept_by_change ON channel_kept (changed);

  CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    tenant TEXT NOT NULL,
    conversation TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    correlation TEXT NOT NULL,
    in_doubt TEXT NOT NULL CHECK (in_doubt IN ('again', 'leave')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'delivered', 'failed', 'in_doubt')),
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    due INTEGER NOT NULL,
    queued INTEGER NOT NULL,
    owner TEXT,
    taken INTEGER,
    why TEXT,
    delivered TEXT,
    maybe_seen INTEGER NOT NULL CHECK (maybe_seen IN (0, 1)),
    -- 1 for the message that goes next in its conversation: it waits, none before it does, and none is on its way.
    next INTEGER NOT NULL CHECK (next IN (0, 1)),
    CHECK ((state = 'sending') = (owner IS NOT NULL)),
    CHECK ((state = 'sending') = (taken IS NOT NULL)),
    CHECK ((state = 'delivered') = (delivered IS NOT NULL)),
    CHECK (next = 0 OR state = 'waiting')
  ) STRICT;
  CREATE INDEX outbox_next ON outbox (due, sequence) WHERE next = 1;
  CREATE INDEX outbox_open ON outbox (tenant, conversation, sequence) WHERE state IN ('waiting', 'sending');
  CREATE INDEX outbox_by_state ON outbox (state, due);
  -- One message a conversation goes at a time, whoever writes to the table.
  CREATE UNIQUE INDEX outbox_one_at_a_time ON outbox (tenant, conversation) WHERE state = 'sending' OR next = 1;

  CREATE TABLE alert_subscriptions (
    tenant TEXT NOT NULL,
    conversation TEXT NOT NULL,
    authorities TEXT NOT NULL,
    acts TEXT NOT NULL,
    topics TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'es')),
    asked_by TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (tenant, conversation)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * Senders take the kinds that they know: those of one are found without going through those of another, however many
 * wait.
 */
export const OUTBOX_KINDS_SCHEMA = `
  CREATE INDEX IF NOT EXISTS outbox_next_by_kind ON outbox (kind, due, sequence) WHERE next = 1;
  DROP INDEX IF EXISTS outbox_next;
`;
