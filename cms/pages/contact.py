"""The page with the form by which visitors write to the business."""

from typing import Any, ClassVar, Final

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.pages.base import SitePage

LONGEST: Final = 4000


class ContactForm(forms.Form):
    """What a visitor writes."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "email"})
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=32,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel"}),
    )
    message = forms.CharField(
        label=_("Message"), max_length=LONGEST, widget=forms.Textarea({"rows": 6, "maxlength": LONGEST})
    )


class ContactPage(SitePage):
    """How to reach the business, and a form. What becomes of a message is cms.contact's."""

    thanks = models.CharField(
        _("thanks"),
        max_length=300,
        blank=True,
        help_text=_("What a visitor reads after sending. A friendly sentence stands there when empty."),
    )

    template = "site/pages/contact.html"
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage", "cms.StandardPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*SitePage.content_panels, FieldPanel("thanks")]

    class Meta:
        verbose_name = _("contact page")
        verbose_name_plural = _("contact pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With an empty form."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "form": ContactForm(), "has_form_block": self.has_block("form")}
