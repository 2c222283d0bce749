-- A row without an answer may also be that of an operation that runs outside of any transaction. It is a request still
-- running until the instant in leased_until (the machine's time), and one whose node has died after that.
alter table idempotency_keys add column leased_until timestamptz(3);
