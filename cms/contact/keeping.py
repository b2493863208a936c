"""Messages from the site as something that is kept of a customer, by the address they wrote."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from apps.audit import services as audit
from apps.customers.models import Customer
from apps.frontdesk.services import traces
from cms.contact.models import ContactMessage

TABLE = ContactMessage._meta.db_table


class ContactKeeper:
    """Hands over, and deletes, what a customer has written with a form of the site."""

    def export(self, *, customer: int) -> Any:
        """What they wrote and when. Two queries."""
        wanted = ("name", "email", "phone", "message", "page_title", "received_at")
        return [{key: str(value) for key, value in row.items()} for row in self._of(customer).values(*wanted)]

    def forget(self, *, customer: int, at: datetime) -> None:
        """Delete it, and take it out of the audit log."""
        rows = list(self._of(customer).values_list("pk", flat=True))
        ContactMessage.objects.filter(pk__in=rows).delete()
        traces.forget_origins({TABLE: rows})
        audit.mask(table=TABLE, rows=rows)

    def _of(self, customer: int) -> "QuerySet[ContactMessage]":
        email = Customer.objects.filter(pk=customer).values_list("email", flat=True).first()
        if not email:
            return ContactMessage.objects.none()
        return ContactMessage.objects.filter(email__iexact=email).order_by("pk")
