"""The SQL of an invoice of all that is settled, with a line that is queried, and of a payment that does not fit."""

INVOICES = """
INSERT INTO invoice (id, provider_id, funder_id, month, reference, made_at)
SELECT md5('invoice:0')::uuid, md5('estate-provider:0')::uuid, md5('estate-council:0')::uuid,
       date_trunc('month', current_date)::date, 'BENCH', now();

INSERT INTO invoice_line (id, invoice_id, delivery_id, account_id, pence, state, by)
SELECT md5('line:' || n)::uuid, md5('invoice:0')::uuid, delivery_id, account_id, pence,
       CASE n WHEN 1 THEN 'with_provider' ELSE 'with_funder' END, current_date + 10
  FROM (SELECT d.id AS delivery_id, e.account_id, e.pence, row_number() OVER (ORDER BY d.id) - 1 AS n
          FROM delivery d JOIN ledger_entry e ON e.transaction_id = d.spend_id AND e.pot = 'spent'
          JOIN budget_account a ON a.id = e.account_id AND a.holding = 'notional'
           AND a.funder_id = md5('estate-council:0')::uuid
          JOIN orders o ON o.id = d.order_id AND o.provider_id = md5('estate-provider:0')::uuid) spend;

INSERT INTO invoice_word (id, line_id, move, words, said_by, said_at)
SELECT md5('word:0')::uuid, md5('line:1')::uuid, 'query', 'Were there two?', md5('account:commissioner:0')::uuid, now();

INSERT INTO remittance (id, funder_id, file_hash, sent_by, sent_at)
SELECT md5('remittance:0')::uuid, md5('estate-council:0')::uuid, '', md5('account:commissioner:0')::uuid, now();
INSERT INTO remittance_row (id, remittance_id, funder_id, line, reference, pence, paid_on, problem)
SELECT md5('payment:' || n)::uuid, md5('remittance:0')::uuid, md5('estate-council:0')::uuid, n + 2, 'X-' || n, 500,
       current_date, 'unknown'
  FROM generate_series(0, {kinds}) n;
"""
