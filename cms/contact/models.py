"""What visitors have written."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel
from cms.contact.forms import LONGEST


class ContactState(models.TextChoices):
    """Whether somebody has answered."""

    NEW = "new", _("New")
    ANSWERED = "answered", _("Answered")


class ContactMessage(TenantModel):
    """One message sent with a form of the site."""

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), max_length=254)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    message = models.TextField(_("message"), validators=[MaxLengthValidator(LONGEST)])
    language = models.CharField(_("language"), max_length=12, editable=False)
    agreed_to = models.CharField(_("agreed to"), max_length=300, editable=False)
    page_title = models.CharField(_("written on"), max_length=255, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ContactState.choices, default=ContactState.NEW
    )
    received_at = models.DateTimeField(_("received"), editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = TenantForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        app_label = "cms"
        verbose_name = _("message from the site")
        verbose_name_plural = _("messages from the site")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ContactState.values), name="contact_message_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="new", answered_at=None)
                | models.Q(state="answered", answered_at__isnull=False),
                name="contact_message_answered_when",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "state", "-received_at"], name="contact_message_by_state")]

    def __str__(self) -> str:
        return self.name
