"""The SQL that keeps `CustomValue` in step with the JSON of records, whoever writes them. Pure text.

The functions belong to the owner, so no other role needs a right to write values. They take a whole statement's rows
at once, and never fail: what kind of value a JSON value is, it says itself.
"""
# ruff: noqa: S608  (nothing here comes from outside: names of tables, quoted)

from collections.abc import Sequence
from typing import Final

from apps.tenancy.policies import quoted
from apps.tenancy.role_sql import literal

FIELDS: Final = "public.backoffice_customfield"
VALUES: Final = "public.backoffice_customvalue"
SEARCH_PATH: Final = "pg_catalog, public, pg_temp"
RIGHTS: Final = f"SECURITY DEFINER SET search_path = {SEARCH_PATH}"
# A float says as much, and an index row must stay small.
LONGEST: Final = 200
DECIMALS: Final = 9

# Accents come off by taking letters apart; a text of ASCII alone has none.
FOLDED: Final = f"""
CREATE OR REPLACE FUNCTION backoffice_folded(said text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT CASE WHEN octet_length(said) = char_length(said) THEN lower(left(said, {LONGEST}))
  ELSE left(lower(regexp_replace(normalize(left(said, {LONGEST}), NFKD), '[\\u0300-\\u036f]', '', 'g')), {LONGEST})
END $$
"""

VALUES_OF: Final = f"""
CREATE OR REPLACE FUNCTION backoffice_values_of(said jsonb) RETURNS TABLE (text text, number float8)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT CASE jsonb_typeof(one) WHEN 'string' THEN public.backoffice_folded(one #>> '{{}}') END,
  CASE jsonb_typeof(one)
    WHEN 'boolean' THEN one::boolean::int::float8
    WHEN 'number' THEN CASE WHEN abs(one::numeric) < 1e300 THEN round(one::numeric, {DECIMALS})::float8 END
  END
FROM jsonb_array_elements(CASE WHEN jsonb_typeof(said) = 'array' THEN said ELSE jsonb_build_array(said) END) AS one
WHERE jsonb_typeof(one) IN ('string', 'number', 'boolean') $$
"""

# Without these the planner takes business and field for independent, and most filters for far narrower than they are.
STATISTICS: Final = (
    f"CREATE STATISTICS IF NOT EXISTS backoffice_values_fields (dependencies) ON tenant_id, field_id FROM {VALUES}",
    f"CREATE STATISTICS IF NOT EXISTS backoffice_values_texts (mcv) ON field_id, text FROM {VALUES}",
    f"CREATE STATISTICS IF NOT EXISTS backoffice_values_numbers (mcv) ON field_id, number FROM {VALUES}",
)

# Nothing else of a record has its number: what a deleted record leaves behind goes with it.
BELONGING: Final = ("backoffice_customsecret", "backoffice_customfile", "backoffice_besidechange")
KEEP: Final = "backoffice_keep_values"
KEEP_FIELDS: Final = "backoffice_keep_fields"
TRIGGERS: Final = {
    "values_insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS n FOR EACH STATEMENT",
    "values_update": "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT",
    "values_delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS o FOR EACH STATEMENT",
}
FIELD_TRIGGER: Final = "values_of_field"


def keep_body(*, on: str, belonging: Sequence[str]) -> str:
    """PL/pgSQL for a table of records. `on` is SQL, with {row} for the row it tells the kind of."""
    new, old = on.format(row="n"), on.format(row="o")
    gone = "\n".join(
        f"""
        DELETE FROM public.{quoted(table)} x USING o, {FIELDS} f
        WHERE f.tenant_id = o.tenant_id AND f."on" = {old}
          AND x.tenant_id = f.tenant_id AND x.field_id = f.id AND x.record_id = o.id;"""
        for table in (VALUES.removeprefix("public."), *belonging)
    )
    return f"""
#variable_conflict use_column
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT 1 FROM n WHERE n.custom <> '{{}}'::jsonb) THEN
            INSERT INTO {VALUES} (tenant_id, field_id, record_id, text, number)
            SELECT n.tenant_id, f.id, n.id, v.text, v.number
            FROM n JOIN {FIELDS} f ON f.tenant_id = n.tenant_id AND f."on" = {new}
              CROSS JOIN LATERAL public.backoffice_values_of(n.custom -> f.key) v
            WHERE n.custom <> '{{}}'::jsonb;
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT 1 FROM o JOIN {FIELDS} f ON f.tenant_id = o.tenant_id AND f."on" = {old}) THEN
            {gone}
        END IF;
    ELSIF EXISTS (SELECT 1 FROM n WHERE n.custom <> '{{}}'::jsonb)
       OR EXISTS (SELECT 1 FROM o WHERE o.custom <> '{{}}'::jsonb) THEN
        -- A full join is never done by looping over one side for each row of the other.
        WITH changed AS MATERIALIZED (
            SELECT tenant_id, id, o.custom AS before, n.custom AS after, {new} AS kind
            FROM o FULL JOIN n USING (tenant_id, id) WHERE o.custom IS DISTINCT FROM n.custom
        ), fresh AS MATERIALIZED (
            SELECT c.tenant_id, c.id, f.id AS field_id, c.after -> f.key AS value
            FROM changed c JOIN {FIELDS} f ON f.tenant_id = c.tenant_id AND f."on" = c.kind
            WHERE c.before -> f.key IS DISTINCT FROM c.after -> f.key
        ), gone AS (
            DELETE FROM {VALUES} v USING fresh
            WHERE v.tenant_id = fresh.tenant_id AND v.field_id = fresh.field_id AND v.record_id = fresh.id
        )
        INSERT INTO {VALUES} (tenant_id, field_id, record_id, text, number)
        SELECT fresh.tenant_id, fresh.field_id, fresh.id, v.text, v.number
        FROM fresh CROSS JOIN LATERAL public.backoffice_values_of(fresh.value) v;
    END IF;
    RETURN NULL;
END
"""


