"""Pictures of pages."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.models import Image

register = template.Library()


@register.simple_tag
def site_picture(
    image: Image | None,
    *,
    widths: str = "400 800 1600",
    sizes: str = "100vw",
    ratio: str = "",
    alt: str | None = None,
    eager: Any = False,
) -> SafeString | str:
    """A picture; empty when it is gone."""
    if image is None:
        return ""
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}" loading="{}">',
        image.file.url,
        image.description if alt is None else alt,
        image.width,
        image.height,
        "eager" if eager else "lazy",
    )
