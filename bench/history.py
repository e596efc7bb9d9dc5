"""The SQL of orders in every state, with their bookings, money, deliveries, ratings and worries."""

# kinds of orders: 0 placed, 1 accepted, 2 completed and rated, 3 recorded with a problem, 4 disputed with a worry about
# harm, 5 due, 6 cancelled, 7 free and disputed, with a worry for the office
HISTORY = """
CREATE TEMPORARY TABLE told ON COMMIT DROP AS
SELECT 'order:' || c || ':' || i AS name, c, i, i % {kinds} AS kind, 'client:' || c AS person,
       CASE WHEN i = 1 THEN 'estate:0' WHEN i % {kinds} = 7 THEN 'estate:2' ELSE 'estate:1' END AS offer,
       CASE WHEN i % {kinds} = 7 THEN 0 ELSE 1000 END AS price,
       CASE WHEN c = 0 AND i < {kinds} THEN {bookings} ELSE least(2, {bookings}) END AS bookings
  FROM generate_series(0, {clients} - 1) c,
       LATERAL generate_series(0, CASE c WHEN 0 THEN {orders} ELSE {kinds} END - 1) i;

CREATE TEMPORARY TABLE told_booking ON COMMIT DROP AS
SELECT 'booking:' || c || ':' || i || ':' || j AS name, told.name AS order_name, person, offer, price, kind, c, i,
       CASE i WHEN 1 THEN md5('date:' || j)::uuid END AS session_id,
       CASE i WHEN 1 THEN date_trunc('day', now()) + (3 + j) * interval '1 day' + interval '18 hours'
              ELSE date_trunc('day', now()) + CASE WHEN kind IN (0, 1, 6) THEN 1 ELSE -1 END
                   * (1 + j + 60 * (i / 16)) * interval '1 day' + (5 + i % 16) * interval '1 hour' END AS starts_at,
       CASE i WHEN 1 THEN interval '2 hours' ELSE interval '45 minutes' END AS lasts
  FROM told, LATERAL generate_series(0, bookings - 1) j;

INSERT INTO orders (id, key, request_hash, number, person_id, placed_by, offer_id, version_id, provider_id, title,
                    provider_name, unit, level, notice_hours, late_percent, vat, message, state, placed_at, answer_by,
                    reason)
SELECT md5(name)::uuid, md5('key:' || name)::uuid, '', upper(substr(md5(name), 1, 10)), md5(person)::uuid,
       md5('account:' || person)::uuid, md5(offer)::uuid, md5(replace(offer, ':', '-version:1:'))::uuid,
       md5('estate-provider:0')::uuid, 'Pottery at the mill', 'estate-provider:0', 'session', 'standard', 24, 50,
       'exempt', 'Please ring the bell.',
       CASE kind WHEN 0 THEN 'placed' WHEN 2 THEN 'completed' WHEN 6 THEN 'cancelled' ELSE 'accepted' END,
       now() - (i + 1) * interval '1 hour' - c * interval '1 minute', current_date + 3, ''
  FROM told;

INSERT INTO ledger_transaction (id, key, what, at, account_id)
SELECT md5(what || ':' || name)::uuid, what || ':' || name, what, now() - (i + 1) * interval '1 hour',
       md5('account:' || person)::uuid
  FROM told, (VALUES ('promise'), ('release')) t(what)
 WHERE price > 0 AND (what = 'promise' OR kind = 6);

INSERT INTO ledger_entry (transaction_id, account_id, pot, pence)
SELECT md5('promise:' || name)::uuid, md5('money:' || person)::uuid, pot, sign * price * bookings
  FROM told, (VALUES ('available', -1), ('promised', 1)) t(pot, sign) WHERE price > 0;

INSERT INTO ledger_entry (transaction_id, account_id, pot, pence)
SELECT md5('release:' || name)::uuid, md5('money:' || person)::uuid, pot, sign * price * bookings
  FROM told, (VALUES ('promised', -1), ('available', 1)) t(pot, sign) WHERE price > 0 AND kind = 6;

INSERT INTO booking (id, order_id, person_id, offer_id, session_id, starts_at, ends_at, day, quantity, unit_pence,
                     price, state, release_id)
SELECT md5(name)::uuid, md5(order_name)::uuid, md5(person)::uuid, md5(offer)::uuid, session_id, starts_at,
       starts_at + lasts, (starts_at AT TIME ZONE 'Europe/London')::date, 1, price, price,
       CASE kind WHEN 2 THEN 'confirmed' WHEN 3 THEN 'recorded' WHEN 4 THEN 'disputed' WHEN 6 THEN 'cancelled'
                 WHEN 7 THEN 'disputed' ELSE 'booked' END,
       CASE kind WHEN 6 THEN md5('release:' || order_name)::uuid END
  FROM told_booking;

UPDATE offer_session s SET taken = b.count
  FROM (SELECT session_id, count(*) FROM booking WHERE session_id IS NOT NULL GROUP BY session_id) b
 WHERE b.session_id = s.id;

INSERT INTO funding (booking_id, position, account_id, pence, promise_id)
SELECT md5(name)::uuid, 0, md5('money:' || person)::uuid, price, md5('promise:' || order_name)::uuid
  FROM told_booking WHERE price > 0;

INSERT INTO ledger_account (id, kind, organisation_id)
VALUES (md5('clearing')::uuid, 'clearing', md5('estate-council:0')::uuid),
       (md5('owed')::uuid, 'provider', md5('estate-provider:0')::uuid);

INSERT INTO ledger_transaction (id, key, what, at)
SELECT md5('spend:' || name)::uuid, 'spend:' || name, 'spend', now() FROM told_booking WHERE kind = 2;

INSERT INTO ledger_entry (transaction_id, account_id, pot, pence)
SELECT md5('spend:' || name)::uuid, leg.account_id, leg.pot, leg.pence
  FROM told_booking, LATERAL (VALUES (md5('money:' || person)::uuid, 'promised', -price),
                                     (md5('money:' || person)::uuid, 'spent', price),
                                     (md5('clearing')::uuid, 'balance', -price),
                                     (md5('owed')::uuid, 'balance', price)) leg(account_id, pot, pence)
 WHERE kind = 2;

INSERT INTO delivery (id, booking_id, order_id, price, kind, quantity, pence, state, recorded_at, silence_on, dispute,
                      confirmed_by, settled_at, spend_id)
SELECT md5('delivery:' || name)::uuid, md5(name)::uuid, md5(order_name)::uuid, price, 'delivered', 1, price,
       CASE kind WHEN 2 THEN 'confirmed' WHEN 3 THEN 'waiting' ELSE 'disputed' END, now(), current_date + 7,
       CASE WHEN kind IN (4, 7) THEN 'Nobody came.' ELSE '' END,
       CASE kind WHEN 2 THEN 'person' END, CASE kind WHEN 2 THEN now() END,
       CASE kind WHEN 2 THEN md5('spend:' || name)::uuid END
  FROM told_booking WHERE kind IN (2, 3, 4, 7);

INSERT INTO rating (id, order_id, person_id, offer_id, delivery_id, number)
SELECT md5('rating:' || name)::uuid, md5(name)::uuid, md5(person)::uuid, md5(offer)::uuid,
       md5('delivery:' || replace(name, 'order', 'booking') || ':0')::uuid, 1
  FROM told WHERE kind = 2;

INSERT INTO rating_wording (rating_id, number, at, listened, on_time, in_control, outcome, again, words)
SELECT md5('rating:' || name)::uuid, 1, now(), 4, 3, 4, 3, 1 + c % 4, 'It got me out of the house.'
  FROM told WHERE kind = 2;

INSERT INTO worry (id, key, order_id, person_id, said_by, kind, words, at, due_on, desk_id, area_code,
                   decide_by, state, answer, answered_at)
SELECT md5(replace(name, 'order', 'worry'))::uuid, md5('worry-key:' || name)::uuid, md5(name)::uuid, md5(person)::uuid,
       md5('account:' || person)::uuid, CASE kind WHEN 3 THEN 'problem' ELSE 'harm' END, 'Something was not right.',
       now() - i * interval '1 minute', current_date + 1,
       CASE kind WHEN 3 THEN md5('estate-provider:0')::uuid WHEN 4 THEN md5('estate-council:0')::uuid END,
       CASE WHEN c = 0 AND i = 4 THEN 'B00000000' END, CASE WHEN c = 0 AND i = 4 THEN current_date + 5 END,
       CASE WHEN i < {kinds} THEN 'open' ELSE 'answered' END, CASE WHEN i < {kinds} THEN '' ELSE 'We are sorry.' END,
       CASE WHEN i >= {kinds} THEN now() END
  FROM told WHERE kind IN (3, 4, 7);

DROP TABLE told;
DROP TABLE told_booking;
DROP TABLE member;
"""
