-- User tasks as the hub knows them; the id is the task's element instance key in the engine.
create table work_item (
  id bigint primary key,
  process_instance_key bigint not null,
  process_id varchar(255) not null,
  element_id varchar(255) not null,
  label varchar(300) not null,
  subject varchar(500) not null,
  subject_path varchar(500) not null,
  opened_at timestamp with time zone not null,
  due_at timestamp with time zone,
  closed_at timestamp with time zone,
  completed_by varchar(255),
  task_key varchar(64) unique
);
create index work_item_instance on work_item (process_instance_key, element_id);

create table work_item_group (
  work_item_id bigint not null references work_item (id),
  group_name varchar(255) not null,
  primary key (work_item_id, group_name)
);
create index work_item_group_name on work_item_group (group_name);
