-- Every region has the region above it on every day it is in force.
with lives as (
  select code, parent_code, depth, range_agg(daterange(valid_from, valid_to)) as days
  from regions
  where valid_to is null or valid_to > valid_from
  group by code, parent_code, depth
)
select child.code, child.parent_code, child.days - coalesce(parent.days, '{}'::datemultirange) as days_without_parent
from lives child
left join lives parent on parent.code = child.parent_code
where child.depth > 1 and not child.days <@ coalesce(parent.days, '{}'::datemultirange);
