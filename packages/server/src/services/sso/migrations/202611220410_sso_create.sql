-- What came through a connection does not refer to it by a foreign key: to delete years of it with the connection would
-- take longer than a statement may, and every sign-in would lock the one row. Whoever reads it asks for the connection;
-- a job deletes it in parts.

create table sso_profiles (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  connection_id text collate "C" not null,
  organization_id text collate "C",
  connection_type text collate "C" not null,
  idp_id text collate "C" not null,
  email text not null,
  first_name text,
  last_name text,
  name text,
  -- Null where the connection maps no groups.
  groups jsonb,
  custom_attributes jsonb not null default '{}',
  -- Empty unless the environment wants them.
  raw_attributes jsonb not null default '{}',
  -- Highest priority first; null for people of no organization.
  role_slugs jsonb,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id),
  -- Who somebody is: an e-mail address is a claim, not a key.
  unique (environment_id, connection_id, idp_id)
);

-- One row a sign-in: what is under way, and the log of what was.
create table sso_sessions (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  connection_id text collate "C" not null,
  organization_id text collate "C",
  profile_id text collate "C",
  state text collate "C" not null
    check (state in ('started', 'authorized', 'successful', 'failed', 'timed_out', 'terminated')),
  test boolean not null,
  idp_initiated boolean not null,
  error_code text collate "C",
  error_message text,
  -- What the application asked for. Null in tests.
  application_id text collate "C",
  redirect_uri text,
  client_state text,
  code_challenge text collate "C",
  -- What the answer must refer to: the ID of the AuthnRequest, or the OAuth state. Taken away when it is consumed.
  request_id text collate "C",
  -- Keyed hash of the secret in the cookie of the browser that began it.
  browser_hash bytea,
  -- Sealed: the PKCE verifier and nonce; later the identity that waits for the browser; then what logout needs.
  secrets bytea,
  -- Keyed hash of the handle with which the browser comes back for what waits.
  handle_hash bytea,
  -- Keyed hash of NameID or `sid` or `sub`, so that logout by the identity provider finds it.
  subject_hash bytea,
  ip_address text,
  user_agent text,
  timeout_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id)
);

create unique index sso_sessions_request on sso_sessions (environment_id, connection_id, request_id)
  where request_id is not null;
create unique index sso_sessions_handle on sso_sessions (handle_hash) where handle_hash is not null;
create index sso_sessions_connection on sso_sessions (environment_id, connection_id, id);
create index sso_sessions_profile on sso_sessions (environment_id, profile_id, id) where profile_id is not null;
create index sso_sessions_subject on sso_sessions (environment_id, connection_id, subject_hash)
  where subject_hash is not null;
create index sso_sessions_timeout on sso_sessions (timeout_at) where timeout_at is not null;
-- What administrators look for among all that went well. Which costs what goes well nothing.
create index sso_sessions_ended on sso_sessions (environment_id, connection_id, state, id)
  where state in ('failed', 'timed_out', 'terminated');

create table sso_session_messages (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  session_id text collate "C" not null,
  direction text collate "C" not null check (direction in ('sent', 'received')),
  kind text collate "C" not null,
  -- Without secrets: assertions keep no signature value, tokens no signature.
  content text not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, session_id, id),
  foreign key (environment_id, session_id) references sso_sessions (environment_id, id) on delete cascade
);

create table sso_codes (
  -- Keyed hash: the code itself is shown once.
  code_hash bytea primary key,
  environment_id text collate "C" not null,
  session_id text collate "C" not null,
  profile_id text collate "C" not null,
  application_id text collate "C" not null,
  redirect_uri text not null,
  code_challenge text collate "C",
  -- Sealed: the provider's own tokens, where the connection hands them on.
  oauth_tokens bytea,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  created_at timestamptz(3) not null,
  foreign key (environment_id, profile_id) references sso_profiles (environment_id, id) on delete cascade
);

create index sso_codes_session on sso_codes (environment_id, session_id);
create index sso_codes_profile on sso_codes (environment_id, profile_id);
create index sso_codes_expiry on sso_codes (expires_at);

create table sso_access_tokens (
  token_hash bytea primary key,
  environment_id text collate "C" not null,
  session_id text collate "C" not null,
  profile_id text collate "C" not null,
  -- Of the code that gave it: a code used twice takes back what its first use gave.
  code_hash bytea not null,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null,
  foreign key (environment_id, profile_id) references sso_profiles (environment_id, id) on delete cascade
);

create index sso_access_tokens_session on sso_access_tokens (environment_id, session_id);
create index sso_access_tokens_profile on sso_access_tokens (environment_id, profile_id);
create index sso_access_tokens_code on sso_access_tokens (code_hash);
create index sso_access_tokens_expiry on sso_access_tokens (expires_at);

-- Assertions, logout requests and logout tokens that were taken, so that none is taken twice.
create table sso_used_messages (
  environment_id text collate "C" not null,
  connection_id text collate "C" not null,
  message_hash bytea not null,
  expires_at timestamptz(3) not null,
  primary key (environment_id, connection_id, message_hash)
);

create index sso_used_messages_expiry on sso_used_messages (expires_at);

-- That a person, in a browser, has said yes to signing in through a connection.
create table sso_consents (
  environment_id text collate "C" not null,
  connection_id text collate "C" not null,
  browser_hash bytea not null,
  profile_id text collate "C" not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, connection_id, browser_hash, profile_id),
  foreign key (environment_id, profile_id) references sso_profiles (environment_id, id) on delete cascade
);

create index sso_consents_profile on sso_consents (environment_id, profile_id);
create index sso_consents_created on sso_consents (created_at);

-- Certificates of the keys that sign an environment's tokens: made once, so that every node shows the same.
create table sso_key_certificates (
  environment_id text collate "C" not null,
  key_id text collate "C" not null,
  certificate text not null,
  created_at timestamptz(3) not null,
  primary key (environment_id, key_id),
  foreign key (environment_id, key_id) references signing_keys (environment_id, id) on delete cascade
);
