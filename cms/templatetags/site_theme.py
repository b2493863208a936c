"""The business's look in the templates of its site."""

from typing import Final

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.tenancy import parts
from cms.chrome import Chrome, chrome
from cms.theme import queries
from cms.theme.models import Theme
from cms.theme.types import Typeface

FONTS: Final[dict[str, tuple[str, ...]]] = {
    Typeface.SERIF: ("fraunces",),
    Typeface.CLASSIC: ("cormorant",),
    Typeface.GROTESK: ("bricolage",),
    Typeface.CONDENSED: ("bricolage-condensed",),
}

register = template.Library()


@register.simple_tag(takes_context=True)
def site_theme(context: template.Context) -> Theme:
    """The theme of the business, asked for once per request; the one being tried, in a preview."""
    return theme_of(context["request"])


@register.simple_tag(takes_context=True)
def site_theme_href(context: template.Context) -> str:
    """Where the theme's stylesheet is. The address carries the version, so browsers keep it for good."""
    request = context["request"]
    tried: str = getattr(request, "site_theme_href", "")
    return tried or reverse("site_theme_css", args=[theme_of(request).version])


@register.simple_tag(takes_context=True)
def site_chrome(context: template.Context) -> Chrome:
    """Links, languages and places around the page."""
    return chrome(context["request"])


@register.simple_tag
def site_icon(name: str) -> SafeString:
    """One of the site's own icons; it says nothing by itself, since words stand beside it."""
    return format_html(
        '<svg class="icon" width="24" height="24" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("site/icons.svg"),
        name,
    )


@register.simple_tag
def site_fonts(theme: Theme) -> list[str]:
    """Addresses of the fonts the first screen needs."""
    return [static(f"site/fonts/{name}.woff2") for name in FONTS.get(Typeface(theme.typeface), ())]


def theme_of(request: HttpRequest) -> Theme:
    """The same for views."""
    if not hasattr(request, "site_theme"):
        request.site_theme = parts.part("cms.theme", queries.theme)  # type: ignore[attr-defined]
    found: Theme = request.site_theme  # type: ignore[attr-defined]
    return found
