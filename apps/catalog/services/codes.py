"""Using up promotional codes. Limits hold however many buy at once: one statement counts and compares."""

from datetime import datetime
from typing import Final

from apps.catalog.errors import CodeUnknown, CodeUsedByYou, CodeUsedUp
from apps.catalog.models import PromotionalCode
from apps.catalog.pricing.codes import why_not
from apps.catalog.queries import rules
from apps.tenancy import context, db

# The row of the code is locked first, that of the customer after it, by everybody.
_SPEND: Final = """
    WITH taken AS (
        UPDATE catalog_promotionalcode SET uses = uses + 1
        WHERE id = %(code)s AND active AND (most_uses IS NULL OR uses < most_uses)
            AND (valid_from IS NULL OR valid_from <= %(at)s) AND (valid_until IS NULL OR valid_until > %(at)s)
        RETURNING id, tenant_id, COALESCE(most_each, 2147483647) AS most_each
    ), each AS (
        INSERT INTO catalog_codeuse AS mine (tenant_id, code_id, customer_id, uses)
        SELECT tenant_id, id, %(customer)s, 1 FROM taken
        ON CONFLICT (tenant_id, code_id, customer_id) DO UPDATE SET uses = mine.uses + 1
            WHERE mine.uses < (SELECT most_each FROM taken)
        RETURNING uses
    )
    SELECT (SELECT count(*) FROM taken) AS taken, (SELECT count(*) FROM each) AS each
"""
_UNSPEND: Final = """
    WITH given_back AS (
        UPDATE catalog_codeuse SET uses = uses - 1
        WHERE code_id = %(code)s AND customer_id = %(customer)s AND uses > 0 RETURNING code_id
    )
    UPDATE catalog_promotionalcode SET uses = uses - 1
    WHERE uses > 0 AND id IN (SELECT code_id FROM given_back)
"""


def spend_code(*, code: int, customer: int, at: datetime) -> None:
    """Count one use of a code by a customer. One statement; locks the code until the transaction ends.

    Raises CodeUsedUp, CodeUsedByYou, CodeUnknown, CodeNotYet, CodeEnded; then nothing is counted.
    """
    with context.atomic():
        done = db.fetch_one(_SPEND, code=code, customer=customer, at=at) or {}
        if not done["taken"]:
            raise _why_not(code, customer, at)
        if not done["each"]:
            raise CodeUsedByYou(code=_name(code))


def unspend_code(*, code: int, customer: int, at: datetime) -> None:
    """Give one use back, when an order is cancelled as a whole. One statement; does nothing where none is counted."""
    db.execute(_UNSPEND, code=code, customer=customer)


def hold_code(*, code: int) -> None:
    """Lock a code until the transaction ends, for who may give it back after giving back what others want."""
    list(
        PromotionalCode.objects.filter(pk=code).select_for_update(of=("self",), no_key=True).values_list("pk")
    )


def hold_named(*, code: str) -> None:
    """The same by what somebody wrote, for who will spend it after taking what others want. One query, none without."""
    if text := written(code):
        rows = PromotionalCode.objects.filter(code=text).select_for_update(of=("self",), no_key=True)
        list(rows.values_list("pk"))


def _why_not(code: int, customer: int, at: datetime) -> Exception:
    name = _name(code)
    found = rules([], at=at, code=name, customer=customer).code
    return why_not(found, at=at) or (CodeUsedUp(code=name) if found is not None else CodeUnknown())


def _name(code: int) -> str:
    return str(PromotionalCode.objects.filter(pk=code).values_list("code", flat=True).first() or "")


def written(text: str) -> str:
    """A code as it is stored: capitals without spaces."""
    return "".join(text.upper().split())[:40]
