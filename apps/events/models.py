"""The outbox, and which handler has acted on what."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class State(models.TextChoices):
    """Where a fact is on its way."""

    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")
    DEAD = "dead", _("Given up")
    DISCARDED = "discarded", _("Discarded")


class OutboxEventQuerySet(models.QuerySet["OutboxEvent"]):
    """Facts by what is to be done with them."""

    def due(self, *, at: datetime) -> Self:
        """Those that wait and whose time has come."""
        return self.filter(state=State.WAITING, due_at__lte=at)

    def with_behind(self) -> Self:
        """Each with `behind`: whether an earlier one of its subject still waits."""
        earlier = OutboxEvent.objects.filter(
            subject=OuterRef("subject"), state=State.WAITING, pk__lt=OuterRef("pk")
        )
        return self.annotate(behind=Exists(earlier))


class OutboxEvent(TenantModel):
    """A fact. Every column has its default in the database, because SQL of other apps inserts here.

    Such SQL gives `kind`, `subject` and `payload`; facts of one subject must be written under one lock, so that their
    numbers stand in the order of their commits.
    """

    kind = models.CharField(_("kind"), max_length=80)
    subject = models.CharField(_("about"), max_length=80, db_default="", blank=True)
    payload = models.JSONField(_("content"), db_default={}, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), db_default=Now())
    due_at = models.DateTimeField(_("next attempt"), db_default=Now())
    attempts = models.PositiveSmallIntegerField(_("failed attempts"), db_default=0)
    # Who failed and with which error; never what it said, which may tell of a person.
    error = models.CharField(_("last error"), max_length=300, db_default="", blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, db_default=State.WAITING)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = OutboxEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-id"]
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="outbox_state"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DONE, State.DISCARDED], settled_at__isnull=False)
                | Q(state__in=[State.WAITING, State.DEAD], settled_at__isnull=True),
                name="outbox_settled",
            ),
        ]
        # Few wait at a time, so it stays small however long the past is, and serves everything that asks for those.
        indexes = [
            models.Index(
                fields=["tenant", "subject", "id"], condition=Q(state="waiting"), name="outbox_in_line"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.subject})" if self.subject else self.title

    @property
    def title(self) -> str:
        """Its name as a person reads it: "Booking confirmed"."""
        return self.kind.rpartition(".")[2].replace("_", " ").capitalize()


class Handled(TenantModel):
    """That a handler has acted on a fact, written in the transaction of what it did."""

    event = TenantForeignKey(OutboxEvent, models.CASCADE, related_name="handled", verbose_name=_("event"))
    handler = models.CharField(_("handler"), max_length=80)
    at = models.DateTimeField(_("at"), db_default=Now())

    class Meta:
        verbose_name = _("handled event")
        verbose_name_plural = _("handled events")
        ordering = ["id"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["tenant", "event", "handler"], name="handled_once")]

    def __str__(self) -> str:
        return self.handler


class Decision(TenantModel):
    """What a person decided on a fact that was given up. Audited, unlike the outbox, so the log says who."""

    class What(models.TextChoices):
        """The two ways out."""

        RETRY = "retry", _("Try again")
        DISCARD = "discard", _("Discard")

    event = TenantForeignKey(OutboxEvent, models.CASCADE, related_name="decisions", verbose_name=_("event"))
    what = models.CharField(_("decision"), max_length=10, choices=What)
    error = models.CharField(_("error at that time"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision about an event")
        verbose_name_plural = _("decisions about events")
        ordering = ["id"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.get_what_display())
