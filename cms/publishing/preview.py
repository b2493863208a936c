"""A page's draft as it will be on a day, behind a link that ends by itself and needs no sign-in.

It shows the draft of when it was made and no later one, as long as whoever made it may still change the page.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core import signing
from django.urls import reverse
from wagtail.models import Page, Revision

from apps.accounts.models import Member
from apps.kernel.errors import NotFound
from apps.tenancy import context
from cms import languages

SECONDS: Final = 7 * 24 * 3600
_SALT: Final = "cms.preview"


@dataclass(frozen=True, slots=True)
class Preview:
    """Which draft of which page, as on which day, and who shows it. `revision` is None for a page as published."""

    page: int
    revision: int | None
    member: int
    shown_at: datetime | None


def link(*, page: Page, shown_at: datetime | None, by: Member, at: datetime) -> str:
    """Where today's draft can be seen for a week, in the page's own language."""
    until = int(at.timestamp()) + SECONDS
    day = shown_at.timestamp() if shown_at else None
    what = [context.current_tenant_id(), page.pk, page.latest_revision_id, by.pk, day, until]
    token = signing.dumps(what, salt=_SALT)
    prefix = next((one.prefix for one in languages.of_site() if page.url_path.startswith(one.home_path)), "")
    return prefix + reverse("site_preview", args=[token])


def opened(token: str, *, at: datetime) -> Preview:
    """What a link shows. Raises NotFound: forged, over, or another business's."""
    try:
        tenant, page, revision, member, day, until = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise NotFound from error
    if tenant != context.current_tenant_id() or at.timestamp() > until:
        raise NotFound
    shown_at = None if day is None else datetime.fromtimestamp(day, tz=at.tzinfo)
    return Preview(page, revision, member, shown_at)


def page_of(wanted: Preview) -> Page:
    """The page as in that draft. Raises NotFound: gone, or whoever made the link may not change the page any more."""
    page = Page.objects.filter(pk=wanted.page, depth__gt=1).first()
    member = Member.objects.select_related("user", "role").filter(pk=wanted.member, active=True).first()
    if page is None or member is None:
        raise NotFound
    member.user.remember(member)
    if not page.permissions_for_user(member.user).can_edit():
        raise NotFound
    if wanted.revision is None:
        return page.specific
    revision = Revision.objects.filter(pk=wanted.revision, object_id=str(page.pk)).first()
    if revision is None:
        raise NotFound
    return revision.as_object()
