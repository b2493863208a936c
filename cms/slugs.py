"""Addresses that pages cannot have, since something else answers there."""

from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

HOME_DEPTH: Final = 2
# First parts of the addresses in quayside.urls and of what the server answers by itself.
TAKEN: Final = frozenset(
    {
        *(
            "accounts",
            "admin",
            "api",
            "book",
            "booking",
            "cart",
            "checkout",
            "cms",
            "consent",
            "documents",
            "files",
            "healthz",
            "home",
            "live",
            "livez",
        ),
        *("media", "metrics", "pictures", "private", "search", "site", "static", "waitlist", "_util"),
    }
)
REFUSED: Final = _("“%(slug)s” is used by the site itself. Choose another address for this page.")


def is_taken(slug: str) -> bool:
    """Whether a page right below a home page cannot have this slug: it names a language or a part of the site."""
    return slug in TAKEN or slug in dict(settings.WAGTAIL_CONTENT_LANGUAGES)
