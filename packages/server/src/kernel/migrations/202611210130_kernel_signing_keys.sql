-- The keys that sign an environment's tokens.
create table signing_keys (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  -- The kid: the key's RFC 7638 thumbprint.
  id text collate "C" not null,
  algorithm text collate "C" not null check (algorithm in ('RS256', 'ES256')),
  -- Counts the keys of an algorithm. Nodes that make a key at the same time make the same generation, and one wins.
  generation integer not null check (generation > 0),
  -- PKCS #8, sealed by the keyring for environment_id/signing_key/id/private_key.
  private_key bytea not null,
  created_at timestamptz(3) not null,
  -- Published from created_at, signs from activates_at, gone at retires_at.
  activates_at timestamptz(3) not null check (activates_at >= created_at),
  retires_at timestamptz(3),
  primary key (environment_id, id),
  unique (environment_id, algorithm, generation)
);
