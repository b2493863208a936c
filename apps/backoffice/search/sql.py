"""The SQL of the index: its trigram index, the triggers that keep it, the functions that read it. Pure text."""
# ruff: noqa: S608  (nothing here comes from outside: names of tables and columns, quoted)

from typing import Final

from django.db.backends.utils import names_digest

from apps.backoffice.search import folding
from apps.backoffice.search.sources import Source
from apps.tenancy.policies import TENANT, quoted, role

TABLE: Final = "backoffice_searchentry"
INDEX: Final = "backoffice_search_trigrams"
EXTENSIONS: Final = ("pg_trgm", "btree_gin")
SEARCH_PATH: Final = "pg_catalog, public, pg_temp"
RIGHTS: Final = f"SECURITY DEFINER SET search_path = {SEARCH_PATH}"
PREFIX: Final = "search_of_"
LONGEST_NAME: Final = 63
LONGEST_TEXT: Final = 8_000
# Stands between the spellings of one term, any of which may match.
OR: Final = "\x1f"

TRIGGERS: Final = {
    "search_insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS n",
    "search_update": "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS o NEW TABLE AS n",
    "search_delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS o",
}

# New entries wait in a list that every search reads to its end, so it is kept short.
GIN: Final = f"""CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE}
    USING gin (tenant_id, text gin_trgm_ops) WITH (gin_pending_list_limit = 256)"""


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

    What changed nothing that is searched costs one comparison per row.
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
    ELSE
        DELETE FROM public.{TABLE} e USING o LEFT JOIN n ON n.tenant_id = o.tenant_id AND n.id = o.id
        WHERE (n.id IS NULL{moved})
          AND e.tenant_id = o.tenant_id AND e.kind = {kind_of_old} AND e.record_id = o.id;
        {write(source, pairs, "n", differ)};
    END IF;
    RETURN NULL;
