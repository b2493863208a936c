"""The business's stylesheet and logo in templates."""

from urllib.parse import urlencode

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.backoffice.look.stylesheet import THEMES
from apps.backoffice.models import BusinessLook
from apps.backoffice.queries.look import look

register = template.Library()
_KEPT = "_quayside_look"


@register.simple_tag(takes_context=True)
def look_link(context: template.Context) -> SafeString:
    """The link to the business's own tokens; nothing where they are ours and the device decides on brightness."""
    request = context["request"]
    found, theme = _look(request), request.COOKIES.get("theme", "")
    theme = theme if theme in THEMES else ""
    if theme == "" and (found is None or not found.accent):
        return SafeString("")
    said = {"v": str(found.version if found else 0), "theme": theme}
    query = urlencode({key: value for key, value in said.items() if value})
    return format_html('<link rel="stylesheet" href="{}?{}">', reverse("office_look_css"), query)


@register.simple_tag(takes_context=True)
def look_logo(context: template.Context) -> SafeString:
    """The logo; nothing while there is none. The business's name stands beside it, so it says nothing itself."""
    found = _look(context["request"])
    if found is None or not found.logo:
        return SafeString("")
    return format_html(
        '<img class="look-logo" src="{}?v={}" alt="" height="40">', reverse("office_look_logo"), found.version
    )


def _look(request: HttpRequest) -> BusinessLook | None:
    """Asked for once per request."""
    if not hasattr(request, _KEPT):
        member = getattr(request.user, "member", None)
        setattr(request, _KEPT, None if member is None else look())
    kept: BusinessLook | None = getattr(request, _KEPT)
    return kept
