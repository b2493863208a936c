"""What staff may set aside, and that they say why."""

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.frontdesk.errors import ReasonMissing
from apps.frontdesk.types import Override
from apps.kernel.errors import NotAllowed

PRICE, TERMS, CAPACITY = (
    "sales.override_order",
    "bookings.override_booking",
    "capacity.override_departure",
)


def check(override: Override | None, *, by: Member | None) -> Override | None:
    """The override, when this person may use all of it. Raises NotAllowed and ReasonMissing."""
    if override is None:
        return None
    needs = set()
    if override.price is not None:
        needs.add(PRICE)
    if override.ignore_notice or override.ignore_rules or override.ignore_policy or override.policy:
        needs.add(TERMS)
    if override.raise_capacity:
        needs.add(CAPACITY)
    if not needs:
        return None
    if by is None or any(patterns.may(by.patterns, code) != "all" for code in needs):
        raise NotAllowed
    if not override.reason.strip():
        raise ReasonMissing
    return override
