"""What templates of the office need: the navigation and symbols."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.accounts.models import User
from apps.backoffice import navigation

register = template.Library()


@register.simple_tag(takes_context=True)
def office_navigation(context: template.Context) -> list[dict[str, Any]]:
    """Groups of pages for the signed-in member, with the one that is open marked."""
    request = context["request"]
    business = getattr(request, "business", None)
    member = getattr(request.user, "member", None)
    if business is None or member is None or not isinstance(request.user, User):
        return []
    found = navigation.groups(request.user, member, open_=business.is_open)
    view = request.GET.get("view", "")
    if not any(item.is_here(request.path, view) for group in found for item in group.items if item.view):
        view = ""
    return [
        {
            "label": group.label,
            "items": [
                {
                    "label": item.label,
                    "url": item.url,
                    "icon": item.icon,
                    "here": _here(item, request.path, view),
                }
                for item in group.items
            ],
        }
        for group in found
        if group.items
    ]


def _here(item: navigation.Item, path: str, view: str) -> bool:
    """Where a pinned view is open, its list is not marked besides."""
    return item.is_here(path, view) and bool(view) == (item.view is not None)


@register.simple_tag
def symbol(name: str) -> SafeString:
    """A Material Symbol; it says nothing the words beside it do not say."""
    return format_html('<span class="symbol" aria-hidden="true">{}</span>', name)
