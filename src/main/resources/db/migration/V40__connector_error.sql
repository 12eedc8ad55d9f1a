-- The newest failed calls of each connector, for its page: masked, shortened, without anybody's data.
create table connector_error (
  id bigint generated always as identity primary key,
  connector varchar(128) not null,
  connection varchar(128) not null,
  happened_at timestamp with time zone not null,
  outcome varchar(16) not null,
  reason varchar(700) not null
);
create index connector_error_connector on connector_error (connector, id);
