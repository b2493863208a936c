"""Figures about a customer that other apps' services keep and no person writes."""

from datetime import datetime
from typing import Final

from apps.customers.errors import NoSuchCustomer, OtherCurrency
from apps.customers.models import Customer
from apps.tenancy import db

# Once for every booking, so by hand: Django takes longer to write this down than the database to do it.
_COUNT: Final = """
    UPDATE customers_customer SET
        booking_count = GREATEST(booking_count + %(bookings)s, 0),
        lifetime_value = GREATEST(lifetime_value + %(value)s, 0),
        lifetime_currency = %(currency)s,
        last_activity_at = GREATEST(last_activity_at, %(at)s)
    WHERE id = %(customer)s AND (lifetime_value = 0 OR lifetime_currency = %(currency)s)
"""


def count_bookings(*, customer: int, bookings: int, value: int, currency: str, at: datetime) -> None:
    """Add bookings, or take some away again, and their value in minor units of the currency. Neither falls below 0.

    Raises NoSuchCustomer, and OtherCurrency when the value so far is in another one. Locks the customer's row.
    """
    if db.execute(_COUNT, customer=customer, bookings=bookings, value=value, currency=currency, at=at):
        return
    standing = Customer.objects.filter(pk=customer).first()
    if standing is None:
        raise NoSuchCustomer
    raise OtherCurrency(standing=standing.lifetime_currency, given=currency)


def rate_risk(*, customer: int, score: int, at: datetime) -> None:
    """Set the risk score; below 0 is 0 and above 100 is 100. Raises NoSuchCustomer."""
    if not Customer.objects.filter(pk=customer).update(risk_score=min(max(score, 0), 100)):
        raise NoSuchCustomer
