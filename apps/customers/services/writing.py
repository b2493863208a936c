"""Rows of customers written in one statement each, however many there are.

The rows travel as one JSON value: Django's own bulk writes spend most of their time on a placeholder for each value.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from apps.customers.models import Customer
from apps.customers.services import cleaning
from apps.tenancy import context, db

WRITTEN: Final = (*cleaning.EDITABLE, *cleaning.DERIVED, "custom")

_INSERT: Final = """
    INSERT INTO customers_customer (
        name, given_name, family_name, sort_name, outline, email, phone, street, postal_code, city, region, country,
        language, currency, source, source_detail, channel, campaign, tags, notes, custom, created_at,
        booking_count, lifetime_value, lifetime_currency, risk_score
    )
    SELECT
        name, given_name, family_name, sort_name, outline, email, phone, street, postal_code, city, region, country,
        language, currency, source, source_detail, channel, campaign, tags, notes, custom, created_at,
        0, 0, '', 0
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS new (
        name text, given_name text, family_name text, sort_name text, outline text, email text, phone text,
        street text, postal_code text, city text, region text, country text, language text, currency text,
        source text, source_detail text, channel text, campaign text, tags text[], notes text, custom jsonb,
        created_at timestamptz
    )
    RETURNING id
"""
_UPDATE: Final = """
    UPDATE customers_customer AS old SET
        name = new.name, given_name = new.given_name, family_name = new.family_name, sort_name = new.sort_name,
        outline = new.outline, email = new.email, phone = new.phone, street = new.street,
        postal_code = new.postal_code, city = new.city, region = new.region, country = new.country,
        language = new.language, currency = new.currency, source = new.source, source_detail = new.source_detail,
        channel = new.channel, campaign = new.campaign, tags = new.tags, notes = new.notes,
        custom = new.custom
    FROM jsonb_to_recordset(%(rows)s::jsonb) AS new (
        id bigint, name text, given_name text, family_name text, sort_name text, outline text, email text, phone text,
        street text, postal_code text, city text, region text, country text, language text, currency text,
        source text, source_detail text, channel text, campaign text, tags text[], notes text, custom jsonb
    )
    WHERE old.id = new.id
"""


def insert(customers: Sequence[Customer]) -> None:
    """Save new customers, in this order, and tell each its number."""
    rows = [{**_row(one), "created_at": one.created_at.isoformat()} for one in customers]
    numbers = db.fetch_all(_INSERT, rows=_json(rows))
    for one, number in zip(customers, numbers, strict=True):
        one.pk = number["id"]
        one._state.adding, one._state.db = False, context.current().alias


def update(customers: Sequence[Customer]) -> None:
    """Save what people may change of customers whose rows are locked."""
    db.execute(_UPDATE, rows=_json([{**_row(one), "id": one.pk} for one in customers]))


def _row(one: Customer) -> dict[str, Any]:
    held = one.__dict__
    return {key: held[key] for key in WRITTEN}


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False)
