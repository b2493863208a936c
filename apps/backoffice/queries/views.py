"""Reads of saved views. A member sees their own and the shared ones."""

from django.db.models import Q, QuerySet

from apps.accounts.models import Member
from apps.backoffice.models import SavedView


def of_member(member: Member, *, on: str = "") -> QuerySet[SavedView]:
    """The views the member has, of one list when it is named; in their order, pinned ones are not set apart."""
    rows = SavedView.objects.filter(Q(shared=True) | Q(owner=member))
    return rows.filter(on=on) if on else rows


def find(pk: int | None, member: Member, *, on: str) -> SavedView | None:
    """One of the member's views of a list, None when it is not theirs or gone."""
    return None if pk is None else of_member(member, on=on).filter(pk=pk).first()


def pinned(member: Member) -> QuerySet[SavedView]:
    """What the member's navigation shows beyond the lists themselves. One query."""
    return of_member(member).filter(pinned=True)
