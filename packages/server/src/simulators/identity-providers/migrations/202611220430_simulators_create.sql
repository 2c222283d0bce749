-- What the identity providers of development remember. It belongs to the installation, not to an environment.

create table simulator_people (
  email text primary key,
  given_name text not null,
  family_name text not null,
  groups jsonb not null,
  created_at timestamptz(3) not null
);

create table simulator_keys (
  id text collate "C" primary key,
  -- Sealed, PEM.
  private_key bytea not null,
  certificate text not null,
  created_at timestamptz(3) not null
);

-- How a simulator behaves where nothing else is chosen.
create table simulator_behaviours (
  simulator text collate "C" primary key,
  misbehave text collate "C",
  clock_minutes integer not null,
  slow_seconds integer not null
);

-- The applications that people were sent from: the entity ID or client ID, and the address that answers go to.
create table simulator_applications (
  simulator text collate "C" not null,
  id text not null,
  address text not null,
  logout_address text,
  -- What was sent last, to be sent again where a replay is wanted.
  last_response text,
  seen_at timestamptz(3) not null,
  primary key (simulator, id, address)
);

create index simulator_applications_seen on simulator_applications (simulator, seen_at desc);

-- Who is signed in where, so that they can be signed out.
create table simulator_sessions (
  id text collate "C" primary key,
  simulator text collate "C" not null,
  application text not null,
  address text not null,
  logout_address text,
  email text not null,
  name_id text not null,
  name_id_format text,
  created_at timestamptz(3) not null
);

create index simulator_sessions_created on simulator_sessions (simulator, created_at desc);

-- Authorization codes, access tokens and refresh tokens, by their hash.
create table simulator_grants (
  hash bytea primary key,
  simulator text collate "C" not null,
  kind text collate "C" not null check (kind in ('code', 'access', 'refresh')),
  session_id text collate "C" not null,
  data jsonb not null,
  expires_at timestamptz(3) not null
);

create index simulator_grants_expiry on simulator_grants (expires_at);
create index simulator_grants_session on simulator_grants (session_id);
