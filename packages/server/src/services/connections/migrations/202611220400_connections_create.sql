create table connections (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  id text collate "C" not null,
  -- Null for social providers, which belong to the environment.
  organization_id text collate "C",
  connection_type text collate "C" not null,
  protocol text collate "C" not null check (protocol in ('saml', 'oidc', 'oauth')),
  name text not null,
  state text collate "C" not null
    check (state in ('requires_type', 'draft', 'validating', 'active', 'inactive', 'deleting')),
  -- The part of its addresses that tells it from all others, of every environment. Never changes.
  external_key text collate "C" not null unique,
  external_id text collate "C",
  -- What the protocol needs, by the names of the contract; never a secret.
  options jsonb not null default '{}',
  -- Sealed: the client secret, or the key that stands for it.
  client_secret bytea,
  attribute_map jsonb not null default '{}',
  -- What was chosen of its settings; the rest is as the type has it.
  settings jsonb not null default '{}',
  -- SAML metadata that are read again.
  metadata_read_at timestamptz(3),
  metadata_due_at timestamptz(3),
  metadata_problem text,
  -- How many times in a row that failed.
  metadata_failures integer not null default 0,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade,
  check ((protocol = 'oauth') = (organization_id is null))
);

create index connections_organization on connections (environment_id, organization_id, id);
create index connections_type on connections (environment_id, connection_type, id);
create unique index connections_external_id on connections (environment_id, organization_id, external_id)
  where external_id is not null;
-- A social provider is set up once in an environment.
create unique index connections_provider on connections (environment_id, connection_type)
  where organization_id is null;
create index connections_metadata_due on connections (metadata_due_at) where metadata_due_at is not null;

create table connection_certificates (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  connection_id text collate "C" not null,
  purpose text collate "C" not null
    check (purpose in ('idp_signing', 'sp_signing', 'sp_encryption', 'jwt_signing')),
  certificate text not null,
  -- SHA-256 of the certificate, in hexadecimal.
  fingerprint text collate "C" not null,
  -- Sealed; only of key pairs that are ours.
  private_key bytea,
  from_metadata boolean not null default false,
  -- Since when the metadata that it came from no longer list it.
  withdrawn_at timestamptz(3),
  not_before timestamptz(3) not null,
  not_after timestamptz(3) not null,
  -- When people are to be told next that it expires.
  notice_due_at timestamptz(3),
  created_at timestamptz(3) not null,
  primary key (environment_id, id),
  unique (environment_id, connection_id, purpose, fingerprint),
  foreign key (environment_id, connection_id) references connections (environment_id, id) on delete cascade
);

create index connection_certificates_notice on connection_certificates (notice_due_at)
  where notice_due_at is not null;

-- Nodes keep connections in memory, secrets opened. Whatever changes one tells them, also what deletes it with its
-- organization: who has left must not sign in from memory.
create function connections_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('portico_cache', 'sign_in_connections:' || old.environment_id || '/' || old.id);
  return null;
end $$;

create trigger connections_changed after update or delete on connections
  for each row execute function connections_changed();

create function connection_certificates_changed() returns trigger language plpgsql as $$
declare
  changed connection_certificates := coalesce(new, old);
begin
  perform pg_notify('portico_cache', 'sign_in_connections:' || changed.environment_id || '/' || changed.connection_id);
  return null;
end $$;

create trigger connection_certificates_changed after insert or update or delete on connection_certificates
  for each row execute function connection_certificates_changed();
