"""What templates of calendars and boards need: addresses of other days, and the ways to look at a screen."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.backoffice.calendars.address import Address
from apps.backoffice.calendars.window import View
from apps.backoffice.screens.declaration import Screen

register = template.Library()


@register.simple_tag
def moved_to(address: Address, **changes: Any) -> str:
    """The calendar's address with something else in it."""
    if "view" in changes:
        changes["view"] = View(changes["view"])
    return address.to(**changes)


@register.simple_tag
def back_to(address: Address) -> str:
    """The parameter that says where to come back to."""
    return urlencode({"back": address.text().removeprefix("?")})


@register.inclusion_tag("office/ways.html", takes_context=True)
def ways(context: template.Context, screen: Screen, here: str) -> dict[str, Any]:
    """Links to the screen's list, calendar, board and form, as far as there are such and the person may."""
    member = context["request"].user.member
    links = []
    if here != "empty":
        links.append(_link(screen, "office_list", _("List")))
        if screen.calendar is not None:
            links.append(_link(screen, "office_calendar", _("Calendar"), here=here == "calendar"))
        if screen.board is not None:
            links.append(_link(screen, "office_board", _("Board"), here=here == "board"))
    if screen.addable and screen.may(member, "add"):
        label = _("Add %(what)s") % {"what": str(screen.label).lower()}
        links.append(_link(screen, screen.add_url or "office_add", label, main=True))
    return {"links": links}


def _link(screen: Screen, name: str, label: str, *, here: bool = False, main: bool = False) -> dict[str, Any]:
    arguments = [screen.app, screen.name] if name.startswith("office_") else []
    return {"url": reverse(name, args=arguments), "label": label, "here": here, "main": main}
