-- One row per name of a department: a rename ends one row and begins the next under the same code.
create table department (
  code varchar(64) not null,
  valid_from date not null,
  valid_to date,
  name varchar(200) not null,
  bureau_code varchar(64),
  head_count integer not null,
  successor_code varchar(64),
  primary key (code, valid_from)
);

create table person (
  user_id varchar(64) primary key,
  name varchar(200) not null,
  email varchar(254) not null,
  sample boolean not null
);

create table assignment (
  user_id varchar(64) not null references person (user_id),
  department_code varchar(64) not null,
  role varchar(16) not null,
  valid_from date not null,
  valid_to date,
  primary key (user_id, department_code, role, valid_from)
);
create index assignment_department on assignment (department_code, role);

-- Who brought in which change of the directory.
create table directory_import (
  id varchar(64) primary key,
  imported_at timestamp with time zone not null,
  imported_by varchar(64) not null,
  added integer not null,
  changed integer not null
);