END
"""


def write(source: Source, rows: str, row: str, where: str = "true") -> str:
    """An upsert of the entries of `rows`, of which `row` is the searched one."""
    kind = source.kind_of(row)
    return f"""INSERT INTO public.{TABLE} AS e (tenant_id, kind, record_id, text)
        SELECT {row}.tenant_id, {kind}, {row}.id, {text(source, row)}
        FROM {rows} WHERE {where} AND ({kind}) IS NOT NULL
        ON CONFLICT (tenant_id, kind, record_id) DO UPDATE SET text = excluded.text WHERE e.text <> excluded.text"""


def text(source: Source, row: str) -> str:
    """The searched text of a row: folded values, each on a line, every word after a space; then phones as digits."""
    columns = [f"{row}.{quoted(column)}::text" for column in source.columns]
    folded = ", ".join(f"NULLIF(public.{folding.NAME}({column}), '')" for column in columns)
    own = f"{row}.custom"
    of_owner = f"CASE WHEN {own} = '{{}}'::jsonb THEN NULL ELSE public.{OF_OWNER}({own}) END"
    phones = ", ".join(f"public.{DIGITS}({column})" for column in columns)
    values = ", ".join(part for part in (folded, of_owner, phones) if part)
    return f"left(' ' || concat_ws(E'\\n ', {values}), {LONGEST_TEXT})"


DIGITS: Final = "backoffice_phone_digits"
OF_OWNER: Final = "backoffice_owners_texts"

# A number as people write it, so that it is found in whatever way they write it.
_LIKE_A_PHONE: Final = r"^[ +(]*[0-9][0-9 ().+/-]{5,}$"
# How an encrypted value is stored: nothing of it may be found.
_SEALED: Final = r"^[^. ]*[.][0-9]+[.][0-9]+[.][A-Za-z0-9_=-]+$"

HELPERS: Final = (
    folding.function(),
    f"""CREATE OR REPLACE FUNCTION public.{DIGITS}(said text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN public.{folding.NAME}(said) ~ '{_LIKE_A_PHONE}'
                THEN regexp_replace(public.{folding.NAME}(said), '[^0-9]', '', 'g') END""",
    f"""CREATE OR REPLACE FUNCTION public.{OF_OWNER}(custom jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT string_agg(concat_ws(E'\\n ', public.{folding.NAME}(v.said), public.{DIGITS}(v.said)), E'\\n ')
            FROM (SELECT value #>> '{{}}' AS said FROM jsonb_each(custom)
                  WHERE jsonb_typeof(value) = 'string') v
            WHERE v.said <> '' AND v.said !~ '{_SEALED}')""",
)


def fill(source: Source) -> list[str]:
    """Write the whole of a table into the index, and take out what is not there any more."""
    gone = f"""DELETE FROM {TABLE} e WHERE e.kind LIKE '{source.kinds}' AND NOT EXISTS
        (SELECT FROM {quoted(source.table)} r
         WHERE r.tenant_id = e.tenant_id AND r.id = e.record_id AND {source.kind_of("r")} = e.kind)"""
    return [gone, write(source, f"{quoted(source.table)} r", "r")]


# -- reading ----------------------------------------------------------------------------------------------------------

# "%" and "_" are signs like any other.
_ESCAPED: Final = r"replace(replace(replace(%s, E'\\', E'\\\\'), '%%', E'\\%%'), '_', E'\\_')"
_SEARCH_BODY: Final = f"""
DECLARE
    v_where text := '';
    v_term text;
    v_one text;
    v_any text;
BEGIN
    -- Spelled out, since a trigram index serves LIKE with a pattern that is known when the statement is planned.
    FOREACH v_term IN ARRAY terms LOOP
        v_any := '';
        FOREACH v_one IN ARRAY string_to_array(v_term, E'\\x1f') LOOP
            v_any := v_any || format(' OR e.text LIKE %L', public.backoffice_pattern(v_one));
        END LOOP;
        v_where := v_where || ' AND (' || substr(v_any, 5) || ')';
    END LOOP;
    IF v_where = '' THEN RETURN; END IF;
    RETURN QUERY EXECUTE
        'SELECT f.kind, f.record_id, f.begins FROM ('
        ' SELECT m.kind, m.record_id, m.begins, row_number() OVER'
        '  (PARTITION BY m.kind ORDER BY m.begins DESC, m.record_id DESC) AS place FROM ('
        '   SELECT e.kind::text, e.record_id, starts_with(e.text, $4) AS begins FROM public.{TABLE} e'
        '   WHERE e.tenant_id = $1 AND e.kind = ANY ($2)' || v_where || ') m) f'
        ' WHERE f.place <= $3 ORDER BY f.kind, f.place'
    USING {TENANT}, kinds, most,
        ' ' || (SELECT string_agg(split_part(t, E'\\x1f', 1), ' ' ORDER BY n)
                FROM unnest(terms) WITH ORDINALITY AS u (t, n));
END
"""
_FOUND_BODY: Final = f"""
DECLARE
    v_text text;
    v_term text;
BEGIN
    SELECT e.text INTO v_text FROM public.{TABLE} e
    WHERE e.tenant_id = {TENANT} AND e.kind = of_kind AND e.record_id = record;
    IF v_text IS NULL THEN RETURN false; END IF;
    FOREACH v_term IN ARRAY terms LOOP
        IF NOT EXISTS (SELECT FROM unnest(string_to_array(v_term, E'\\x1f')) one
                       WHERE v_text LIKE public.backoffice_pattern(one)) THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN cardinality(terms) > 0;
END
"""
# One or two letters stand in almost every text, so they are looked for where a word begins; two signs of a script
# without spaces may stand anywhere.
_PATTERN: Final = f"""CREATE OR REPLACE FUNCTION public.backoffice_pattern(term text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN length(term) < 3 AND term !~ E'[\\u2e80-\\U0003ffff]' THEN '% ' ELSE '%' END
           || {_ESCAPED % "term"} || '%'"""

READERS: Final = {
    "backoffice_search": (
        "kinds text[], terms text[], most integer",
        "TABLE (kind text, record_id bigint, begins boolean)",
        f"#variable_conflict use_column{_SEARCH_BODY}",
        "COST 10000 ROWS 1000",
    ),
    "backoffice_found": (
        "of_kind text, record bigint, terms text[]",
        "boolean",
        _FOUND_BODY,
        "COST 500",
    ),
}


def readers() -> list[str]:
    """The two functions the app reads through, and the one that makes patterns of terms."""
    statements = [_PATTERN]
    for name, (arguments, answer, code, cost) in READERS.items():
        given = ", ".join(one.split(" ", 1)[1] for one in arguments.split(", "))
        statements += [
            f"CREATE OR REPLACE FUNCTION public.{name}({arguments}) RETURNS {answer}"
            f" LANGUAGE plpgsql STABLE {RIGHTS} {cost} AS $read${code}$read$",
            f"REVOKE ALL ON FUNCTION public.{name}({given}) FROM PUBLIC, {role('signin')}",
            f"GRANT EXECUTE ON FUNCTION public.{name}({given}) TO {role('app')}, {role('platform')}",
        ]
    return statements


def drop_triggers(table: str) -> list[str]:
    """Stop keeping the index for a table."""
    return [f"DROP TRIGGER IF EXISTS {name} ON {quoted(table)}" for name in TRIGGERS]
