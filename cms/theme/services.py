"""Writes about how the public site looks."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from wagtail.images.models import AbstractImage

from apps.accounts.models import Member
from apps.tenancy import context, db
from apps.tenancy.services import forget_pages
from cms.theme.errors import UnusableTheme
from cms.theme.models import Theme
from cms.theme.types import Choices

# A first save has no row to lock yet.
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('theme', %(tenant)s))::text"


def save_theme(
    *, choices: Choices, logo: AbstractImage | None = None, by: Member | None, at: datetime
) -> Theme:
    """The site looks like this from now on; kept pages are forgotten. One save at a time.

    Raises UnusableTheme and then changes nothing.
    """
    with context.atomic():
        db.fetch_one(_LOCK, tenant=context.current_tenant_id())
        theme = Theme.objects.select_for_update().first() or Theme(version=0)
        for name, value in asdict(choices).items():
            setattr(theme, name, value.strip().lower())
        theme.logo = logo
        theme.version, theme.changed_at = theme.version + 1, at
        _check(theme)
        theme.save()
        forget_pages(theme.tenant)
    return theme


def reset_theme(*, by: Member | None, at: datetime) -> None:
    """Our own look again, without a logo. The version goes on, since browsers keep every one of them."""
    if Theme.objects.exists():
        save_theme(choices=Choices(), by=by, at=at)


def _check(theme: Theme) -> None:
    try:
        theme.clean_fields(exclude=["tenant", "logo"])
    except ValidationError as error:
        field = next(iter(error.message_dict))
        raise UnusableTheme(field=field, value=getattr(theme, field)) from error
