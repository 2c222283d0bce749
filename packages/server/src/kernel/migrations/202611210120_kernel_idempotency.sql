-- Answers that were given under an Idempotency-Key. A row without an answer is a request still running in the
-- transaction that inserted it; others wait for that transaction on the primary key.
create table idempotency_keys (
  environment_id text collate "C" not null,
  key_hash bytea not null,
  request_hash bytea not null,
  status smallint,
  answer bytea,
  created_at timestamptz(3) not null,
  primary key (environment_id, key_hash)
);

create index idempotency_keys_age on idempotency_keys (created_at);
