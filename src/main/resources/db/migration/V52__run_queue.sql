alter table automation add column priority varchar(8) default 'NORMAL' not null;

-- The bot as it was when the run was asked for: places are counted and looks are grouped by it.
alter table run add column bot_system varchar(64);
alter table run add column bot varchar(200);
update run set bot_system = (select a.bot_system from automation a where a.id = run.automation_id);
update run set bot = (select a.bot from automation a where a.id = run.automation_id);

alter table run add column priority varchar(8) default 'NORMAL' not null;
-- Since when it has waited for a place, and since when it has one.
alter table run add column queued_at timestamp with time zone;
alter table run add column placed_at timestamp with time zone;
-- The bot system's own id of the run; the hint came with a callback and is not confirmed.
alter table run add column bot_key varchar(200);
alter table run add column key_hint varchar(200);
-- Since when the bot system has it and does not begin, and when people were told of that.
alter table run add column pending_since timestamp with time zone;
alter table run add column pending_told_at timestamp with time zone;
-- Since when nobody knows whether it was started: the system cannot be asked by our reference.
alter table run add column unclear_since timestamp with time zone;
create index run_state on run (state, bot_system);

-- Whoever holds a system's row hands out its places.
create table bot_lane (
  bot_system varchar(64) primary key
);

-- Callbacks that were heard: the same event is heard once.
create table bot_callback (
  bot_system varchar(64) not null,
  event_id varchar(200) not null,
  received_at timestamp with time zone not null,
  primary key (bot_system, event_id)
);
create index bot_callback_received on bot_callback (received_at);

-- Who leads among the replicas: the lock table of Spring Integration.
create table int_lock (
  lock_key char(36) not null,
  region varchar(100) not null,
  client_id char(36),
  created_date timestamp not null,
  expired_after timestamp not null,
  constraint int_lock_pk primary key (lock_key, region)
);
