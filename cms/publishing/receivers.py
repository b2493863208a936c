"""Forgets kept pages when somebody edits the site.

Wagtail writes pages, pictures and redirects itself and tells of it by signals only, so signals are the one way to
hear of it; everything of our own says so where it is written (`apps.tenancy.shown`).
"""

from typing import Any

from django.db.models.signals import post_delete, post_save  # noqa: TID251  Wagtail's edits have no service of ours
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from apps.accounts.models import Member
from apps.kernel import clock
from apps.tenancy import context, shown
from cms import languages, restricted
from cms.publishing import reviews


def forget(**_told: Any) -> None:
    """All pages of the bound business: menus and lists show a page on many others."""
    languages.forget()
    restricted.forget()
    shown.forget_own()


def forget_after_deletion(instance: Any, **_told: Any) -> None:
    """The same for whatever kind of page was deleted."""
    if isinstance(instance, Page) and type(instance) is Page:
        forget()


def settle(instance: Any, **_told: Any) -> None:
    """Whichever way a page was published: nothing waits for it any more."""
    if isinstance(instance, Page):
        reviews.settle(page=instance, by=_actor(), at=clock.now())


def _actor() -> Member | None:
    """The member in whose request this happens; None in the background."""
    actor = context.current().actor
    return None if actor is None else Member.objects.filter(user_id=actor, active=True).first()


def listen() -> None:
    """Begin to hear."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(forget, dispatch_uid="cms.publishing.forget")
    page_published.connect(settle, dispatch_uid="cms.publishing.settle")
    post_delete.connect(forget_after_deletion, sender=Page, dispatch_uid="cms.publishing.forget")
    for model in (get_image_model(), Redirect, Locale, PageViewRestriction):
        for signal in (post_save, post_delete):
            signal.connect(forget, sender=model, dispatch_uid="cms.publishing.forget")
