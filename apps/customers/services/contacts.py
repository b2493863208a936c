"""Who holds an e-mail address or a phone number while customers are matched by it."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from apps.customers.models import Customer
from apps.tenancy import context, db
from apps.tenancy.stored import Stored

# Few enough locks for a batch of any size, many enough that two customers seldom wait for each other.
SLOTS: Final = 256

HELD: Final = Stored(
    name="customers_held",
    parameters={"keys": "bigint[]", "email": "text", "phone": "text"},
    columns={"id": "bigint"},
    locks="pg_advisory_xact_lock(key) FROM unnest(%(keys)s) AS key",
    statement="""
        SELECT c.id FROM customers_customer c WHERE c.email = %(email)s OR c.phone = %(phone)s
        ORDER BY c.id FOR UPDATE OF c
    """,
)


def hold(contacts: Iterable[str | None]) -> None:
    """Make everybody else who matches or saves by one of these wait until this transaction ends. One query or none.

    Call it before any row is locked, once per transaction: slots are taken in one order, so nobody waits in circles.
    """
    if keys := _keys(contacts):
        db.fetch_all(
            "SELECT pg_advisory_xact_lock(key) IS NULL AS held FROM unnest(%(keys)s::bigint[]) AS key",
            keys=keys,
        )


def hold_known(*, email: str | None, phone: str | None) -> list[Customer]:
    """`hold`, and the customers who have the address or the number, locked, in the order of their numbers.

    One query, another one when somebody has them.
    """
    keys = _keys((email, phone))
    if not keys:
        return []
    found = [one["id"] for one in HELD.all(keys=keys, email=email or None, phone=phone or None)]
    return list(Customer.objects.filter(pk__in=found).order_by("pk")) if found else []


def _keys(contacts: Iterable[str | None]) -> list[int]:
    tenant = context.current_tenant_id()
    slots = {_digest(f"{contact}") % SLOTS for contact in contacts if contact}
    return sorted(_digest(f"customers:{tenant}:{slot}") for slot in slots)


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def of(*customers: Customer) -> list[str | None]:
    """Addresses and numbers of these customers."""
    return [contact for one in customers for contact in (one.email, one.phone)]
