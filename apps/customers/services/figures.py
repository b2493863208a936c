"""Figures about a customer that other apps' services keep and no person writes."""

from datetime import datetime

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest

from apps.customers.errors import NoSuchCustomer, OtherCurrency
from apps.customers.models import Customer
from apps.tenancy import context


def count_bookings(*, customer: int, bookings: int, value: int, currency: str, at: datetime) -> None:
    """Add bookings, or take some away again, and their value in minor units of the currency. Neither falls below 0.

    Raises NoSuchCustomer, and OtherCurrency when the value so far is in another one. Locks the customer's row.
    """
    with context.atomic(savepoint=False):
        same = Q(lifetime_value=0) | Q(lifetime_currency=currency)
        done = Customer.objects.filter(same, pk=customer).update(
            booking_count=Greatest(F("booking_count") + bookings, 0),
            lifetime_value=Greatest(F("lifetime_value") + value, 0),
            lifetime_currency=currency,
            last_activity_at=Case(
                When(last_activity_at__gt=at, then=F("last_activity_at")), default=Value(at)
            ),
        )
        if not done:
            standing = Customer.objects.filter(pk=customer).first()
            if standing is None:
                raise NoSuchCustomer
            raise OtherCurrency(standing=standing.lifetime_currency, given=currency)


def rate_risk(*, customer: int, score: int, at: datetime) -> None:
    """Set the risk score; below 0 is 0 and above 100 is 100. Raises NoSuchCustomer."""
    if not Customer.objects.filter(pk=customer).update(risk_score=min(max(score, 0), 100)):
        raise NoSuchCustomer
