"""The page with the form by which visitors write to the business."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from apps.tenancy.pages import keep_query
from cms.contact.forms import ContactForm
from cms.pages.base import SitePage


class ContactPage(SitePage):
    """How to reach the business, and a form. What becomes of a message is cms.contact's."""

    thanks = models.CharField(
        _("thanks"),
        max_length=300,
        blank=True,
        help_text=_("What a visitor reads after sending. A friendly sentence stands there when empty."),
    )

    page_description = _("How to reach you, and a form to write to you.")
    template = "site/pages/contact.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("thanks")]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With an empty form, or with thanks for what was sent."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        sent = request.method != "POST" and request.GET.get("sent") == "1"
        if sent:
            keep_query(request, "sent=1")
        form = None if sent else ContactForm()
        return {**context, "form": form, "sent": sent, "has_form_block": self.has_block("form")}
