-- Each submission says as many people, members and rejected as its rows do, and what was taken back has nobody who waits.
select s.id as submission, s.number, s.state, s.people_count, p.people, s.member_count, p.members, s.rejected_count, p.rejected
from submissions s
left join (
  select submission_id, count(*) as people, count(*) filter (where state = 'member') as members,
    count(*) filter (where state = 'rejected') as rejected, count(*) filter (where state = 'withdrawn') as withdrawn
  from submission_people group by submission_id
) p on p.submission_id = s.id
where p.people is distinct from s.people_count or p.members <> s.member_count or p.rejected <> s.rejected_count
  or p.withdrawn <> case s.state when 'withdrawn' then s.people_count else 0 end;
