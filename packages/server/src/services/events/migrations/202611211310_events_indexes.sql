-- The feed of an environment. What it can be filtered by stands in the index too, so that rows a reader does not want
-- are passed over without being fetched.
drop index events_feed;
create index events_feed on events (environment_id, xid, id, created_at, organization_id);

-- Readers of the feed mostly follow a few names, which may be rare among millions of others.
create index events_feed_by_name on events (environment_id, event, xid, id, created_at);
