-- Calls from processes that must not be repeated blindly: a row from before the call until its outcome is clear.
create table unclear_call (
  reference varchar(64) primary key,
  connector varchar(200) not null,
  asked_at timestamp with time zone not null,
  -- When a person was told by an incident; the job comes again only after that person wants it to.
  told_at timestamp with time zone
);
