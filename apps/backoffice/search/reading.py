"""The SQL that reads the index: functions of the owner's that see the bound business alone. Pure text.

Row security lets no LIKE be an index condition; inside these functions the condition on the tenant is an ordinary one.
"""
# ruff: noqa: S608  (nothing here comes from outside)

from dataclasses import dataclass
from typing import Final

from apps.backoffice.search.sql import RIGHTS, TABLE
from apps.tenancy.policies import TENANT, role

# A word that stands in every tenth of the newest records is common: enough matches are met among the newest, and
# collecting all of them would take long. So many are asked, all kinds together and at least of each.
COMMON: Final = 10
ASKED: Final = 400
ASKED_OF_EACH: Final = 50
# How many of the newest are compared for a common word, and how many matches for another.
NEWEST: Final = 4_000
COMPARED: Final = 20_000

_ESCAPED: Final = r"replace(replace(replace(term, E'\\', E'\\\\'), '%', E'\\%'), '_', E'\\_')"
# One or two letters stand in almost every text, so they are looked for where a word begins; two signs of a script
# without spaces may stand anywhere.
PATTERN: Final = f"""CREATE OR REPLACE FUNCTION public.backoffice_pattern(term text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN length(term) < 3 AND term !~ E'[\\u2e80-\\U0003ffff]' THEN '% ' ELSE '%' END
           || {_ESCAPED} || '%'"""

# Spelled out, since a trigram index serves LIKE with a pattern that is known when the statement is planned.
CONDITION: Final = """CREATE OR REPLACE FUNCTION public.backoffice_condition(terms text[]) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $condition$
DECLARE
    v_term text;
    v_one text;
    v_any text;
    v_all text := '';
BEGIN
    FOREACH v_term IN ARRAY terms LOOP
        v_any := '';
        FOREACH v_one IN ARRAY string_to_array(v_term, E'\\x1f') LOOP
            v_any := v_any || ' OR e.text LIKE ' || quote_literal(public.backoffice_pattern(v_one));
        END LOOP;
        v_all := v_all || ' AND (' || substr(v_any, 5) || ')';
    END LOOP;
    RETURN NULLIF(substr(v_all, 6), '');
END
$condition$"""

_OF_KIND: Final = f"FROM public.{TABLE} e WHERE e.tenant_id = $1 AND e.kind"

# Common words among the newest; others by trigrams, whatever the planner thinks of them.
_SEARCH: Final = f"""
#variable_conflict use_column
DECLARE
    v_where text := public.backoffice_condition(terms);
    v_begin text := ' ' || (SELECT string_agg(split_part(t, E'\\x1f', 1), ' ' ORDER BY n)
                            FROM unnest(terms) WITH ORDINALITY AS u (t, n));
    v_asked integer := greatest({ASKED} / greatest(cardinality(kinds), 1), {ASKED_OF_EACH});
    v_patterns text[] := ARRAY(SELECT public.backoffice_pattern(split_part(t, E'\\x1f', -1)) FROM unnest(terms) t);
    v_common text[];
    v_rare text[];
    v_kinds text[];
    v_ids bigint[];
    v_begins boolean[];
    v_more_kinds text[];
    v_more_ids bigint[];
    v_more_begins boolean[];
BEGIN
    IF v_where IS NULL THEN RETURN; END IF;
    -- Planned once per session; the spelling that phones are stored in stands for all of them.
    SELECT array_agg(k) FILTER (WHERE c.common), array_agg(k) FILTER (WHERE NOT c.common) INTO v_common, v_rare
    FROM unnest(kinds) k CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE e.text LIKE ALL (v_patterns)) * {COMMON} >= v_asked AS common
        FROM (SELECT n.text FROM public.{TABLE} n WHERE n.tenant_id = {TENANT} AND n.kind = k
              ORDER BY n.record_id DESC LIMIT v_asked) e) c;
    IF v_common IS NOT NULL THEN
        EXECUTE 'SELECT array_agg(e.kind), array_agg(e.record_id), array_agg(starts_with(e.text, $3))'
            ' FROM unnest($2) k CROSS JOIN LATERAL (SELECT e.kind, e.record_id, e.text'
            '  {_OF_KIND} = k ORDER BY e.record_id DESC LIMIT $4) e WHERE ' || v_where
        INTO v_kinds, v_ids, v_begins
        USING {TENANT}, v_common, v_begin, greatest({NEWEST} / cardinality(v_common), most * {COMMON} * 2);
    END IF;
    IF v_rare IS NOT NULL THEN
        PERFORM set_config('enable_indexscan', 'off', true), set_config('enable_seqscan', 'off', true);
        EXECUTE 'SELECT array_agg(e.kind), array_agg(e.record_id), array_agg(e.begins) FROM ('
            ' SELECT e.kind, e.record_id, starts_with(e.text, $3) AS begins {_OF_KIND} = ANY ($2) AND '
            || v_where || ' LIMIT {COMPARED}) e'
        INTO v_more_kinds, v_more_ids, v_more_begins USING {TENANT}, v_rare, v_begin;
    END IF;
    RETURN QUERY
        SELECT f.kind, f.record_id, f.begins FROM (
            SELECT m.kind, m.record_id, m.begins,
                   row_number() OVER (PARTITION BY m.kind ORDER BY m.begins DESC, m.record_id DESC) AS place
            FROM (SELECT * FROM unnest(v_kinds, v_ids, v_begins) AS u (kind, record_id, begins)
                  UNION ALL
                  SELECT * FROM unnest(v_more_kinds, v_more_ids, v_more_begins) AS u (kind, record_id, begins)) m) f
        WHERE f.place <= most ORDER BY f.kind, f.place;
END
"""

