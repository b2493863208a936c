"""Customers and what is theirs."""

from apps.customers.models.belongings import Gear, Vehicle
from apps.customers.models.consents import Consent
from apps.customers.models.customers import Customer
from apps.customers.models.links import CustomerLink
from apps.customers.models.merges import CustomerMerge

__all__ = ["Consent", "Customer", "CustomerLink", "CustomerMerge", "Gear", "Vehicle"]
