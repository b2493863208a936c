"""Which of the customers known somebody is: by e-mail, then by phone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Self

from apps.backoffice.errors import Invalid
from apps.customers import names
from apps.customers.errors import EMAIL_TAKEN
from apps.customers.models import Customer


class Known:
    """Customers by number, e-mail and phone, kept in step while a batch changes them."""

    def __init__(self, rows: Iterable[Customer]) -> None:
        self._by_pk: dict[int, Customer] = {}
        self._by_email: dict[str, Customer] = {}
        self._by_phone: defaultdict[str, list[Customer]] = defaultdict(list)
        for row in rows:
            self._by_pk[row.pk] = row
            self.add(row)

    @classmethod
    def load(cls, *, pks: Iterable[int] = (), emails: Iterable[str] = (), phones: Iterable[str] = ()) -> Self:
        """All customers of these numbers, addresses and phones, locked until the transaction ends: four queries."""
        rows = Customer.objects.all()
        found = set(pks)
        if wanted := set(emails):
            found |= set(rows.filter(email__in=wanted).values_list("pk", flat=True))
        if wanted := set(phones):
            found |= set(rows.filter(phone__in=wanted).values_list("pk", flat=True))
        locked = rows.filter(pk__in=found).order_by("pk").select_for_update() if found else ()
        return cls(locked)

    def get(self, pk: int) -> Customer | None:
        """The customer of a number."""
        return self._by_pk.get(pk)

    def add(self, row: Customer) -> None:
        """Let the customer be found by what it has now."""
        if row.email:
            self._by_email[row.email] = row
        if row.phone:
            self._by_phone[row.phone].append(row)

    def remove(self, row: Customer) -> None:
        """Before the customer gets another address or number."""
        if row.email and self._by_email.get(row.email) is row:
            del self._by_email[row.email]
        if row.phone and row in (standing := self._by_phone[row.phone]):
            # By identity: customers without a number yet are never equal, those with one only to themselves.
            standing[:] = [one for one in standing if one is not row]

    def match(self, cleaned: Mapping[str, Any]) -> Customer | None:
        """Who this is: the owner of the e-mail address, else of the phone unless something speaks against it.

        A number may be a family's: another e-mail address or a name that cannot be the same person's speaks against
        it, and of several who remain only one with the very name is taken.
        """
        email, phone = cleaned.get("email"), cleaned.get("phone")
        if email and email in self._by_email:
            return self._by_email[email]
        if not phone:
            return None
        name = name_of(cleaned)
        found = [
            one
            for one in self._by_phone.get(phone, ())
            if not (email and one.email and one.email != email) and names.agree(name, one.name)
        ]
        if len(found) > 1:
            found = [one for one in found if names.words(one.name) == names.words(name)][:1]
        return found[0] if found else None

    def refuse_taken(self, email: str | None, record: Customer) -> None:
        """Raises Invalid when the address is another customer's."""
        if email and self._by_email.get(email, record) is not record:
            raise Invalid(by_key={"email": [str(EMAIL_TAKEN)]})


def name_of(cleaned: Mapping[str, Any]) -> str:
    """The full name that values give, "" for none."""
    return cleaned.get("name") or names.composed(
        cleaned.get("given_name") or "", cleaned.get("family_name") or ""
    )
