-- How environments behave and look. Holds what was chosen; what was not is as the contract's defaults have it. An
-- environment without a row has chosen nothing.
create table environment_settings (
  environment_id text collate "C" primary key references environments (id) on delete cascade,
  chosen jsonb not null default '{}',
  updated_at timestamptz(3) not null
);

create table environment_branding (
  environment_id text collate "C" primary key references environments (id) on delete cascade,
  chosen jsonb not null default '{}',
  updated_at timestamptz(3) not null
);
