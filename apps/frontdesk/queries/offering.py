"""What staff choose from when they book for somebody: what is sold, when it can be had, with whom."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.capacity import queries as capacity
from apps.capacity.models import Departure, Requirement, Resource
from apps.capacity.types import DepartureStatus, Reason
from apps.catalog.models import Option
from apps.catalog.types import Kind, Status
from apps.tenancy import facts, region
from apps.tenancy.models import Location

DAYS: Final = 14
MOST: Final = 60
MOST_NIGHTS: Final = 31


@dataclass(frozen=True, slots=True)
class Possible:
    """A time to choose. `state` is "open" or why customers could not book it; staff may be allowed to.

    `short` says what of its boats and people is not assigned yet, and what is in whose way.
    """

    value: str
    day: date
    label: str
    detail: str = ""
    state: str = "open"
    said: str = ""
    short: Sequence[str] = ()


def options(text: str = "") -> Sequence[Option]:
    """Options of what is sold or prepared, with their products: one query."""
    rows = Option.objects.filter(active=True, product__status__in=(Status.ACTIVE, Status.DRAFT))
    for word in text.split():
        rows = rows.filter(Q(product__name__icontains=word) | Q(name__icontains=word))
    found = rows.select_related("product", "product__category")
    return list(
        found.order_by("product__category__position", "product__position", "product__name", "position", "pk")
    )


def option(number: int) -> Option | None:
    """One of them, with its place: one query."""
    rows = Option.objects.filter(active=True, product__status__in=(Status.ACTIVE, Status.DRAFT))
    return rows.select_related("product", "product__location").filter(pk=number).first()


def asked(numbers: Collection[int]) -> set[str]:
    """What the products of these options ask customers for: one query, none for no option."""
    if not numbers:
        return set()
    rows = Option.objects.filter(pk__in=numbers).order_by().values_list("product__asks", flat=True)
    return {key for asks in rows for key in asks}


def zone_of(chosen: Option) -> ZoneInfo:
    """The clock of the place where it is had, else of the business."""
    place = chosen.product.location
    return ZoneInfo(place.time_zone if place is not None else facts.current().time_zone)


def possible(
    chosen: Option, *, day: date, people: int, at: datetime, nights: int = 1, location: int | None = None
) -> list[Possible]:
    """When it can be had from the day on. A constant number of queries."""
    kind = chosen.product.kind
    if kind == Kind.DEPARTURE:
        return _departures(chosen, day=day, people=people, at=at)
    if kind == Kind.APPOINTMENT:
        return _slots(chosen, day=day, people=people, at=at, location=location)
    if kind == Kind.PASS:
        return _pools(chosen, day=day, at=at)
    if kind == Kind.STAY:
        return _nights(chosen, day=day, nights=nights, at=at)
    return []


def resources(chosen: Option) -> Sequence[Resource]:
    """Those that may serve it, of which one can be wished: two queries."""
    needs = Requirement.objects.filter(product=chosen.product_id).filter(Q(option=None) | Q(option=chosen.pk))
    pairs = list(needs.values_list("resource_class", "skill"))
    if not pairs:
        return []
    by_class, by_skill = {one for one, _skill in pairs if one}, {skill for _one, skill in pairs if skill}
    rows = Resource.objects.filter(active=True).filter(
        Q(resource_class__in=by_class) | Q(pk__in=_with_skill(by_skill))
    )
    if chosen.product.location_id:
        rows = rows.filter(location=chosen.product.location_id)
    return list(rows.order_by("resource_class__position", "position", "name")[:200])


def _with_skill(skills: set[int]) -> Any:
    return Resource.objects.filter(has_skills__skill__in=skills).values("pk")


def _departures(chosen: Option, *, day: date, people: int, at: datetime) -> list[Possible]:
    zone = zone_of(chosen)
    first = datetime.combine(day, time.min, tzinfo=zone)
    rows = Departure.objects.filter(
        option=chosen.pk,
        status__in=(DepartureStatus.OPEN, DepartureStatus.CLOSED),
        starts_at__gte=first,
        starts_at__lt=first + timedelta(days=DAYS),
        ends_at__gt=at,
    )
    notice = timedelta(minutes=chosen.product.notice)
    found = list(rows.select_related("location").order_by("starts_at", "pk")[:MOST])
    short = capacity.shortages(found)
    return [_run(one, people, short[one.pk], late=one.starts_at - notice <= at) for one in found]


def _run(one: Departure, people: int, short: Sequence[Reason], *, late: bool) -> Possible:
    zone = ZoneInfo(one.location.time_zone)
    begins, ends = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    state, said = "open", ""
    if one.status != DepartureStatus.OPEN:
        state, said = "closed", _("closed")
    elif late:
        state, said = "late", _("past its notice")
    elif one.left < people:
        state, said = "full", _("full") if one.left <= 0 else _("too few places")
    left = ngettext("%(count)d place left", "%(count)d places left", one.left) % {"count": one.left}
    if one.limit is not None and one.limit > one.capacity and one.left < people:
        left = _("%(left)s, can be raised to %(limit)d") % {"left": left, "limit": one.limit}
    return Possible(
        f"d{one.pk}",
        begins.date(),
        _span(begins, ends),
        left,
        state,
        said,
        short=[each.sentence for each in short],
    )


def _span(begins: datetime, ends: datetime) -> str:
    until = region.clock(ends) if ends.date() == begins.date() else region.dated(ends, "D j M, H:i")
    return f"{region.clock(begins)}\N{EN DASH}{until}"


def _slots(chosen: Option, *, day: date, people: int, at: datetime, location: int | None) -> list[Possible]:
    found = capacity.slots(
        option=chosen.pk, first=day, days=1, people=max(people, 1), at=at, location=location
    )
    names = Resource.objects.in_bulk({number for one in found for number in one.resources})
    zone = zone_of(chosen)
    return [
        Possible(
            one.starts_at.isoformat(),
            one.starts_at.astimezone(zone).date(),
            _span(one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)),
            ", ".join(names[number].name for number in one.resources[:4] if number in names),
        )
        for one in found
    ]


def _pools(chosen: Option, *, day: date, at: datetime) -> list[Possible]:
    found = [one for one in capacity.pools(product=chosen.product_id, at=at) if one.option == chosen.pk]
    places = {one.pk: one.name for one in Location.objects.filter(pk__in={one.location for one in found})}
    return [
        Possible(
            f"p{one.pool}",
            day,
            places.get(one.location, ""),
            ngettext("%(count)d place left", "%(count)d places left", one.left) % {"count": one.left},
            "open" if one.left > 0 else "full",
            "" if one.left > 0 else _("full"),
        )
        for one in found
    ]


def _nights(chosen: Option, *, day: date, nights: int, at: datetime) -> list[Possible]:
    found = capacity.nights(
        product=chosen.product_id, option=chosen.pk, first=day, days=min(max(nights, 1), MOST_NIGHTS), at=at
    )
    return [
        Possible(
            "",
            one.day,
            region.dated(one.day, "D j M"),
            ngettext("%(count)d room free", "%(count)d rooms free", one.left) % {"count": one.left},
            "closed" if one.closed else "open" if one.left else "full",
            _("closed") if one.closed else "" if one.left else _("full"),
        )
        for one in found
    ]
