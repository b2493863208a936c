"""The front page of a site, one for each of its languages."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.pages.base import FOUND, SitePage


class HomePage(SitePage):
    """The root of a site's tree. Provisioning makes it, translation copies it."""

    # The order of the menu, so that dragging changes what is seen.
    admin_default_ordering = "ord"
    template = "site/pages/home.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        *("cms.StandardPage", "cms.ProductsPage", "cms.ArticlesPage", "cms.ContactPage", "cms.FaqPage"),
        "cms.LegalPage",
    ]
    # Its slug is part of no address, so its title is not turned into one.
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("title", classname="title", help_text=_("The name of your business, as a rule.")),
        *SitePage.content_panels[1:],
    ]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            list(FOUND),
            _("For search engines"),
        ),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
        permissions = [("change_language", _("Can choose the languages of the site"))]

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Where there is none yet."""
        return bool(super().can_create_at(parent)) and not cls.objects.exists()
