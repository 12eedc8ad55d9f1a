-- A document that AI-OCR reads and people check. What was read is only in reading_field, and only until it is erased.
create table reading (
  reference varchar(64) primary key,
  process_instance_key bigint not null unique,
  department_code varchar(64) not null,
  subject varchar(200) not null,
  document varchar(500) not null,
  connection varchar(64),
  state varchar(16) not null,
  requested_at timestamp with time zone not null,
  deadline timestamp with time zone not null,
  looks integer not null,
  rows_read integer not null,
  rows_doubtful integer not null,
  fields_doubtful integer not null,
  checked_by varchar(64),
  checked_at timestamp with time zone,
  handed_over_at timestamp with time zone,
  erased_at timestamp with time zone
);
create index reading_erasure on reading (erased_at, requested_at);

-- All fields of the rows with a doubtful one, so that it is seen beside the rest.
create table reading_field (
  reference varchar(64) not null references reading (reference),
  row_no integer not null,
  column_no integer not null,
  name varchar(200) not null,
  read_text varchar(4000) not null,
  confidence double precision,
  doubtful boolean not null,
  -- Null: nobody has looked at it yet.
  checked_text varchar(4000),
  primary key (reference, row_no, column_no)
);
