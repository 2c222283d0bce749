create table organization_domains (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  organization_id text collate "C" not null,
  -- Lower case, in its ASCII form.
  domain text collate "C" not null,
  state text not null check (state in ('failed', 'legacy_verified', 'pending', 'unverified', 'verified')),
  verification_prefix text,
  verification_token text,
  verification_strategy text not null check (verification_strategy in ('dns', 'manual')),
  -- When the proof has to be found by, and when DNS is asked next. Only while pending.
  verification_expires_at timestamptz(3),
  next_check_at timestamptz(3),
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);

create unique index organization_domains_domain on organization_domains (environment_id, domain);
create index organization_domains_organization on organization_domains (environment_id, organization_id);
create index organization_domains_due on organization_domains (next_check_at) where state = 'pending';
