-- Foreign keys that do not cascade are deferred: an environment is deleted as a whole, in whatever order.

-- The kinds of things on which roles are given. Every environment has `organization`; all others descend from it.
create table resource_types (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  id text collate "C" not null,
  slug text collate "C" not null,
  name text not null,
  description text,
  system boolean not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id),
  unique (environment_id, slug)
);

-- The types in which a resource of a type may lie. That they form no circle is a rule of the service.
create table resource_type_parents (
  environment_id text collate "C" not null,
  slug text collate "C" not null,
  parent_slug text collate "C" not null,
  primary key (environment_id, slug, parent_slug),
  foreign key (environment_id, slug) references resource_types (environment_id, slug) on delete cascade,
  foreign key (environment_id, parent_slug) references resource_types (environment_id, slug)
    deferrable initially deferred
);

create index resource_type_parents_parent on resource_type_parents (environment_id, parent_slug);

create table permissions (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  id text collate "C" not null,
  slug text collate "C" not null,
  name text not null,
  description text,
  -- Defined by Portico, and so beyond change.
  system boolean not null,
  resource_type_slug text collate "C" not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id),
  unique (environment_id, slug),
  foreign key (environment_id, resource_type_slug) references resource_types (environment_id, slug)
    deferrable initially deferred
);

create index permissions_resource_type on permissions (environment_id, resource_type_slug);

create table roles (
  environment_id text collate "C" not null references environments (id) on delete cascade,
  id text collate "C" not null,
  slug text collate "C" not null,
  name text not null,
  description text,
  resource_type_slug text collate "C" not null,
  -- The order of priority: the lowest position wins. Gaps are harmless.
  position integer not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (environment_id, id),
  unique (environment_id, slug),
  -- Deferrable, so that one statement may exchange positions.
  unique (environment_id, position) deferrable initially immediate,
  foreign key (environment_id, resource_type_slug) references resource_types (environment_id, slug)
    deferrable initially deferred
);

create index roles_resource_type on roles (environment_id, resource_type_slug);

create table role_permissions (
  environment_id text collate "C" not null,
  role_id text collate "C" not null,
  permission_id text collate "C" not null,
  primary key (environment_id, role_id, permission_id),
  foreign key (environment_id, role_id) references roles (environment_id, id) on delete cascade,
  foreign key (environment_id, permission_id) references permissions (environment_id, id) on delete cascade
);

create index role_permissions_permission on role_permissions (environment_id, permission_id);

-- One row an environment. Its foreign key is why there is always exactly one default role; its lock is what
-- changes to roles, permissions and resource types take turns by.
create table authorization_settings (
  environment_id text collate "C" primary key references environments (id) on delete cascade,
  default_role_id text collate "C" not null,
  foreign key (environment_id, default_role_id) references roles (environment_id, id)
    deferrable initially deferred
);
