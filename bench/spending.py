"""The SQL of what a funder's money may buy: a rule and one to come, and questions of the first client, one answered."""

SPENDING = """
INSERT INTO spending_rule (id, funder_id, about, effect, words, source, starts, made_by, made_at)
SELECT md5('rule:' || n)::uuid, md5('estate-council:0')::uuid, about, 'ask', 'Ask us first.', 'Its own policy',
       current_date - 100 + n * 200, md5('account:manager:0')::uuid, now()
  FROM (VALUES (0, 'gifts'), (1, 'phone')) t(n, about);

INSERT INTO spending_question (id, key, request_hash, person_id, account_id, funder_id, offer_id, title, category,
                               pence, why, rule_words, asked_by, asked_at, answer_by, state)
SELECT md5('question:' || n)::uuid, md5('question-key:' || n)::uuid, '', md5('client:0')::uuid,
       md5('money:client:0')::uuid, md5('estate-council:0')::uuid, md5('estate:1')::uuid, 'Pottery', 'arts', 2000,
       'It calms me.', 'Ask us first.', md5('account:client:0')::uuid, now() - n * interval '1 day',
       current_date + 5, CASE n WHEN 0 THEN 'open' ELSE 'no' END
  FROM generate_series(0, {kinds}) n;

INSERT INTO spending_word (id, question_id, move, words, said_by, said_at)
SELECT md5('spending-word:' || n)::uuid, md5('question:' || n)::uuid, 'no', 'It is too far.',
       md5('account:commissioner:0')::uuid, now()
  FROM generate_series(1, {kinds}) n;
"""
