"""Pages whose time has come: scheduled ones go live, expired ones go."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db.backends.utils import CursorWrapper
from wagtail.models import Page, Revision

from apps.tenancy import context, db

log = logging.getLogger(__name__)

# Both halves are answered by partial indexes, which hold what is scheduled and nothing else.
_TENANTS = """
SELECT tenant_id FROM wagtailcore_page WHERE live AND expire_at IS NOT NULL AND expire_at < now()
UNION SELECT tenant_id FROM wagtailcore_revision
WHERE approved_go_live_at IS NOT NULL AND approved_go_live_at < now()
"""


def tenants() -> list[int]:
    """Businesses where something is due, asked as the platform role."""
    return [row["tenant_id"] for row in db.fetch_all(_TENANTS)]


def publish(*, at: datetime) -> int:
    """Do what is due in the bound business, each page in a transaction of its own; answers how many it was.

    One that fails is logged and tried again in a minute; it does not hold up the others. Locks each page or revision.
    """
    expired = Page.objects.filter(live=True, expire_at__lt=at).order_by("expire_at")
    due = Revision.objects.filter(approved_go_live_at__lt=at).order_by("approved_go_live_at")
    steps = [partial(_unpublish, pk, at) for pk in expired.values_list("pk", flat=True)]
    steps += [partial(_go_live, pk, at) for pk in due.values_list("pk", flat=True)]
    return sum(_done(step) for step in steps)


def _done(step: Callable[[], bool]) -> bool:
    try:
        with context.atomic():
            return step()
    except Exception:
        log.exception("a scheduled page could not be published or unpublished")
        return False


def _unpublish(pk: int, at: datetime) -> bool:
    page = Page.objects.select_for_update(skip_locked=True).filter(pk=pk, live=True, expire_at__lt=at).first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _go_live(pk: int, at: datetime) -> bool:
    rows = Revision.objects.select_for_update(skip_locked=True, of=("self",))
    revision = rows.filter(pk=pk, approved_go_live_at__lt=at).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


def index(cursor: CursorWrapper) -> None:
    """What the look of every minute reads."""
    cursor.execute(
        "CREATE INDEX IF NOT EXISTS wagtailcore_page_due ON wagtailcore_page (expire_at)"
        " WHERE live AND expire_at IS NOT NULL"
    )
    cursor.execute(
        "CREATE INDEX IF NOT EXISTS wagtailcore_revision_due ON wagtailcore_revision (approved_go_live_at)"
        " WHERE approved_go_live_at IS NOT NULL"
    )
