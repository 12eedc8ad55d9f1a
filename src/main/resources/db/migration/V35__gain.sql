-- The ledger of gains. Rows are only ever added; a mistake is reversed by a CORRECTION row.
create table gain_entry (
  id bigint generated always as identity primary key,
  source_id varchar(160) not null,
  kind varchar(16) not null,
  department_code varchar(64) not null,
  improvement_id varchar(64) not null,
  automation_id varchar(64),
  counts_on date not null,
  items integer not null,
  seconds bigint not null,
  baseline_seconds bigint not null,
  yen bigint not null,
  entered_by varchar(64) not null,
  evidence varchar(1000) not null,
  reversed_source_id varchar(160),
  reversed_kind varchar(16),
  recorded_at timestamp with time zone not null,
  constraint gain_entry_once unique (source_id, kind)
);
create index gain_entry_department on gain_entry (department_code, counts_on);
create index gain_entry_improvement on gain_entry (improvement_id);
