"""Drafts that wait for somebody who may publish."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.tenancy.fields import TenantForeignKey
from apps.tenancy.models import TenantModel


class ReviewState(models.TextChoices):
    """What became of it."""

    WAITING = "waiting", _("Waiting for review")
    PUBLISHED = "published", _("Published")
    SENT_BACK = "sent_back", _("Sent back")


class PageReview(TenantModel):
    """One request to publish what a page's draft says."""

    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="+", db_index=False, verbose_name=_("page")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.WAITING
    )
    note = models.CharField(_("note"), max_length=1000, blank=True)
    submitted_by = TenantForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted"))
    decided_by = TenantForeignKey(
        Member,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        app_label = "cms"
        verbose_name = _("review of a page")
        verbose_name_plural = _("reviews of pages")
        ordering = ["submitted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "page"],
                condition=models.Q(state="waiting"),
                name="page_review_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=ReviewState.values), name="page_review_state_is_known"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "page", "submitted_at"], name="page_review_by_page")]

    def __str__(self) -> str:
        return str(ReviewState(self.state).label)
