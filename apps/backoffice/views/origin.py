"""The list from which somebody came to a record, so that next and previous follow it and the way back leads to it.

An address has it as `list`, the query of the list, and `at`, the place of the record in it, counted from 1. Both are
read as any list's address is: what makes no sense counts as not given.
"""

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from apps.accounts.models import Member
from apps.backoffice.attributes import parsing
from apps.backoffice.lists import table
from apps.backoffice.lists.query import ListQuery
from apps.backoffice.screens import permitted
from apps.backoffice.screens.declaration import Screen

LONGEST: Final = 1500
# So far a record may have moved in the list meanwhile and is still found there.
AROUND: Final = 25


@dataclass(frozen=True, slots=True)
class Origin:
    """A list and a place in it; place 0 is none."""

    query: ListQuery
    at: int = 0

    @classmethod
    def of(cls, query: ListQuery) -> "Origin":
        """The list as it is shown, whatever its columns and page."""
        return cls(replace(query, columns=(), view=None, page=1, problems=(), bare=False))

    @classmethod
    def read(cls, request: HttpRequest, screen: Screen) -> "Origin":
        """What the address says."""
        text, place = request.GET.get("list", ""), parsing.record_number(request.GET.get("at", "")) or 0
        if len(text) > LONGEST or not 0 < place <= table.COUNTED:
            return cls(ListQuery())
        return cls(cls.of(ListQuery.read(QueryDict(text), screen.conditions())).query, place)

    def ending(self) -> str:
        """What addresses of its records end with before their places; "" for a list that is too long to carry."""
        text = self.query.write()
        return f"?{urlencode({'list': text})}&at=" if len(text) <= LONGEST else ""

    def suffix(self) -> str:
        """What addresses about the record at its place end with, "" for no list."""
        ending = self.ending() if self.at else ""
        return f"{ending}{self.at}" if ending else ""

    def back(self, screen: Screen) -> str:
        """The address of the list, on the page where the record stands."""
        page = -(-self.at // screen.per_page) or 1
        query = self.query.with_(page=page).write()
        path = reverse("office_list", args=[screen.app, screen.name])
        return f"{path}?{query}" if query else path

    def neighbours(self, screen: Screen, member: Member, pk: int) -> dict[str, str] | None:
        """Addresses of the records before and after; None where the list has the record no more. One query."""
        if not self.at:
            return None
        ending, start = self.ending(), max(self.at - 1 - AROUND, 0)
        rows = table.narrowed(screen, member, self.query, screen.conditions())
        numbers = list(rows.values_list("pk", flat=True)[start : self.at + AROUND])
        if pk not in numbers:
            return None
        addresses = {
            place: f"{permitted.page_of(screen, number)}{ending}{place}"
            for place, number in enumerate(numbers, start + 1)
        }
        here = start + 1 + numbers.index(pk)
        return {"previous": addresses.get(here - 1, ""), "next": addresses.get(here + 1, "")}
