-- Lists that are handed in through the pages and the API: received, understood, looked at, mended, and only then taken in.

create table import_preparations (
  import_id uuid primary key references imports,
  stage text not null check (stage in ('arriving', 'received', 'previewing', 'previewed', 'confirmed')),
  sheet text,
  choices jsonb not null default '{}',
  pieces jsonb not null default '[]',
  tally jsonb,
  left_out integer not null default 0,
  previewed_at timestamptz,
  doer jsonb,
  trouble jsonb,
  changed_at timestamptz not null
);
comment on table import_preparations is 'by import: how far a list is that somebody handed in and has not yet confirmed, and as whom it runs then.';
comment on column import_preparations.choices is 'column, counted from 0 → field or set-aside: what a person answered.';
comment on column import_preparations.pieces is 'Pieces of a file that is still on its way: [{first, count, name}].';
comment on column import_preparations.tally is 'What the preview came to; null while there is none, or since a repair changed it.';
comment on column import_preparations.left_out is 'Rows that the user took out of the list.';
comment on column import_preparations.doer is 'Who confirmed it, with the role held then: a run that was cut off goes on in his scope.';
comment on column import_preparations.trouble is 'The refusal that ended it: {code, details}.';

create table import_preview_rows (
  import_id uuid not null references imports,
  row_number integer not null check (row_number > 0),
  gravity smallint not null check (gravity between 0 and 3),
  fate text not null check (fate in ('accepted', 'refused', 'held', 'duplicate')),
  outcomes jsonb not null,
  primary key (import_id, row_number)
);
create index import_preview_rows_gravest_first on import_preview_rows (import_id, gravity, row_number);
comment on table import_preview_rows is 'by import: rows a preview has something to say about, until the list is confirmed or given up.';
comment on column import_preview_rows.outcomes is '[{code, field, …}]: no value of the row itself, which stands in the sealed file only.';

create table import_repairs (
  import_id uuid not null references imports,
  row_number integer not null check (row_number >= 0),
  field text not null check (length(field) <= 40),
  sealed bytea,
  repair_key text not null generated always as (import_id || '.' || row_number || '.' || field) stored,
  recorded_at timestamptz not null,
  primary key (import_id, row_number, field),
  constraint only_a_row_is_left_out check ((sealed is null) = (field = ''))
);
create unique index import_repairs_by_key on import_repairs (repair_key, import_id);
comment on table import_repairs is 'by import: what was mended in place. The user''s own file stays as it was.';
comment on column import_repairs.row_number is '0: every row of the list.';
comment on column import_repairs.field is 'Empty: the row is left out.';
comment on column import_repairs.sealed is 'encrypted: what stands in the field instead.';

alter table import_preparations enable row level security;
alter table import_preparations force row level security;
create policy import_preparations_in_scope on import_preparations
  using (exists (select from imports i where i.id = import_id));

alter table import_preview_rows enable row level security;
alter table import_preview_rows force row level security;
create policy import_preview_rows_in_scope on import_preview_rows
  using (exists (select from imports i where i.id = import_id));

alter table import_repairs enable row level security;
alter table import_repairs force row level security;
create policy import_repairs_in_scope on import_repairs
  using (exists (select from imports i where i.id = import_id));
create policy import_repairs_are_read_for_new_keys on import_repairs for select to current_user using (true);
create policy import_repairs_are_written_for_new_keys on import_repairs for update to current_user using (true);

grant select, insert, update on import_preparations to payung_app;
grant select, insert, update, delete on import_preview_rows, import_repairs to payung_app;
