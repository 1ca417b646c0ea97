-- Whether a database is for real work is said once and for ever, as it is for training; who knows the first steps no longer sees them; and
-- outlines have a drawing, small enough for a page.

create table work_mark (
  only_one boolean primary key default true check (only_one),
  marked_at timestamptz not null
);
comment on table work_mark is 'One row in a database that was served for real work, for ever: no start makes it one for training.';
grant select, insert on work_mark to payung_app;

-- Regions are loaded after the first migration of a database: where they are there already, somebody has worked before this mark was known.
insert into work_mark (marked_at)
select now() where exists (select from regions) and not exists (select from training_mark);

alter table users add column first_steps_put_away_at timestamptz;
comment on column users.first_steps_put_away_at is 'Since when the list of first steps is put away by its reader; null while it is shown.';
grant update (first_steps_put_away_at) on users to payung_app;

alter table region_boundaries add column drawing jsonb;
comment on column region_boundaries.drawing is
  'Rings of [longitude, latitude] in ten-thousandths of a degree, on the grid of their level: for maps on pages. Null: loaded before there were drawings.';
