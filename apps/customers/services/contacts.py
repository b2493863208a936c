"""Who holds an e-mail address or a phone number while customers are matched by it."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from apps.customers.models import Customer
from apps.tenancy import context, db

# Few enough locks for a batch of any size, many enough that two customers seldom wait for each other.
SLOTS: Final = 256


def hold(contacts: Iterable[str | None]) -> None:
    """Make everybody else who matches or saves by one of these wait until this transaction ends. One query or none.

    Call it before any row is locked, once per transaction: slots are taken in one order, so nobody waits in circles.
    """
    tenant = context.current_tenant_id()
    slots = {_digest(f"{contact}") % SLOTS for contact in contacts if contact}
    keys = sorted(_digest(f"customers:{tenant}:{slot}") for slot in slots)
    if keys:
        db.fetch_all(
            "SELECT pg_advisory_xact_lock(key) IS NULL AS held FROM unnest(%(keys)s::bigint[]) AS key",
            keys=keys,
        )


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def of(*customers: Customer) -> list[str | None]:
    """Addresses and numbers of these customers."""
    return [contact for one in customers for contact in (one.email, one.phone)]
