-- The wire's form of an instant, for objects that a query nests as JSON.
create function iso(at timestamptz) returns text
  language sql stable parallel safe
  return to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

-- How far development's clock runs ahead of the machines'.
create table clock (
  only_row boolean primary key default true check (only_row),
  offset_ms bigint not null
);
