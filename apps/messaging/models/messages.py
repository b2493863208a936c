"""Every message to a customer, before and after it was sent."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.customers.models import Customer
from apps.messaging.types import Attachment, Channel, State
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by what is to be done with them."""

    def due(self, *, at: datetime) -> Self:
        """Those that wait and whose time has come."""
        return self.filter(state=State.WAITING, due_at__lte=at)


class Message(TenantModel):
    """One message to one address. `once` names what it answers, so that answering twice sends once."""

    customer = TenantForeignKey(
        Customer, models.SET_NULL, null=True, blank=True, related_name="messages", verbose_name=_("customer")
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, default=Channel.EMAIL)
    occasion = models.CharField(_("occasion"), max_length=40)
    language = models.CharField(_("language"), max_length=12)
    to_address = models.CharField(_("to"), max_length=254, blank=True)
    reply_to = models.CharField(_("answers go to"), max_length=254, blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    attachments = models.JSONField(_("attachments"), default=list, blank=True)
    about = models.CharField(_("about"), max_length=80, blank=True)
    once = models.CharField(max_length=200, blank=True, editable=False)

    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("written"), db_default=Now())
    due_at = models.DateTimeField(_("next attempt"), db_default=Now())
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("why not"), max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-id"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "once"], condition=~Q(once=""), name="message_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="message_state"),
            models.CheckConstraint(
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | (~Q(state=State.SENT) & Q(sent_at__isnull=True)),
                name="message_sent_at",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "due_at"], condition=Q(state="waiting"), name="message_due"),
            models.Index(fields=["tenant", "about"], name="message_about"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def enclosed(self) -> list[Attachment]:
        """What goes with it."""
        return [Attachment.of_json(one) for one in self.attachments if isinstance(one, dict)]
