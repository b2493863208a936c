"""Background work in the words of whoever asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import get_supported_language_variant

from apps.accounts.models import Member
from apps.tenancy import facts


@contextmanager
def speaking_to(member: Member | None) -> Iterator[None]:
    """Sentences in the member's language; times without a zone are the business's."""
    business = facts.current()
    wish = (getattr(member.user, "locale", "") if member is not None else "") or business.locale
    try:
        language = get_supported_language_variant(wish)
    except LookupError:
        language = settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(ZoneInfo(business.time_zone)):
        yield
