-- What a bank was told is booked is booked: each call that got such an answer has its payment, with the same answer for every retry. Whether
-- each answer that a bank received is in the database after a crash, only the bank's own log can say: the campaigns F3, F4 and F6 compare it.
select c.id as call, c.partner, c.service, c.outcome
from inbound_calls c
where c.outcome in ('booked', 'repeated')
  and not exists (
    select from inbound_payments p
    where p.partner = c.partner and p.service = c.service and p.payment_key = c.payment_key and p.answer = c.answer);
