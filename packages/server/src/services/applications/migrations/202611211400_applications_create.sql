-- Programs that people sign in to. One is the environment's default.
create table applications (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  id text collate "C" not null,
  client_id text collate "C" not null check (client_id like 'client\_%'),
  name text not null,
  kind text not null check (kind in ('public', 'confidential')),
  is_default boolean not null,
  homepage_url text,
  initiate_login_url text,
  user_invitation_url text,
  password_reset_url text,
  portal_return_url text,
  portal_success_url text,
  -- In the order given: the first is the default.
  logout_redirect_uris text[] not null default '{}',
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id)
);

-- Sign-in requests name only the client, which says in what environment they are.
create unique index applications_client_id on applications (client_id);
create unique index applications_default on applications (environment_id) where is_default;

-- How confidential applications prove who they are.
create table client_secrets (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  application_id text collate "C" not null,
  -- Keyed hash: the secret itself is not stored.
  secret_hash bytea not null,
  secret_hint text not null,
  last_used_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade
);

create index client_secrets_application on client_secrets (environment_id, application_id);
