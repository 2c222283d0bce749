-- Mail to be sent. Without SMTP, in development, it stays here to be read.
create table mailbox_messages (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  kind text not null,
  sender text not null,
  recipient text not null,
  subject text not null,
  text text not null,
  html text,
  attempts integer not null default 0,
  -- The machine's time: a lease between nodes and a delay between attempts.
  retry_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null,
  primary key (environment_id, id)
);

create index mailbox_messages_due on mailbox_messages (retry_at);
