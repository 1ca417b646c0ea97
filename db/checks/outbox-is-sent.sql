-- Each event is sent at least once: none waits for more than a day. That the receiver's effect comes once is the receiver's key; the
-- campaign F20 kills senders and counts effects.
select id as event, topic, attempt_count, created_at
from outbox
where sent_at is null and created_at < now() - interval '1 day';
