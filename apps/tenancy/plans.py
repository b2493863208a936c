"""Puts the shipped plans into a new installation's table."""

import json
import tomllib
from pathlib import Path

from django.db.backends.utils import CursorWrapper

SHIPPED = Path(__file__).with_name("plans.toml")


def load(cursor: CursorWrapper) -> None:
    """Insert the plans that are missing; an operator's changes stay."""
    with SHIPPED.open("rb") as file:
        plans = tomllib.load(file)["plan"]
    for position, plan in enumerate(plans):
        cursor.execute(
            """INSERT INTO tenancy_plan
                 (key, name, currency, monthly_minor, yearly_minor, limits, features, offered, position)
               VALUES (%s, %s, 'USD', %s, %s, %s, %s, true, %s) ON CONFLICT (key) DO NOTHING""",
            [
                plan["key"],
                plan["name"],
                plan["monthly"],
                plan["yearly"],
                json.dumps(plan["limits"]),
                plan["features"],
                position,
            ],
        )
