"""The page for everything else."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from cms.pages.base import SitePage


class StandardPage(SitePage):
    """Words and pictures about anything."""

    page_description = _("For anything: text, pictures, people, opening hours.")
    admin_default_ordering = "ord"
    template = "site/pages/standard.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = [
        "cms.StandardPage",
        "cms.FaqPage",
        "cms.ContactPage",
        "cms.LegalPage",
    ]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
