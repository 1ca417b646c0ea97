/** A row in every table of payments that has none yet; there must be an entry and a payer. */
export const PAYMENT_ROWS: readonly string[] = [
  `insert into virtual_accounts (partner, service_id, customer_no, trx_id, payer_id, account_path, name, is_closed_amount, state, expires_at,
     asked_at, region_code)
   select 'uji', '1', '12345678', 'uji', min(id::text)::uuid, 'payer/uji/purse', 'Uji', false, 'open', now(), now(), 1606000000 from payers`,
  `insert into qr_codes (partner, partner_reference_no, payer_id, account_path, name, amount, state, expires_at, asked_at, region_code)
   select 'uji', 'uji', min(id::text)::uuid, 'payer/uji/purse', 'Uji', 1, 'open', now(), now(), 1606000000 from payers`,
  `insert into snap_tokens (token_hash, partner, issued_at, expires_at) values (sha256('uji'), 'uji', now(), now())`,
  `insert into inbound_payments (partner, service, payment_key, business_hash, amount, paid_at, effective_on, entry_id, outcome,
     response_code, answer, learnt_by)
   select 'uji', 'va-payment', 'uji', sha256('uji'), 1, now(), '2026-05-20', min(id), 'suspense', '2002500', '{}', 'notice' from entries`,
  `insert into outbound_calls (partner, service, virtual_account_id, state, attempt_count, sent_at, region_code)
   select 'uji', 'va-create', id, 'answered', 1, now(), 1606000000 from virtual_accounts limit 1`,
  `insert into outbox (topic, payload) values ('uji', '{}')`,
]
