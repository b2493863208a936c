"""People when a business is exported, restored or deleted: known by their e-mail, never with what they
sign in by.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession

from apps.accounts import sessions
from apps.accounts.models import User
from apps.accounts.services.people import find_or_create_person

FACTS = ("email", "name", "locale", "time_zone")


class Keeper:
    """What the takeout asks of accounts."""

    def describe(self, ids: Iterable[int]) -> Iterator[dict[str, Any]]:
        """Those of the persons that the bound role may see. Passwords, factors and sessions stay."""
        yield from User.objects.filter(pk__in=list(ids)).order_by("pk").values("id", *FACTS).iterator()

    def join(self, person: Mapping[str, Any]) -> int:
        """The person with this e-mail; a new one has no usable password and begins with a reset."""
        email = person["email"].strip().lower()
        other = EmailAddress.objects.filter(email=email, verified=True).exclude(user__email=email).first()
        if other is not None:  # somebody else's second address
            return int(other.user_id)
        user, new = find_or_create_person(email=email, name=str(person.get("name") or ""), password=None)
        if new:
            user.locale = str(person.get("locale") or "")
            user.time_zone = str(person.get("time_zone") or "")
            user.save(update_fields=["locale", "time_zone"])
        return user.pk

    def leave(self, tenant: int) -> None:
        """End everybody's sessions at the business's hosts. Runs as whoever owns the tables."""
        rows = UserSession.objects.filter(data__at=str(tenant))
        sessions.end(list(rows.values_list("session_key", flat=True)))
        rows.delete()


KEEPER = Keeper()
