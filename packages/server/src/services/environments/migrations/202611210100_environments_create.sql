-- A world of its own: every row of every other table belongs to one.
create table environments (
  id text collate "C" primary key,
  name text not null,
  kind text not null check (kind in ('sandbox', 'production')),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null
);

-- The keys that a company's own backend calls the API with.
create table environment_api_keys (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  id text collate "C" not null,
  name text not null,
  -- Keyed hash: the key itself is not stored.
  key_hash bytea not null,
  -- In a sandbox only, encrypted, so that a developer can look the key up again.
  sealed_value bytea,
  obfuscated_value text not null,
  last_used_at timestamptz(3),
  expires_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id)
);

create unique index environment_api_keys_hash on environment_api_keys (key_hash);
create index environment_api_keys_expiry on environment_api_keys (expires_at) where expires_at is not null;
