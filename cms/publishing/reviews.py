"""One step between a draft and its publication, for people who may change pages and not publish them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wagtail.models import Page, Revision

from apps.accounts.models import Member
from apps.kernel.errors import NotAllowed, NotFound
from apps.tenancy import context
from cms.publishing.errors import ChangedMeanwhile, NoteMissing
from cms.publishing.models import PageReview, ReviewState


def waiting() -> Sequence[PageReview]:
    """What waits for somebody who may publish, the oldest first. One query."""
    rows = PageReview.objects.filter(state=ReviewState.WAITING)
    return list(
        rows.select_related("page", "page__latest_revision", "submitted_by__user").order_by("submitted_at")
    )


def latest(page: Page) -> PageReview | None:
    """The last review of a page. One query."""
    return PageReview.objects.filter(page_id=page.pk).order_by("-submitted_at", "-pk").first()


def submit(*, page: Page, by: Member | None, at: datetime) -> PageReview:
    """Ask for the page's draft to be published; asking again changes nothing."""
    with context.atomic():
        review, _made = PageReview.objects.get_or_create(
            page_id=page.pk, state=ReviewState.WAITING, defaults={"submitted_by": by, "submitted_at": at}
        )
    return review


def publish(*, pk: int, revision: int, user: Any, by: Member | None, at: datetime) -> PageReview:
    """Publish the draft that was looked at. Locks the review.

    Raises NotFound, NotAllowed, and ChangedMeanwhile when there is a newer draft than `revision`.
    """
    with context.atomic():
        review = _held(pk)
        page = review.page.specific
        if not page.permissions_for_user(user).can_publish():
            raise NotAllowed
        draft: Revision | None = page.get_latest_revision()
        if draft is None or draft.pk != revision:
            raise ChangedMeanwhile(title=page.get_admin_display_title())
        draft.publish(user=user)
        return _decided(review, ReviewState.PUBLISHED, "", by, at)


def send_back(*, pk: int, note: str, user: Any, by: Member | None, at: datetime) -> PageReview:
    """Say what is still to be done. Raises NotFound, NotAllowed, NoteMissing. Locks the review."""
    if not note.strip():
        raise NoteMissing
    with context.atomic():
        review = _held(pk)
        if not review.page.specific.permissions_for_user(user).can_publish():
            raise NotAllowed
        return _decided(review, ReviewState.SENT_BACK, note.strip()[:1000], by, at)


def settle(*, page: Page, by: Member | None, at: datetime) -> None:
    """The page was published or will be, some way or other, so nothing waits any more."""
    PageReview.objects.filter(page_id=page.pk, state=ReviewState.WAITING).update(
        state=ReviewState.PUBLISHED, decided_by=by, decided_at=at
    )


def _held(pk: int) -> PageReview:
    rows = PageReview.objects.select_for_update(of=("self",)).select_related("page")
    review = rows.filter(pk=pk, state=ReviewState.WAITING).first()
    if review is None:
        raise NotFound
    return review


def _decided(
    review: PageReview, state: ReviewState, note: str, by: Member | None, at: datetime
) -> PageReview:
    review.state, review.note, review.decided_by, review.decided_at = state, note, by, at
    review.save(update_fields=["state", "note", "decided_by", "decided_at"])
    return review
