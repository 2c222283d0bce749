-- That an environment was given demo data, and for which address: it is given once, and what of it is deleted stays so.
create table development_demo_data (
  environment_id text collate "C" primary key references environments (id) on delete cascade,
  -- Where the simulators were that its connections lead to.
  simulators_url text not null,
  -- Ids of the connections, by their names in the demo data.
  connections jsonb not null
);
