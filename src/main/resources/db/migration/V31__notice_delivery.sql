-- What leaves the hub: a mail to a person, a card or a line of the daily digest in a channel.
create table notice_delivery (
  id varchar(64) primary key,
  notice_id varchar(64) not null references notice (id),
  way varchar(10) not null,
  -- User id of a mail, connection of a channel: what several people of a channel hear of is posted once.
  recipient varchar(100) not null,
  occasion varchar(200) not null,
  title varchar(500) not null,
  state varchar(20) not null,
  attempts integer not null,
  due_at timestamp with time zone not null,
  lease_until timestamp with time zone,
  batch varchar(64),
  problem varchar(500) not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint notice_delivery_once unique (occasion, way, recipient)
);
create index notice_delivery_due on notice_delivery (state, due_at);
create index notice_delivery_batch on notice_delivery (batch);

-- How a person wants to hear; without a row the hub chooses.
create table notice_preference (
  user_id varchar(64) primary key,
  preference varchar(10) not null,
  changed_at timestamp with time zone not null
);
