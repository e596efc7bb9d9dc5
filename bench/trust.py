"""The SQL of trust and the back office: sign-ins, invitations, mandates, looks, duties proposed, requests for data."""

TRUST = """
INSERT INTO membership (id, account_id, organisation_id, duties, starts)
SELECT md5('member:' || c)::uuid, md5('account:client:' || c)::uuid, md5('estate-council:0')::uuid,
       '{{commissioner}}', current_date - 100
  FROM generate_series(1, {clients} - 1) c;

INSERT INTO safeguarding_lead (id, funder_id, area_code, membership_id, rank, from_at)
SELECT md5('lead:' || code)::uuid, md5('estate-council:0')::uuid, code, md5('membership:lead')::uuid, 'lead',
       now() - interval '100 days'
  FROM area;

INSERT INTO sign_in (id, account_id, token_hash, device, begun_at, ends_at, proved_at, stepped)
SELECT md5('sign-in:' || login || ':' || n)::uuid, md5('account:' || who || ':0')::uuid, login || n, 'A browser',
       now() - interval '1 minute', now() + interval '1 day', now(), true
  FROM generate_series(0, {notices} - 1) n,
       (SELECT who, login FROM member UNION ALL VALUES ('client', 'person'), ('supporter', 'supporter')) t;

INSERT INTO passkey (id, account_id, credential_id, public_key, sign_count, name, made_at)
SELECT md5('passkey:' || who || ':' || n)::uuid, md5('account:' || who || ':0')::uuid, (who || n)::bytea, 'key', 0,
       'Phone ' || n, now()
  FROM generate_series(0, least({notices}, 10) - 1) n,
       (SELECT who FROM member UNION ALL VALUES ('client'), ('supporter')) t;

INSERT INTO mandate (id, person_id, holder_account_id, kind, powers, sections, starts)
SELECT md5('helps:' || c)::uuid, md5('client:0')::uuid, md5('account:client:' || c)::uuid, 'supporter', '{{see,spend}}',
       '{{money,bookings}}', current_date - 100
  FROM generate_series(1, {clients} - 1) c;

INSERT INTO mandate_terms (mandate_id, number, at, agreed_by, terms)
SELECT id, 1, now() - interval '100 days', md5('account:client:0')::uuid,
       jsonb_build_object('kind', kind, 'powers', powers, 'sections', sections, 'only_accounts', '[]'::jsonb,
                          'most_each', NULL, 'most_month', NULL, 'ends', NULL)
  FROM mandate WHERE person_id = md5('client:0')::uuid AND kind = 'supporter';

INSERT INTO invitation (id, email, invited_by, person_id, kind, powers, sections, organisation_id, duties,
                        by_office, made_at)
SELECT md5('invited:' || n)::uuid, 'friend' || n || '@example.org', md5('account:client:0')::uuid,
       md5('client:0')::uuid, 'supporter', '{{see}}'::text[], '{{money,bookings}}'::text[],
       NULL::uuid, '{{}}'::text[], false, now()
  FROM generate_series(0, {notices} - 1) n
UNION ALL
SELECT md5('hired:' || organisation || n)::uuid, 'worker' || n || '@example.org', md5('account:' || who || ':0')::uuid,
       NULL, NULL, '{{}}', NULL, md5(organisation)::uuid, ARRAY[duty], false, now()
  FROM generate_series(0, {notices} - 1) n, member WHERE duty IN ('owner', 'manager');

INSERT INTO looked (at, account_id, organisation_id, person_id, how, page)
SELECT now() - n * interval '1 day', md5('account:commissioner:0')::uuid, md5('estate-council:0')::uuid,
       md5('client:0')::uuid, 'opened', 'commissioner_desk.person_show'
  FROM generate_series(0, {notices} - 1) n;

INSERT INTO emergency_access (id, person_id, account_id, organisation_id, reason, begun_at, ends_at)
SELECT md5('emergency:' || c)::uuid, md5('client:' || c)::uuid, md5('account:commissioner:0')::uuid,
       md5('estate-council:0')::uuid, 'They have not been seen for days.', now(), now() + interval '4 hours'
  FROM generate_series(0, {clients} - 1) c;

INSERT INTO role_proposal (id, account_id, organisation_id, duty, why, proposed_by, proposed_at, lapses_at, state)
SELECT md5('proposal:' || c)::uuid, md5('account:client:' || c)::uuid, md5('estate-council:0')::uuid, 'manager',
       'Cover for the summer.', md5('account:commissioner:0')::uuid, now(), now() + interval '14 days', 'proposed'
  FROM generate_series(0, {clients} - 1) c;

INSERT INTO data_request (id, key, account_id, kind, words, asked_at, due_on, state)
SELECT md5('data:' || c)::uuid, md5('data-key:' || c)::uuid, md5('account:client:' || c)::uuid, 'look', '', now(),
       current_date + 30, 'open'
  FROM generate_series(0, {clients} - 1) c;

INSERT INTO say_so (id, key, person_id, mandate_id, heard_by, how, said_on, words, made_at)
SELECT md5('say-so:' || who)::uuid, md5('say-so-key:' || who)::uuid, md5('desk:' || who)::uuid,
       md5('mandate:desk:' || kind)::uuid, md5('account:' || who || ':0')::uuid, 'in_person', current_date,
       'Yes.', now()
  FROM (VALUES ('broker', 'broker'), ('commissioner', 'funder')) t(who, kind);

INSERT INTO organisation (id, kind, name, joined_at)
SELECT md5('new-provider:' || c)::uuid, 'provider', 'New provider ' || c, now()
  FROM generate_series(0, {clients} - 1) c;

INSERT INTO mail_failure (id, account_id, why, since, last_at)
SELECT md5('failure:' || c)::uuid, md5('account:client:' || c)::uuid, 'not_now', now(), now()
  FROM generate_series(0, {clients} - 1) c;

INSERT INTO audit (at, actor_kind, account_id, subject, subject_id, action, became, person_id)
SELECT now() - n * interval '1 hour', 'account', md5('account:supporter:0')::uuid, 'orders',
       md5('order:0:0')::uuid, 'told', 'placed', md5('client:0')::uuid
  FROM generate_series(0, {notices} - 1) n;
"""
