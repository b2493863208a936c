"""A page's draft as it will be on a day, behind a link that ends by itself and needs no sign-in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core import signing
from django.urls import reverse
from wagtail.models import Page

from apps.kernel.errors import NotFound
from apps.tenancy import context
from cms import languages

SECONDS: Final = 7 * 24 * 3600
_SALT: Final = "cms.preview"


@dataclass(frozen=True, slots=True)
class Preview:
    """Which page, as on which day."""

    page: int
    shown_at: datetime | None


def link(*, page: Page, shown_at: datetime | None, at: datetime) -> str:
    """Where the draft can be seen for a week, in the page's own language."""
    until = int(at.timestamp()) + SECONDS
    day = shown_at.timestamp() if shown_at else None
    token = signing.dumps([context.current_tenant_id(), page.pk, day, until], salt=_SALT)
    prefix = next((one.prefix for one in languages.of_site() if page.url_path.startswith(one.home_path)), "")
    return prefix + reverse("site_preview", args=[token])


def opened(token: str, *, at: datetime) -> Preview:
    """What a link shows. Raises NotFound: forged, over, or another business's."""
    try:
        tenant, page, day, until = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise NotFound from error
    if tenant != context.current_tenant_id() or at.timestamp() > until:
        raise NotFound
    return Preview(page, None if day is None else datetime.fromtimestamp(day, tz=at.tzinfo))
