"""The pack that proves the format, and all that a business has."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connections

from apps.tenancy import context

GYM = Path(__file__).parents[4] / "fixtures" / "climbing_gym"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that the bound business sees, logs and search indexes too."""
    alias = context.current().alias
    found = {}
    with connections[alias].cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if not model._meta.managed or model._meta.proxy:
                continue
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [f"public.{table}"])
            if cursor.fetchone()[0]:
                cursor.execute(f'SELECT to_jsonb(t)::text FROM public."{table}" t ORDER BY 1')
                found[table] = cursor.fetchall()
    return found
