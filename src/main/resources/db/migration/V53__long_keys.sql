-- A cloud flow's id is the address to ask at, signature and all.
alter table run alter column bot_key set data type varchar(1000);
alter table run alter column key_hint set data type varchar(1000);
