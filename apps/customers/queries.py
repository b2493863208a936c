"""Reads of customers."""

from collections.abc import Sequence
from typing import Final

from babel.core import get_global
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from apps.backoffice.queries import search
from apps.customers import codes, names
from apps.customers.models import Consent, Customer, CustomerMerge, Vehicle
from apps.customers.models.fields import compact
from apps.customers.types import Duplicate
from apps.tenancy import facts
from apps.tenancy.models import Location

# Enough to decide on; who has more has another problem.
MOST: Final = 50


def default_region() -> str:
    """The country in which a phone number without a country code is meant, "" when nothing tells: at most one query.

    The country of the business's first location that has one, else of its language, else of its time zone.
    """
    found = Location.objects.exclude(country="").order_by("pk").values_list("country", flat=True).first()
    if found:
        return found
    business = facts.current()
    of_language = business.locale.replace("_", "-").rpartition("-")[2].upper()
    if "-" in business.locale.replace("_", "-") and of_language in codes.codes("country"):
        return of_language
    return str(get_global("zone_territories").get(business.time_zone, ""))


def duplicates(customer: Customer) -> list[Duplicate]:
    """Who may be the same person, likeliest first: same phone, same or similar name. One query, at most fifty rows."""
    rows = possible_duplicates(customer).order_by("pk")[:MOST]
    found = [one for row in rows if (one := _duplicate(customer, row)).reasons]
    return sorted(found, key=lambda one: (-len(one.reasons), -one.likeness, one.customer.pk))


def likely_duplicates(customer: Customer) -> QuerySet[Customer]:
    """The same without the reasons, for lists. One query at once."""
    # Nobody has the number 0: a page costs the same whether there are any or not.
    return Customer.objects.filter(search.is_one_of([one.customer.pk for one in duplicates(customer)] or [0]))


def possible_duplicates(customer: Customer) -> QuerySet[Customer]:
    """Customers with the same phone or a name that may be the same, unjudged: `duplicates` says why and how likely."""
    same = Q(outline=customer.outline) if customer.outline else Q(pk__in=[])
    if customer.phone:
        same |= Q(phone=customer.phone)
    return Customer.objects.filter(same).exclude(pk=customer.pk)


def _duplicate(customer: Customer, row: Customer) -> Duplicate:
    likeness = names.likeness(customer.name, row.name)
    reasons = []
    if customer.phone and row.phone == customer.phone:
        reasons.append(_("same phone"))
    if likeness == 1:
        reasons.append(_("same name"))
    elif likeness >= names.ALIKE:
        reasons.append(_("similar name"))
    return Duplicate(row, reasons, likeness)


def consents_in_force(customer: Customer) -> list[Consent]:
    """The newest word of the customer on each kind, in one query."""
    rows = Consent.objects.filter(customer=customer).order_by("kind", "-at", "-pk").distinct("kind")
    return list(rows)


def vehicles_with_plate(plate: str) -> Sequence[Vehicle]:
    """Vehicles with this plate, however it is written, with their customers. One query."""
    wanted = compact(plate)
    if not wanted:
        return []
    return list(Vehicle.objects.filter(plate=wanted).select_related("customer").order_by("pk"))


def merge_after(merge: CustomerMerge) -> CustomerMerge | None:
    """The merge by which the record that `merge` kept went into another, None when it did not. One query."""
    later = CustomerMerge.objects.filter(merged_number=merge.snapshot.get("kept"), undone_at=None)
    return later.order_by("-at").first()


def successor(number: int) -> Customer | None:
    """The customer that the one of this number was merged into, None when it was not. One query."""
    rows = CustomerMerge.objects.filter(merged_number=number, undone_at=None).select_related("kept")
    merge = rows.order_by("-at").first()
    return merge.kept if merge else None
