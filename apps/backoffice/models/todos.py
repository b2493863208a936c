"""What somebody has to do, by when, and about what."""

from datetime import UTC, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class TodoState(models.TextChoices):
    """How far a to-do is."""

    OPEN = "open", _("Open")
    DOING = "doing", _("In progress")
    WAITING = "waiting", _("Waiting")
    DONE = "done", _("Done")


class Repeats(models.TextChoices):
    """How a to-do comes back once it is done."""

    NEVER = "none", _("Does not repeat")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class Priority(models.IntegerChoices):
    """Sorts as it reads: high stands first."""

    HIGH = 1, _("High")
    NORMAL = 2, _("Normal")
    LOW = 3, _("Low")


class TodoQuerySet(models.QuerySet["Todo"]):
    """To-dos of the business."""

    def assigned_to(self, member: Member) -> Self:
        """Those that are the member's own work."""
        return self.filter(assigned_to=member)

    def unfinished(self) -> Self:
        """Those that somebody still has to do."""
        return self.exclude(state=TodoState.DONE)

    def about(self, screen: str, pk: int) -> Self:
        """Those about one record, named by its screen's key ("customers.customer") and its number."""
        return self.filter(about_screen=screen, about_id=pk)


class Todo(TenantModel):
    """One thing to do. Its day and time are meant on the business's own clock, so they survive clock changes.

    `about_screen` and `about_id` name any record; `about_title` is what it was called then.
    """

    title = models.CharField(_("title"), max_length=200)
    notes = models.TextField(_("notes"), blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    due_time = models.TimeField(_("time"), null=True, blank=True)
    priority = models.PositiveSmallIntegerField(
        _("priority"), choices=Priority.choices, default=Priority.NORMAL
    )
    state = models.CharField(_("state"), max_length=10, choices=TodoState.choices, default=TodoState.OPEN)
    waiting_for = models.CharField(
        _("waiting for"), max_length=200, blank=True, help_text=_("What has to happen first.")
    )
    assigned_to = TenantForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="todos",
        verbose_name=_("assigned to"),
    )
    repeats = models.CharField(_("repeats"), max_length=10, choices=Repeats.choices, default=Repeats.NEVER)
    about_screen = models.CharField(_("about"), max_length=80, blank=True, editable=False)
    about_id = models.BigIntegerField(_("number of the record"), null=True, editable=False)
    about_title = models.CharField(_("about"), max_length=200, blank=True, editable=False)
    # The 31st stays the 31st, although February had none.
    repeat_day = models.PositiveSmallIntegerField(_("day of the month"), null=True, editable=False)
    follows = TenantForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="followed_by",
        verbose_name=_("follows"),
    )
    done_at = models.DateTimeField(_("done"), null=True, editable=False)
    created_by = TenantForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), db_default=Now(), editable=False)

    objects = TodoQuerySet.as_manager()

    class Meta:
        verbose_name = _("to-do")
        verbose_name_plural = _("to-dos")
        ordering = ["due_on", "priority", "id"]
        constraints = [
            # A repeating to-do brings forth one successor, however often it is ticked.
            models.UniqueConstraint(
                fields=["tenant", "follows"], condition=Q(follows__isnull=False), name="todo_followed_once"
            ),
            models.CheckConstraint(
                condition=Q(state=TodoState.DONE, done_at__isnull=False)
                | (~Q(state=TodoState.DONE) & Q(done_at__isnull=True)),
                name="todo_done_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=TodoState.WAITING) & ~Q(waiting_for="")
                | ~Q(state=TodoState.WAITING) & Q(waiting_for=""),
                name="todo_waits_for_something",
                violation_error_message=_("Say what it is waiting for."),
            ),
            models.CheckConstraint(
                condition=Q(due_time__isnull=True) | Q(due_on__isnull=False),
                name="todo_time_has_a_day",
                violation_error_message=_("A time needs a day."),
            ),
            models.CheckConstraint(
                condition=Q(repeats=Repeats.NEVER) | Q(due_on__isnull=False),
                name="todo_repeats_from_a_day",
                violation_error_message=_("What repeats needs a day it is due on."),
            ),
            models.CheckConstraint(
                condition=Q(about_screen="", about_id__isnull=True)
                | ~Q(about_screen="") & Q(about_id__isnull=False),
                name="todo_about_a_whole_reference",
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")), name="todo_follows_another"
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "due_on"], name="todo_by_day"),
            models.Index(fields=["tenant", "state", "due_on"], name="todo_by_state"),
            models.Index(fields=["tenant", "assigned_to", "due_on"], name="todo_by_member"),
            models.Index(fields=["tenant", "about_screen", "about_id"], name="todo_by_record"),
        ]

    def __str__(self) -> str:
        return self.title

    def due_at(self, zone: ZoneInfo) -> datetime | None:
        """The instant it is due in UTC: the end of its day without a time, None without a day."""
        if self.due_on is None:
            return None
        local = datetime.combine(self.due_on, self.due_time or time.max, tzinfo=zone)
        return local.astimezone(UTC)
