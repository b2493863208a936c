"""Taking out of the record of writing requests from where a person who is forgotten wrote.

Nobody but the owner may change that record, so a function of theirs does this one thing: in the bound business, of the
named requests, and of those alone that no member made.
"""

from collections.abc import Collection
from typing import Final

from django.db.backends.utils import CursorWrapper

from apps.audit.sql import REQUESTS, SEARCH_PATH
from apps.tenancy import db
from apps.tenancy.policies import TENANT, role

NAME: Final = "frontdesk_forget_origins"
_SIGNATURE: Final = f"{NAME}(text[])"
_FUNCTION: Final = f"""
CREATE OR REPLACE FUNCTION {NAME}(p_requests text[]) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = {SEARCH_PATH} AS $origins$
DECLARE
    v_tenant bigint := {TENANT};
    v_done bigint;
BEGIN
    IF v_tenant IS NULL THEN
        RAISE EXCEPTION 'permission denied: no business is bound' USING ERRCODE = '42501';
    END IF;
    UPDATE public.{REQUESTS} r SET ip = NULL, user_agent = ''
    WHERE r.tenant_id = v_tenant AND r.actor IS NULL AND r.request = ANY (p_requests) AND r.request <> '';
    GET DIAGNOSTICS v_done = ROW_COUNT;
    RETURN v_done;
END
$origins$
"""  # noqa: S608 - names of ours
_CALL: Final = f"SELECT {NAME}(%(requests)s::text[]) AS done"


def complete(cursor: CursorWrapper) -> None:
    """The step after every migration, as the owner: the app alone may call it."""
    others = ", ".join(role(kind) for kind in ("signin", "platform"))
    cursor.execute(_FUNCTION)
    cursor.execute(f"REVOKE ALL ON FUNCTION {_SIGNATURE} FROM PUBLIC, {others}")
    cursor.execute(f"GRANT EXECUTE ON FUNCTION {_SIGNATURE} TO {role('app')}")


def forget_origins(requests: Collection[str]) -> int:
    """Empty address and browser of these requests; answers how many. One statement, none for no request."""
    if not requests:
        return 0
    row = db.fetch_one(_CALL, requests=sorted(requests))
    return int(row["done"]) if row else 0
