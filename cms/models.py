"""The models of the sites, for Django to find."""

from cms import pages
from cms.publishing.models import PageReview
from cms.theme.models import Theme

__all__ = ["PageReview", "Theme", "pages"]
