"""Writes of customers."""

from apps.customers.services.bulk import save_customers
from apps.customers.services.cleaning import check_phone
from apps.customers.services.consents import record_consent, withdraw_consent
from apps.customers.services.customers import (
    create_customer,
    delete_customer,
    find_or_match,
    lock_customer,
    update_customer,
)
from apps.customers.services.figures import count_bookings, rate_risk
from apps.customers.services.forgetting import forget_customer
from apps.customers.services.merging import forget_old_merges, merge_customers
from apps.customers.services.previewing import merge_preview
from apps.customers.services.taking_in import learn, take_in
from apps.customers.services.undoing import undo_merge, undo_preview
from apps.customers.services.vehicles import keep_vehicle, own_vehicle

__all__ = [
    "check_phone",
    "count_bookings",
    "create_customer",
    "delete_customer",
    "find_or_match",
    "forget_customer",
    "forget_old_merges",
    "keep_vehicle",
    "learn",
    "lock_customer",
    "merge_customers",
    "merge_preview",
    "own_vehicle",
    "rate_risk",
    "record_consent",
    "save_customers",
    "take_in",
    "undo_merge",
    "undo_preview",
    "update_customer",
    "withdraw_consent",
]
