-- Nobody who works on own account is protected twice for one programme and month, whoever the payers are; and no line is paid twice.
with ranges as (
  select id, person_id, programmes, months,
    range_agg(months) over (partition by person_id order by id rows between unbounded preceding and 1 preceding) as before_it
  from protections where segment = 'BPU' and not isempty(months)
)
select r.id as protection, o.id as other_protection
from ranges r
join protections o on o.person_id = r.person_id and o.id < r.id and o.segment = 'BPU'
  and o.programmes && r.programmes and o.months && r.months
where r.before_it && r.months
union all
select null, null
from (
  select bill_id, lines, lag(upper(lines)) over (partition by bill_id order by lower(lines)) as ended from paid_lines
) p
where lower(p.lines) < p.ended;
