"""The head of public pages for those who do not read the page."""

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.seo.brand import brand
from cms.seo.data import json_ld
from cms.seo.head import head
from cms.templatetags.site_theme import theme_of

register = template.Library()


@register.simple_tag(takes_context=True)
def seo_head(context: template.Context) -> SafeString:
    """Description, canonical, robots, Open Graph, icons and JSON-LD of the page shown. Title and hreflang stand in
    the base template.
    """
    request = context["request"]
    if getattr(request, "business", None) is None:
        return SafeString("")
    brand(theme_of(request))
    page = getattr(request, "site_page", None) or context.get("page")
    product = context.get("product")
    found = head(request, page, product)
    named = [
        ("description", found.description),
        ("robots", found.robots),
        ("twitter:card", "summary_large_image" if found.picture else ""),
    ]
    graph = [
        ("og:type", found.kind if page else ""),
        ("og:site_name", request.business.name if page else ""),
        ("og:title", found.title if page else ""),
        ("og:description", found.description),
        ("og:url", found.canonical),
        ("og:locale", found.locale if page else ""),
        ("og:image", found.picture),
        ("og:image:width", "1200" if found.picture else ""),
        ("og:image:height", "630" if found.picture else ""),
        ("og:image:alt", found.picture_alt),
        ("article:published_time", found.published),
        ("article:modified_time", found.changed),
    ]
    facts = json_ld(request, page, found, product)
    return format_html(
        "{}{}{}{}{}",
        format_html('<link rel="canonical" href="{}">\n', found.canonical) if found.canonical else "",
        format_html_join("", '<meta name="{}" content="{}">\n', [one for one in named if one[1]]),
        format_html_join("", '<meta property="{}" content="{}">\n', [one for one in graph if one[1]]),
        _icons(),
        # A block of data: no policy about scripts is about it, and nothing in it can end it.
        format_html('<script type="application/ld+json">{}</script>', SafeString(facts)) if facts else "",
    )


def _icons() -> SafeString:
    current = brand()
    picture = reverse("site_icon", args=[current.version, "png"])
    links = [("icon", "image/png", "180x180", picture), ("apple-touch-icon", "image/png", "180x180", picture)]
    if current.logo is None:
        links.insert(1, ("icon", "image/svg+xml", "any", reverse("site_icon", args=[current.version, "svg"])))
    return format_html_join("", '<link rel="{}" type="{}" sizes="{}" href="{}">\n', links)
