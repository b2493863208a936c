"""Every row of a business as the owner sees it, independently of the takeout's own reading."""

import hashlib
import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections

from apps.tenancy import owner
from apps.tenancy.models import Tenant

TABLES = """
SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""
KEYS = """
SELECT k.conrelid::regclass::text, a.attname::text, k.confrelid::regclass::text
FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[2]
WHERE k.contype = 'f' AND cardinality(k.conkey) = 2 AND k.conparentid = 0
"""
# Logs grow by what the takeout itself does; keys and archives stay behind, and the search index is written anew.
BESIDE = {"audit_entry", "audit_request", "tenancy_tenantkey", "tenancy_takeout", "backoffice_searchentry"}


def tables() -> list[str]:
    """Tables with a tenant_id."""
    with owner.as_default(), connections["default"].cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def rows_of(tenant: Tenant | int, *, beside: bool = False) -> dict[str, list[dict[str, Any]]]:
    """All rows by table, in the order of their numbers."""
    key = tenant if isinstance(tenant, int) else tenant.pk
    found = {}
    names = [name for name in tables() if beside or name not in BESIDE]
    with owner.as_default(), connections["default"].cursor() as cursor:
        for name in names:
            cursor.execute(f'SELECT to_jsonb(t) FROM "{name}" t WHERE tenant_id = %s', [key])
            rows = [row for (row,) in cursor.fetchall()]
            found[name] = sorted(map(_loaded, rows), key=_number)
    return found


def _number(row: dict[str, Any]) -> int:
    return int(row.get("id", row.get("page_ptr_id", 0)))


def _loaded(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row) if isinstance(row, str) else row
    return found


def fingerprint(tenant: Tenant | int, *, beside: bool = False) -> str:
    """Changes with any value of any row."""
    return hashlib.sha256(repr(rows_of(tenant, beside=beside)).encode()).hexdigest()


def ranked(tenant: Tenant) -> dict[str, list[dict[str, Any]]]:
    """The rows with each reference said as the place of the row it names, so that two businesses compare."""
    rows = rows_of(tenant)
    places = {
        (table, _number(row)): place for table, found in rows.items() for place, row in enumerate(found)
    }
    with owner.as_default(), connections["default"].cursor() as cursor:
        cursor.execute(KEYS)
        keys = {(table.strip('"'), column): target.strip('"') for table, column, target in cursor.fetchall()}
    # These have no key in the database, since Wagtail's log outlives what it is about.
    for table in ("wagtailcore_pagelogentry", "wagtailcore_modellogentry"):
        keys |= {(table, "page_id"): "wagtailcore_page", (table, "revision_id"): "wagtailcore_revision"}
    for table, found in rows.items():
        for row in found:
            row.pop("tenant_id")
            if table == "wagtailcore_site":
                row.pop("hostname")  # the address of the one business or of the other
            for column in list(row):
                target = keys.get((table, column))
                if target and row[column] is not None and (target, row[column]) in places:
                    row[column] = (target, places[target, row[column]])
            if "id" in row:
                row["id"] = places[table, row["id"]]
            _generic(row, places)
    return rows


def _generic(row: dict[str, Any], places: dict[tuple[str, int], int]) -> None:
    pairs = [("content_type_id", "object_id"), ("base_content_type_id", "object_id")]
    pairs += [("to_content_type_id", "to_object_id"), ("about_type_id", "about_id")]
    for kind, key in pairs:
        if row.get(kind) is None or not str(row.get(key) or "").isdigit():
            continue
        model: Any = ContentType.objects.db_manager("platform").get(pk=row[kind]).model_class()
        base = (model._meta.get_parent_list() or [model])[-1]
        table = base._meta.db_table
        row[key] = (table, places[table, int(row[key])])
