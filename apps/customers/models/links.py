"""References from other records to customers, in fields that the owner defined."""

from django.db import models

from apps.backoffice.models import LINKS, Link
from apps.customers.models.customers import Customer
from apps.tenancy.fields import TenantForeignKey


class CustomerLink(Link):
    """A reference to a customer."""

    target = TenantForeignKey(Customer, models.CASCADE, related_name="+")


LINKS.add("customers.customer", CustomerLink)
