"""Writes about how the business looks."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from apps.accounts.models import Member
from apps.backoffice.errors import UnusableColour
from apps.backoffice.look import colours, logo
from apps.backoffice.models import BusinessLook
from apps.tenancy import context


def change_look(
    *,
    accent: str,
    picture: bytes | None = None,
    remove_logo: bool = False,
    by: Member | None,
    at: datetime,
) -> BusinessLook:
    """Another accent ("" for ours) and, when given, another logo, which is drawn anew. Locks the look.

    Raises UnusableColour and UnusableLogo; then nothing has changed.
    """
    wanted = accent.strip().lower()
    if wanted and not colours.HEX.fullmatch(wanted):
        raise UnusableColour
    drawn = None if picture is None else logo.drawn_anew(picture)
    with context.atomic():
        look = BusinessLook.objects.select_for_update().first() or BusinessLook(version=0)
        old = look.logo.name
        look.accent, look.version, look.changed_at = wanted, look.version + 1, at
        if drawn is not None:
            look.logo.save("logo.png", ContentFile(drawn), save=False)
        elif remove_logo:
            look.logo = ""
        look.save()
        if old and old != look.logo.name:
            _gone_after_transaction(old)
    return look


def reset_look(*, by: Member | None, at: datetime) -> None:
    """Our own colours and no logo. Locks the look."""
    if BusinessLook.objects.exists():
        change_look(accent="", remove_logo=True, by=by, at=at)


def _gone_after_transaction(name: str) -> None:
    transaction.on_commit(lambda: default_storage.delete(name), using=context.current().alias)
