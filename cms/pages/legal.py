"""Terms, privacy, accessibility."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.pages.base import SitePage


class LegalPage(SitePage):
    """A text that says what holds, and since when."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)

    page_description = _("Terms, privacy, accessibility: usually linked in the footer.")
    template = "site/pages/legal.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *SitePage.content_panels[:1],
        FieldPanel("valid_from"),
        *SitePage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")
