"""Courses: what takes place on later days too, found by those days."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from apps.capacity.models import DepartureSession

Rows = QuerySet[Any]
# More than a session lasts.
_LONGEST: Final = timedelta(days=31)
# More are not read on a calendar.
_MOST: Final = 400


def within(rows: Rows, first: datetime, last: datetime, *, sessions: str) -> Rows:
    """Those that begin in `[first, last)`, or one of whose later sessions does."""
    every = rows.model._default_manager.order_by()
    begin = every.filter(starts_at__gte=first, starts_at__lt=last)
    later = every.filter(**{f"{sessions}__starts_at__gte": first, f"{sessions}__starts_at__lt": last})
    return rows.filter(pk__in=begin.values("pk").union(later.values("pk")))


def with_begin(rows: Rows, first: datetime, last: datetime, *, departure: str) -> Rows:
    """With `begins`: when they begin in `[first, last)`, themselves or a later session."""
    sessions = DepartureSession.objects.filter(
        departure=OuterRef(departure), starts_at__gte=first, starts_at__lt=last
    )
    session = Subquery(sessions.order_by("starts_at").values("starts_at")[:1])
    found: Rows = rows.annotate(begins=Coalesce(session, F("starts_at")))
    return found


def begun(first: datetime) -> QuerySet[DepartureSession]:
    """Sessions from then on of departures that began before."""
    return DepartureSession.objects.filter(starts_at__gte=first, departure__starts_at__lt=first).order_by()


def departures_from(rows: Rows, first: datetime) -> Rows:
    """Departures that begin from then on, and those of which sessions do. The past is looked at as far as it must."""
    earliest = begun(first).order_by("departure__starts_at").values("departure__starts_at")[:1]
    begins = Q(starts_at__gte=first) | Q(pk__in=begun(first).values("departure"))
    return rows.filter(begins, starts_at__gte=Coalesce(Subquery(earliest), Value(first)))


def again(sessions: str) -> Callable[[Rows, datetime, datetime], Iterator[Any]]:
    """For calendars: the rows once more for each later session that reaches into the days shown."""

    def found(rows: Rows, first: datetime, last: datetime) -> Iterator[Any]:
        times = rows.annotate(again_from=F(f"{sessions}__starts_at"), again_until=F(f"{sessions}__ends_at"))
        times = times.filter(again_from__gte=first - _LONGEST, again_from__lt=last, again_until__gt=first)
        for one in times.order_by("again_from", "pk")[:_MOST]:
            one.starts_at, one.ends_at = one.again_from, one.again_until
            yield one

    return found
