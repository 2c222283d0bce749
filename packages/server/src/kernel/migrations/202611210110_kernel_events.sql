-- The outbox. A row exists exactly when the change it describes does.
--
-- Readers follow commit order: xid is the transaction's, and only rows below every running transaction are read, so
-- that a slow transaction cannot slip a row in behind a reader's cursor. The cursor on the wire is the row's id.
create table events (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  xid xid8 not null default pg_current_xact_id(),
  event text collate "C" not null,
  organization_id text collate "C",
  -- json, not jsonb: the text is what receivers of webhooks see and what their signature covers.
  data json not null,
  context json,
  created_at timestamptz(3) not null,
  primary key (environment_id, id)
) partition by range (id);

-- Months are split off by a job, ahead of time; what no month takes lands here.
create table events_default partition of events default;

create index events_feed on events (environment_id, xid, id);
create index events_dispatch on events (xid, id);

-- How far each consumer of committed events has come.
create table event_positions (
  consumer text collate "C" primary key,
  xid xid8 not null,
  id text collate "C" not null
);
