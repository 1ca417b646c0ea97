-- What is kept by region code names a region: outlines and populations on the day of their map, aliases on some day,
-- weights on both sides of their change.
with known (what, code, on_day) as (
  select 'boundary', code, map_on from region_boundaries
  union all
  select 'population', code, map_on from region_populations where code <> 0
  union all
  select 'old region of a change', m.old_code, c.effective_on - 1
  from region_mappings m join region_changes c on c.id = m.change_id where c.status = 'applied'
  union all
  select 'new region of a change', m.new_code, c.effective_on
  from region_mappings m join region_changes c on c.id = m.change_id where c.status = 'applied'
)
select what, code, on_day
from known
where not exists (
  select from regions r
  where r.code = known.code and r.valid_from <= on_day and (r.valid_to is null or r.valid_to > on_day))
union all
select 'alias', code, null
from region_aliases a
where not exists (select from regions r where r.code = a.code);
