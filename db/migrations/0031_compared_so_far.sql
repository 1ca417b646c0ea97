-- Comparing a long list with the registry takes longer than a server may live: it goes on behind the last person it compared.
alter table imports add column compared_to bigint not null default 0;
comment on column imports.compared_to is 'The number of the last of its people that was compared with the registry; a search that was cut off goes on behind it.';
