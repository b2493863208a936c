"""Writes of customers."""

from apps.customers.services.bulk import save_customers
from apps.customers.services.consents import record_consent, withdraw_consent
from apps.customers.services.customers import (
    create_customer,
    delete_customer,
    find_or_match,
    update_customer,
)
from apps.customers.services.figures import count_bookings, note_activity, rate_risk

__all__ = [
    "count_bookings",
    "create_customer",
    "delete_customer",
    "find_or_match",
    "note_activity",
    "rate_risk",
    "record_consent",
    "save_customers",
    "update_customer",
    "withdraw_consent",
]
