"""What customers agreed to."""

from typing import ClassVar

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.customers.models.customers import NOTES, Customer
from apps.customers.types import ConsentKind, ConsentSource
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class Consent(TenantModel):
    """A yes or a no that a customer once said. The newest of a kind is in force; none is ever changed.

    The database lets nobody alter one, but for the customer it belongs to, which a merge changes.
    """

    app_rights: ClassVar[str] = "SELECT, INSERT, DELETE, UPDATE (customer_id, custom)"

    customer = TenantForeignKey(Customer, models.CASCADE, related_name="consents", verbose_name=_("customer"))
    kind = models.CharField(_("kind"), max_length=20, choices=ConsentKind.choices)
    given = models.BooleanField(_("given"))
    at = models.DateTimeField(_("time"))
    text = models.TextField(
        _("wording"),
        blank=True,
        help_text=_("Exactly what was agreed to."),
        validators=[MaxLengthValidator(NOTES)],
    )
    source = models.CharField(_("source"), max_length=12, choices=ConsentSource.choices)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ConsentKind.values) & Q(source__in=ConsentSource.values),
                name="consent_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(given=False) | ~Q(text=""),
                name="consent_has_its_wording",
                violation_error_message=_("Write down what exactly was agreed to."),
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "customer", "kind", "-at", "-id"], name="consent_in_force"),
            models.Index(fields=["tenant", "at", "id"], name="consent_by_time"),
        ]

    def __str__(self) -> str:
        said = _("given") if self.given else _("withdrawn")
        return f"{self.get_kind_display()}: {said}"