_ALL: Final = f"""
DECLARE
    v_where text := public.backoffice_condition(terms);
    v_seen integer;
    v_ids bigint[];
BEGIN
    IF v_where IS NULL THEN RETURN '{{}}'; END IF;
    EXECUTE 'SELECT count(*) FROM (SELECT e.text {_OF_KIND} = $2 ORDER BY e.record_id DESC LIMIT {ASKED}) e'
        ' WHERE ' || v_where
    INTO v_seen USING {TENANT}, of_kind;
    IF v_seen * {COMMON} > {ASKED} * 2 THEN RETURN NULL; END IF;
    PERFORM set_config('enable_indexscan', 'off', true), set_config('enable_seqscan', 'off', true);
    EXECUTE 'SELECT array_agg(e.record_id) FROM (SELECT e.record_id {_OF_KIND} = $2 AND ' || v_where || ' LIMIT $3) e'
    INTO v_ids USING {TENANT}, of_kind, most + 1;
    IF cardinality(v_ids) > most THEN RETURN NULL; END IF;
    RETURN coalesce(v_ids, '{{}}');
END
"""

_FOUND: Final = f"""
DECLARE
    v_text text;
    v_term text;
BEGIN
    SELECT e.text INTO v_text FROM public.{TABLE} e
    WHERE e.tenant_id = {TENANT} AND e.kind = of_kind AND e.record_id = record;
    IF v_text IS NULL OR cardinality(terms) = 0 THEN RETURN false; END IF;
    FOREACH v_term IN ARRAY terms LOOP
        IF length(v_term) > 2 AND strpos(v_term, E'\\x1f') = 0 THEN
            IF strpos(v_text, v_term) = 0 THEN RETURN false; END IF;
        ELSIF NOT EXISTS (SELECT FROM unnest(string_to_array(v_term, E'\\x1f')) one
                          WHERE v_text LIKE public.backoffice_pattern(one)) THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN true;
END
"""


@dataclass(frozen=True, slots=True)
class Reader:
    """A function the app reads through. `about` is what it costs and sets."""

    name: str
    arguments: str
    answer: str
    body: str
    about: str

    def statements(self) -> list[str]:
        """SQL that makes it, for the app and the platform and for nobody else."""
        types = ", ".join(one.split(" ", 1)[1] for one in self.arguments.split(", "))
        named = f"public.{self.name}({types})"
        return [
            f"CREATE OR REPLACE FUNCTION public.{self.name}({self.arguments}) RETURNS {self.answer}"
            f" LANGUAGE plpgsql STABLE {RIGHTS} {self.about} AS $read${self.body}$read$",
            f"REVOKE ALL ON FUNCTION {named} FROM PUBLIC, {role('signin')}",
            f"GRANT EXECUTE ON FUNCTION {named} TO {role('app')}, {role('platform')}",
        ]


# What a function sets within is set back at its end only if it declares the setting.
_PLANNED: Final = "SET enable_indexscan = on SET enable_seqscan = on"
READERS: Final[dict[str, Reader]] = {
    one.name: one
    for one in (
        Reader(
            "backoffice_search",
            "kinds text[], terms text[], most integer",
            "TABLE (kind text, record_id bigint, begins boolean)",
            _SEARCH,
            f"COST 10000 ROWS 100 {_PLANNED}",
        ),
        Reader(
            "backoffice_all",
            "of_kind text, terms text[], most integer",
            "bigint[]",
            _ALL,
            f"COST 10000 {_PLANNED}",
        ),
        Reader(
            "backoffice_found", "of_kind text, record bigint, terms text[]", "boolean", _FOUND, "COST 500"
        ),
    )
}


def functions() -> list[str]:
    """Everything the index is read through."""
    return [PATTERN, CONDITION, *(statement for one in READERS.values() for statement in one.statements())]