def fields_body(*, tables: Sequence[tuple[str, str]], families: Sequence[tuple[str, str, str]]) -> str:
    """PL/pgSQL for the table of fields: a new field finds the values that records have under its key already, as
    after a restore; one that goes takes them along. `families` are (prefix, table, SQL of `on`).
    """
    listed = ", ".join(f"({literal(on)}, {literal(table)})" for on, table in tables) or "('', '')"
    branches = "\n".join(
        f"""
        IF starts_with(NEW."on", {literal(prefix + ".")}) THEN
            {_found(quoted(table), f'{on.format(row="n")} = NEW."on"')};
        END IF;"""
        for prefix, table, on in families
    )
    found = (
        _found("%I", "true").replace("NEW.tenant_id", "$1").replace("NEW.id", "$2").replace("NEW.key", "$3")
    )
    return f"""
DECLARE
    v_table text;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM {VALUES} v WHERE v.tenant_id = OLD.tenant_id AND v.field_id = OLD.id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        SELECT t.name INTO v_table FROM (VALUES {listed}) AS t (kind, name) WHERE t.kind = NEW."on";
        IF FOUND THEN
            EXECUTE format({literal(found)}, v_table) USING NEW.tenant_id, NEW.id, NEW.key;
        END IF;
        {branches}
    END IF;
    RETURN NULL;
END
"""


def _found(table: str, condition: str) -> str:
    return f"""INSERT INTO {VALUES} (tenant_id, field_id, record_id, text, number)
        SELECT n.tenant_id, NEW.id, n.id, v.text, v.number
        FROM public.{table} n CROSS JOIN LATERAL public.backoffice_values_of(n.custom -> NEW.key) v
        WHERE n.tenant_id = NEW.tenant_id AND n.custom ? NEW.key AND {condition}"""


def function(name: str, body: str) -> list[str]:
    """A trigger function that runs as the owner."""
    return [
        f"CREATE OR REPLACE FUNCTION {quoted(name)}() RETURNS trigger LANGUAGE plpgsql {RIGHTS} AS $keep${body}$keep$",
        f"REVOKE ALL ON FUNCTION {quoted(name)}() FROM PUBLIC",
    ]


def triggers(table: str, function: str, argument: str) -> list[str]:
    """The three triggers of a table of records."""
    call = f"EXECUTE FUNCTION {quoted(function)}({literal(argument)})"
    return [
        statement
        for name, event in TRIGGERS.items()
        for statement in (
            f"DROP TRIGGER IF EXISTS {name} ON {quoted(table)}",
            f"CREATE TRIGGER {name} {event.format(table=quoted(table))} {call}",
        )
    ]


def field_triggers() -> list[str]:
    """The triggers of the table of fields."""
    call = f"FOR EACH ROW {{when}} EXECUTE FUNCTION {KEEP_FIELDS}()"
    moved = 'WHEN (OLD.key IS DISTINCT FROM NEW.key OR OLD."on" IS DISTINCT FROM NEW."on")'
    return [
        f"DROP TRIGGER IF EXISTS {FIELD_TRIGGER} ON {FIELDS}",
        f"DROP TRIGGER IF EXISTS {FIELD_TRIGGER}_moved ON {FIELDS}",
        f"CREATE TRIGGER {FIELD_TRIGGER} AFTER INSERT OR DELETE ON {FIELDS} {call.format(when='')}",
        f"CREATE TRIGGER {FIELD_TRIGGER}_moved AFTER UPDATE ON {FIELDS} {call.format(when=moved)}",
    ]
