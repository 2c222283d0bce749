-- Who follows one organization reads its events alone: of a feed with thousands of organizations they are few.
create index events_feed_by_organization on events (environment_id, organization_id, xid, id, created_at)
  where organization_id is not null;

-- Organizations no longer have to be passed over in the feed of all.
drop index events_feed;
create index events_feed on events (environment_id, xid, id, created_at);
