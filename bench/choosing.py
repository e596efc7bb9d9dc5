"""The rows of what clients choose between and ask for: lists with things on them, shares, and requests; by SQL."""

# the first client's first list holds many things, and is shared with the supporter; so many requests of each client,
# the first three of the first one open, answered and withdrawn
CHOICES = """
INSERT INTO shortlist (id, key, person_id, name, made_by, made_at)
SELECT md5('list:' || n)::uuid, md5('list-key:' || n)::uuid, md5('client:0')::uuid, 'List ' || n,
       md5('account:client:0')::uuid, now()
  FROM generate_series(0, least({notices}, 20) - 1) n;

INSERT INTO shortlist_item (id, shortlist_id, offer_id, version_id, title, price, added_by, added_at)
SELECT md5('item:' || n)::uuid, md5('list:0')::uuid, md5('estate:' || n)::uuid, md5('estate-version:1:' || n)::uuid,
       'Pottery at the mill ' || n, '10.00', md5('account:client:0')::uuid, now()
  FROM generate_series(0, least({offers}, 20) - 1) n WHERE n <> 3;

INSERT INTO shortlist_share (id, shortlist_id, person_id, mandate_id, given_at)
SELECT md5('share:' || mandate)::uuid, md5('list:0')::uuid, md5('client:0')::uuid, md5(mandate)::uuid, now()
  FROM (VALUES ('mandate:supporter'), ('mandate:broker0')) t(mandate);

INSERT INTO gap_request (id, key, person_id, asked_by, words, area_code, reasons, asked_at, look_by, state,
                         answer, answered_by, answered_at)
SELECT md5('gap:' || c || ':' || n)::uuid, md5('gap-key:' || c || ':' || n)::uuid, md5('client:' || c)::uuid,
       md5('account:client:' || c)::uuid, 'I would like to play the zither.', 'B00000000', '{{}}', now(),
       current_date + 20, state, CASE state WHEN 'answered' THEN 'We looked.' ELSE '' END,
       CASE state WHEN 'answered' THEN md5('estate-council:0')::uuid END,
       CASE state WHEN 'answered' THEN now() END
  FROM generate_series(0, {clients} - 1) c, (VALUES (0, 'open'), (1, 'answered'), (2, 'withdrawn')) t(n, state);
"""
