create table organizations (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  id text collate "C" not null,
  name text not null,
  metadata jsonb not null default '{}',
  external_id text collate "C",
  stripe_customer_id text collate "C",
  allow_profiles_outside_organization boolean not null default false,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id)
);

create unique index organizations_external_id on organizations (environment_id, external_id)
  where external_id is not null;
create unique index organizations_stripe_customer_id on organizations (environment_id, stripe_customer_id)
  where stripe_customer_id is not null;
