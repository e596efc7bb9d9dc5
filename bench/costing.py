"""The SQL of a provider's unit costs: one costing in several versions, and an offer that is held to one of them."""

import json

SHEET = {
    "day": "2026-01-31",
    "weeks": "48",
    "services": [
        {
            "name": "Pottery",
            "sessions": "2",
            "hours": "3",
            "places": 10,
            "expected": "8",
            "workers": "2",
            "floor": "60",
            "a_day": "1",
            "price": 2400,
            "extras": [],
        }
    ],
    "costs": [
        {"name": "Heating", "head": "heating", "pence": 120000, "varies": False, "key": "floor", "only": 0},
        {"name": "Materials", "head": "materials", "pence": 300600, "varies": True, "key": "places", "only": 0},
    ],
    "staff": [],
    "reserve": "5",
    "surplus": "3",
}
_DOCUMENT = json.dumps(SHEET).replace("{", "{{").replace("}", "}}")  # it goes through str.format

COSTS = f"""
INSERT INTO costing (id, provider_id, name, made_at)
VALUES (md5('costing:0')::uuid, md5('estate-provider:0')::uuid, 'Costs of a year', now());

INSERT INTO costing_version (id, key, request_hash, costing_id, number, day, document, made_by, made_at)
SELECT md5('costing-version:' || n)::uuid, md5('costing-key:' || n)::uuid, '', md5('costing:0')::uuid, n, '2026-01-31',
       '{_DOCUMENT}'::jsonb, md5('account:owner:0')::uuid, now()
  FROM generate_series(1, {{versions}}) n;

INSERT INTO offer_costing (offer_id, version_id, service, made_at)
VALUES (md5('estate:0')::uuid, md5('costing-version:1')::uuid, 0, now());
"""
