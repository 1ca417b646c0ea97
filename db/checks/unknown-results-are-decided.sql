-- What a bank did not answer clearly is asked again until it is decided: nothing is undecided after a day, and what was given up has its
-- task for a person.
select c.id as call, c.partner, c.service, c.state, c.sent_at
from outbound_calls c
where c.state in ('sent', 'unknown') and c.sent_at < now() - interval '1 day'
union all
select c.id, c.partner, c.service, c.state, c.sent_at
from outbound_calls c
where c.state = 'gave-up' and not exists (
  select from finance_tasks t
  where t.kind = 'unknown-outcome' and t.partner = c.partner
    and (t.virtual_account_id = c.virtual_account_id or t.qr_code_id = c.qr_code_id));
