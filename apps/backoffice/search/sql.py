"""The SQL that keeps the index: its trigrams, and the functions and triggers of the searched tables. Pure text."""
# ruff: noqa: S608  (nothing here comes from outside: names of tables and columns, quoted)

from typing import Final

from django.db.backends.utils import names_digest

from apps.backoffice import folding
from apps.backoffice.search.sources import Source
from apps.tenancy.policies import quoted

TABLE: Final = "backoffice_searchentry"
INDEX: Final = "backoffice_search_trigrams"
EXTENSIONS: Final = ("pg_trgm", "btree_gin")
SEARCH_PATH: Final = "pg_catalog, public, pg_temp"
RIGHTS: Final = f"SECURITY DEFINER SET search_path = {SEARCH_PATH}"
PREFIX: Final = "search_of_"
LONGEST_NAME: Final = 63
LONGEST_TEXT: Final = 8_000

TRIGGERS: Final = {
    "search_insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS n",
    "search_update": "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS o NEW TABLE AS n",
    "search_delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS o",
}

# New entries wait in a list of at most 4 MB, which a search reads to its end: a shorter one makes writing four times
# dearer.
GIN: Final = f"""CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE}
    USING gin (tenant_id, text gin_trgm_ops) WITH (gin_pending_list_limit = 4096)"""


def extensions() -> list[str]:
    """Trusted ones: the owner of the database may make them where the administrator has not."""
    return [f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS]


def function_name(table: str) -> str:
    """Name of the function that a searched table's triggers call, cut to what PostgreSQL keeps."""
    name = f"{PREFIX}{table}"
    return name if len(name) <= LONGEST_NAME else f"{name[:54]}_{names_digest(table, length=8)}"


def trigger(name: str, table: str) -> str:
    """One of the table's three triggers: transition tables may not be shared between events."""
    event = TRIGGERS[name].format(table=quoted(table))
    return f"CREATE TRIGGER {name} {event} FOR EACH STATEMENT EXECUTE FUNCTION {function_name(table)}()"


def function(source: Source) -> list[str]:
    """The function behind a searched table's triggers."""
    name = quoted(function_name(source.table))
    return [
        f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql {RIGHTS}
        AS $search${body(source)}$search$""",
        f"REVOKE ALL ON FUNCTION {name}() FROM PUBLIC",
    ]


def body(source: Source) -> str:
    """PL/pgSQL that brings the index in line with what a statement changed.

    What changed nothing that is searched costs one comparison.
    """
    watched = [*source.columns, "custom"]
    old, new = (", ".join(f"{side}.{quoted(column)}" for column in watched) for side in ("o", "n"))
    kind_of_old, kind_of_new = source.kind_of("o"), source.kind_of("n")
    moved = "" if source.fixed else f" OR ({kind_of_old}) IS DISTINCT FROM ({kind_of_new})"
    pairs = "n LEFT JOIN o ON o.tenant_id = n.tenant_id AND o.id = n.id"
    differ = f"(o.id IS NULL OR ({old}) IS DISTINCT FROM ({new}){moved})"
    return f"""
#variable_conflict use_column
-- folded as {folding.version()}
BEGIN
    IF TG_OP = 'INSERT' THEN
        {write(source, "n", "n")};
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM public.{TABLE} e USING o
        WHERE e.tenant_id = o.tenant_id AND e.kind = {kind_of_old} AND e.record_id = o.id;
    ELSIF EXISTS (SELECT FROM n FULL JOIN o ON o.id = n.id AND o.tenant_id = n.tenant_id
                  WHERE o.id IS NULL OR n.id IS NULL OR ({old}) IS DISTINCT FROM ({new}){moved}) THEN
        DELETE FROM public.{TABLE} e USING o LEFT JOIN n ON n.tenant_id = o.tenant_id AND n.id = o.id
        WHERE (n.id IS NULL{moved})
          AND e.tenant_id = o.tenant_id AND e.kind = {kind_of_old} AND e.record_id = o.id;
        {write(source, pairs, "n", differ)};
    END IF;
    RETURN NULL;
END
"""


# A number as people write it, so that it is found in whatever way they write it. All of its signs stand before ":".
_LIKE_A_PHONE: Final = r"^[ +(]*[0-9][0-9 ().+/-]{5,}$"
# How an encrypted value is stored: nothing of it may be found.
_SEALED: Final = r"^[^. ]*[.][0-9]+[.][0-9]+[.][A-Za-z0-9_=-]+$"


def write(source: Source, rows: str, row: str, where: str = "true") -> str:
    """An upsert of the entries of `rows`, of which `row` is the searched one.

    OFFSET 0 keeps the text from being computed once for every place where it is used.
    """
    kind = source.kind_of(row)
    return f"""INSERT INTO public.{TABLE} AS e (tenant_id, kind, record_id, text)
        SELECT w.tenant_id, w.kind, w.id, left(' ' || public.{folding.NAME}(w.said), {LONGEST_TEXT})
        FROM (SELECT {row}.tenant_id, {row}.id, {kind} AS kind, {said(source, row)} AS said
              FROM {rows} WHERE {where} OFFSET 0) w
        WHERE w.kind IS NOT NULL
        ON CONFLICT (tenant_id, kind, record_id) DO UPDATE SET text = excluded.text WHERE e.text <> excluded.text"""


def said(source: Source, row: str) -> str:
    """What a row says: each value on a line, every word after a space; then phones as digits."""
    columns = [f"{row}.{quoted(column)}::text" for column in source.columns]
    values = [f"NULLIF({column}, '')" for column in columns]
    own = f"{row}.custom"
    of_owner = f"""CASE WHEN jsonb_typeof({own}) = 'object' AND {own} <> '{{}}'::jsonb THEN
        (SELECT string_agg(concat_ws(E'\\n ', v.said, {_digits("v.said")}), E'\\n ')
         FROM (SELECT value #>> '{{}}' AS said FROM jsonb_each({own})
               WHERE jsonb_typeof(value) = 'string' OFFSET 0) v
         WHERE v.said <> '' AND NOT (position('.' IN v.said) > 0 AND v.said ~ '{_SEALED}')) END"""
    return f"concat_ws(E'\\n ', {', '.join([*values, of_owner, *map(_digits, columns)])})"


def _digits(value: str) -> str:
    """SQL: the digits of what looks like a phone, unless it consists of them."""
    return f"""CASE WHEN {value} COLLATE "C" < ':' AND {value} ~ '{_LIKE_A_PHONE}'
        THEN regexp_replace({value}, '[^0-9]', '', 'g') END"""


def fill(source: Source) -> list[str]:
    """Write the whole of a table into the index, and take out what is not there any more."""
    gone = f"""DELETE FROM {TABLE} e WHERE e.kind LIKE '{source.kinds}' AND NOT EXISTS
        (SELECT FROM {quoted(source.table)} r
         WHERE r.tenant_id = e.tenant_id AND r.id = e.record_id AND {source.kind_of("r")} = e.kind)"""
    return [gone, write(source, f"{quoted(source.table)} r", "r")]


def drop_triggers(table: str) -> list[str]:
    """Stop keeping the index for a table."""
    return [f"DROP TRIGGER IF EXISTS {name} ON {quoted(table)}" for name in TRIGGERS]
