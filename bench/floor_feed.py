"""The floor of the feed: one SQL statement that gives a page as JSON text, and that text over HTTP, and nothing else.

Run by ``gunicorn bench.floor_feed:app``. Ids that are derived by SHA-1, which PostgreSQL does not know, are not made
here: ``bench.feed`` lays the records that carry them ready in tables (``LAID``).
"""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import psycopg

from marketplace.catalogue.rules import Unit
from marketplace.catalogue.rules.open_referral_out.terms import unit_words
from marketplace.foundation.clock import civil, day_span, now

BENCH_URL = "http://bench.invalid"

LAID = """
CREATE TABLE floor_maker (organisation_id uuid PRIMARY KEY, attributes json NOT NULL);
CREATE TABLE floor_unit (unit text PRIMARY KEY, words text NOT NULL);
"""
UNITS = [(unit.value, unit_words(unit)) for unit in Unit]

PAGE = """
WITH slot AS (
  SELECT o.id, o.provider_id, o.state, o.listed_at, o.changed_at
    FROM offer o JOIN organisation m ON m.id = o.provider_id
   WHERE (o.state = 'published' OR o.left_at >= %(midnight)s) AND m.kind = 'provider'
     AND EXISTS (SELECT FROM offer_version v WHERE v.offer_id = o.id AND v.starts <= %(today)s)
), counted AS (
  SELECT count(*) AS slots, count(*) FILTER (WHERE state = 'published') AS total FROM slot
), page AS (
  SELECT * FROM slot ORDER BY listed_at, id OFFSET %(offset)s LIMIT %(size)s
), told AS (
  SELECT page.listed_at, page.id, json_strip_nulls(json_build_object(
    'id', page.id,
    'organization_id', m.id,
    'name', v.title,
    'description', nullif(concat_ws(E'\\n\\n', nullif(v.summary, ''), nullif(v.description, '')), ''),
    'url', %(base)s || '/offers/' || page.id,
    'email', nullif(m.email, ''),
    'status', 'active',
    'last_modified', to_char(greatest(page.changed_at, v.starts::timestamp AT TIME ZONE 'Europe/London')
                             AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'fees_description', (
      SELECT string_agg(CASE WHEN p.pence = 0 THEN 'Free' ELSE
                             '£' || to_char(p.pence / 100.0,
                                            CASE p.pence %% 100 WHEN 0 THEN 'FM999,999,990' ELSE 'FM999,999,990.00' END)
                                 || ' ' || u.words
                        END, '; ' ORDER BY p.pence, p.unit)
        FROM offer_price p JOIN floor_unit u ON u.unit = p.unit WHERE p.version_id = v.id),
    'organization', json_build_object(
      'id', m.id,
      'name', m.name,
      'description', coalesce(nullif(m.about, ''), m.name),
      'email', nullif(m.email, ''),
      'attributes', f.attributes)
  )) AS record
  FROM page JOIN organisation m ON m.id = page.provider_id LEFT JOIN floor_maker f ON f.organisation_id = m.id
  JOIN LATERAL (SELECT * FROM offer_version v WHERE v.offer_id = page.id AND v.starts <= %(today)s
                 ORDER BY v.starts DESC, v.number DESC LIMIT 1) v ON true
  WHERE page.state = 'published'
), listed AS (
  SELECT count(*) AS size, coalesce(json_agg(record ORDER BY listed_at, id), '[]') AS contents FROM told
)
SELECT json_build_object(
  'total_items', total,
  'total_pages', greatest(ceil(slots::numeric / %(size)s), 1),
  'page_number', %(page)s::int,
  'size', size,
  'first_page', %(page)s::int = 1,
  'last_page', %(page)s::int >= greatest(ceil(slots::numeric / %(size)s), 1),
  'empty', size = 0,
  'contents', contents
)::text FROM counted, listed
"""

_held = threading.local()


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """A page of the list, or that the server lives."""
    body = b"{}"
    if environ["PATH_INFO"].endswith("/services"):
        asked = {name: int(values[0]) for name, values in parse_qs(environ["QUERY_STRING"]).items()}
        body = page(asked["page"], asked["per_page"]).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def page(number: int, size: int) -> str:
    """The text of a page."""
    if not hasattr(_held, "connection"):
        _held.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    today = civil(now())
    midnight, _ = day_span(today)
    asked = {"page": number, "size": size, "offset": (number - 1) * size, "base": BENCH_URL, "today": today}
    row = _held.connection.execute(PAGE, asked | {"midnight": midnight}).fetchone()
    return row[0]
