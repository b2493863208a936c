"""The words of messages as the business has them."""

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.messaging.occasions import OCCASIONS, SAMPLE
from apps.tenancy.models import TenantModel

_HELP = format_lazy(
    _(
        "These are filled in: {placeholders}. A line with only such things is left out where there is nothing to say."
    ),
    placeholders=" ".join(f"{{{name}}}" for name in SAMPLE),
)


class MessageText(TenantModel):
    """The words of a message in one language. They win over those that we ship."""

    key = models.CharField(_("message"), max_length=40)
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"), max_length=10_000, help_text=_HELP)

    class Meta:
        verbose_name = _("text of a message")
        verbose_name_plural = _("texts of messages")
        ordering = ["key", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "key", "language"],
                name="message_text_once",
                violation_error_message=_("There is a text for this message in this language already."),
            )
        ]

    def __str__(self) -> str:
        known = OCCASIONS.get(self.key)
        return f"{known.label if known else self.key} ({self.language})"
