"""Businesses, their places and hosts, what they pay for, and the keys of their personal data."""

from apps.tenancy.models.base import GlobalModel, TenantModel
from apps.tenancy.models.hours import OpeningHours, SpecialDay, Weekday
from apps.tenancy.models.keys import TenantKey
from apps.tenancy.models.places import Domain, Location, TaxProfile
from apps.tenancy.models.plans import Plan, QuotaUse
from apps.tenancy.models.takeout import Takeout
from apps.tenancy.models.tenant import Tenant, TenantFarewell

__all__ = [
    "Domain",
    "GlobalModel",
    "Location",
    "OpeningHours",
    "Plan",
    "QuotaUse",
    "SpecialDay",
    "Takeout",
    "TaxProfile",
    "Tenant",
    "TenantFarewell",
    "TenantKey",
    "TenantModel",
    "Weekday",
]
