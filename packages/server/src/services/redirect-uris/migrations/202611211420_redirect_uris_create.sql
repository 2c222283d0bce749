-- Addresses that sign-in may send people back to.
create table redirect_uris (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  application_id text collate "C" not null,
  -- As it was registered, which is as browsers write it. May hold one `*`.
  uri text collate "C" not null,
  is_default boolean not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade
);

create unique index redirect_uris_uri on redirect_uris (environment_id, application_id, uri);
create unique index redirect_uris_default on redirect_uris (environment_id, application_id) where is_default;
