create table notice (
  id varchar(64) primary key,
  user_id varchar(64) not null,
  occasion varchar(200) not null,
  text varchar(1000) not null,
  path varchar(400) not null,
  told_at timestamp with time zone not null,
  read_at timestamp with time zone,
  constraint notice_once unique (user_id, occasion)
);
create index notice_newest on notice (user_id, told_at);
