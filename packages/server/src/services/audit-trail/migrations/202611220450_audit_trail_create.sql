-- The audit trail of the first clients.
create table audit_trail_events (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  id text collate "C" not null,
  -- The customer, as the application calls it: no organization of ours.
  group_name text not null,
  location text not null,
  action text not null,
  action_type text collate "C" not null check (action_type in ('c', 'r', 'u', 'd')),
  actor_name text not null,
  actor_id text not null,
  target_name text not null,
  target_id text not null,
  metadata jsonb not null,
  occurred_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, id)
);

create index audit_trail_events_group on audit_trail_events (environment_id, group_name, id);
create index audit_trail_events_actor on audit_trail_events (environment_id, actor_id, id);
create index audit_trail_events_target on audit_trail_events (environment_id, target_id, id);
create index audit_trail_events_occurred on audit_trail_events (environment_id, occurred_at);
