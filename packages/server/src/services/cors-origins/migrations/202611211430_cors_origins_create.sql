-- Web origins whose pages may call from the browser.
create table cors_origins (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  id text collate "C" not null,
  -- As browsers send it: scheme, host and port, no trailing slash.
  origin text collate "C" not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id)
);

-- The origin comes first: a preflight does not say which environment it is for.
create unique index cors_origins_origin on cors_origins (origin, environment_id);
