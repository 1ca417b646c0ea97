-- Where every region directly below has a figure of the same day and map, the figures add up to the one above.
with maps as (select distinct map_on from region_populations),
below as (
  select r.parent_code, m.map_on, p.as_of, count(*) filter (where p.code is null) as unknown, sum(p.population) as total
  from maps m
  join regions r on r.valid_from <= m.map_on and (r.valid_to is null or r.valid_to > m.map_on)
  left join region_populations p on p.code = r.code and p.map_on = m.map_on
  where r.depth <= 2
  group by r.parent_code, m.map_on, p.as_of
)
select above.code, above.as_of, above.population, below.total
from region_populations above
join below on below.parent_code = above.code and below.map_on = above.map_on and below.as_of = above.as_of
where below.unknown = 0 and below.total <> above.population
  and not exists (
    select from below other
    where other.parent_code = below.parent_code and other.map_on = below.map_on and other.as_of is distinct from below.as_of);
