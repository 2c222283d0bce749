-- The position of an event in the feed is its transaction id plus an offset. The offset is 0 until the database is
-- restored into a cluster whose transaction ids lie behind those of the dump: it then lifts what is recorded from now
-- on above what was recorded before, so that the order of the feed never changes.
--
-- A constant function rather than a row: it is folded into plans, and replacing it makes them anew.
create function event_position_offset() returns bigint
  language sql immutable parallel safe
  return 0;

-- Where the current transaction records its events.
create function event_position() returns xid8
  language sql volatile
  return (pg_current_xact_id()::text::bigint + event_position_offset())::text::xid8;

-- Every transaction with a position below has ended: what is there now is all that will ever be there.
create function event_horizon() returns xid8
  language sql stable parallel safe
  return (pg_snapshot_xmin(pg_current_snapshot())::text::bigint + event_position_offset())::text::xid8;

alter table events alter column xid set default event_position();
