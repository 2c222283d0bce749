-- Addresses of customers that are told of events as they happen.
create table webhook_endpoints (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  id text collate "C" not null,
  url text not null,
  sealed_secret bytea not null,
  status text not null check (status in ('enabled', 'disabled')),
  events text[] not null,
  -- What had been committed when it was created or enabled, in transaction ids and the offset of positions at the time:
  -- none of that is sent to it.
  since pg_snapshot not null default pg_current_snapshot(),
  since_offset bigint not null default event_position_offset(),
  -- Since when every attempt has failed, and how many did.
  failing_since timestamptz(3),
  failed_attempts integer not null default 0,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id)
);

create unique index webhook_endpoints_url on webhook_endpoints (environment_id, url);

-- Events on their way to an endpoint, or arrived. There is no foreign key to the endpoint: it would be checked for
-- each row, and deleting an endpoint with millions of them would take minutes. A job removes what is left behind.
create table webhook_deliveries (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  endpoint_id text collate "C" not null,
  event_id text collate "C" not null,
  event text collate "C" not null,
  -- The data of a test event, as JSON text: the feed has none of that id.
  test_data text,
  -- Sent again on demand: how long ago the event happened says nothing of the server.
  replayed boolean not null default false,
  state text not null check (state in ('pending', 'succeeded', 'failed')),
  attempts_made integer not null default 0,
  -- Failures since it was last set in motion: where it stands in the schedule of retries.
  failures integer not null default 0,
  -- By the kernel's clock: when it is due.
  next_attempt_at timestamptz(3),
  -- By the database's clock: until then a node is at it. What a killed node had is free again afterwards.
  leased_until timestamptz,
  last_status_code integer,
  last_error text,
  -- The log, as the wire shows it, oldest first.
  attempts jsonb not null default '[]',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id)
) with (fillfactor = 85);

create index webhook_deliveries_due on webhook_deliveries (environment_id, endpoint_id, next_attempt_at)
  where state = 'pending';
create index webhook_deliveries_log on webhook_deliveries (environment_id, endpoint_id, id);
-- For retention alone: rows lie in the order of their creation, so this costs next to nothing.
create index webhook_deliveries_age on webhook_deliveries using brin (created_at) with (autosummarize = on);

-- Stretches of the feed that are being sent again, bit by bit.
create table webhook_replays (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  endpoint_id text collate "C" not null,
  events text[] not null,
  range_start timestamptz(3) not null,
  range_end timestamptz(3) not null,
  -- How far it has come, and where it ends: what was recorded later is delivered anyway.
  over_xid xid8 not null default '0',
  over_id text collate "C" not null default '',
  under_xid xid8 not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  foreign key (environment_id, endpoint_id) references webhook_endpoints (environment_id, id) on delete cascade
);
