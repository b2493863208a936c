"""What pages of merging have in common: who may, and which customers they see."""

from typing import Final

from apps.accounts.models import Member
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.screens.registry import SCREENS
from apps.customers import queries
from apps.customers.errors import MergedMeanwhile, NoSuchCustomer
from apps.customers.models import Customer
from apps.kernel.errors import NotAllowed

MERGE: Final = "customers.merge_customer"
_DIGITS: Final = 18  # of a number that a column can hold


def screen_for(member: Member) -> Screen:
    """The screen of customers. Raises NotAllowed for who may not see them."""
    screen = SCREENS.get("customers.customer")
    if not screen.may(member, "view"):
        raise NotAllowed
    return screen


def customer(screen: Screen, member: Member, text: str) -> Customer:
    """The customer whose number somebody gave. Raises NoSuchCustomer, MergedMeanwhile. At most two queries."""
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise NoSuchCustomer
    found: Customer | None = screen.rows(member).filter(pk=int(text)).first()
    if found is not None:
        return found
    successor = queries.successor(int(text))
    if successor is None:
        raise NoSuchCustomer
    raise MergedMeanwhile(name=successor.name)
