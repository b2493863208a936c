"""What templates of the account area and the home need: icons, fields, navigation, addresses."""

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.accounts import home
from apps.accounts.models import User
from apps.tenancy import addresses

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing from our set; it says nothing the words beside it do not say."""
    source = static("quayside/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', source, name
    )


@register.simple_tag
def platform_url(path: str = "/") -> str:
    """Absolute address on the platform's host."""
    return addresses.platform(path)


@register.simple_tag(takes_context=True)
def home_entries(context: template.Context) -> list[dict[str, Any]]:
    """The navigation of the home for the signed-in person."""
    request = context["request"]
    business = getattr(request, "business", None)
    if business is None or not isinstance(request.user, User):
        return []
    entries = home.entries_for(request.user, open_=business.is_open)
    return [
        {"label": entry.label, "icon": entry.icon, "url": url, "here": _here(url, request.path)}
        for entry, url in entries
    ]


def _here(url: str, path: str) -> bool:
    return path == url if url == "/home/" else path.startswith(url)


@register.inclusion_tag("includes/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A form field: label above, help below, the error beside it, all of them tied to the input."""
    described = []
    if bound.errors:
        described.append(f"{bound.auto_id}_error")
    if bound.help_text:
        described.append(f"{bound.auto_id}_help")
    attrs: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return {
        "field": bound,
        "input": bound.as_widget(attrs=attrs),
        "check": isinstance(bound.field.widget, CheckboxInput),
    }
