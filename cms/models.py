"""The models of the sites, for Django to find."""

from cms import pages
from cms.contact.models import ContactMessage
from cms.publishing.models import PageReview
from cms.theme.models import Theme

__all__ = ["ContactMessage", "PageReview", "Theme", "pages"]
