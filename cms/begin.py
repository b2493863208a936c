"""The start of the editor: its first page and its ways in and out, for people who have never seen Wagtail."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from apps.accounts import access
from cms import languages, slugs


@dataclass(frozen=True, slots=True)
class Way:
    """One thing to do. `icon` is one of Wagtail's."""

    label: str | Promise
    about: str | Promise
    icon: str
    url: str


class Begin(Component):
    """What most people come for, each one click away."""

    order = 10
    template_name = "cms/begin.html"

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["cms/begin.css"]}

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """`ways`: what this person may do."""
        return {"ways": list(_ways(parent_context["request"].user))}


def _ways(user: Any) -> Iterator[Way]:
    home = next(iter(languages.of_site()), None)
    if home is not None and access.may(user, "cms.change_page"):
        yield Way(
            _("Change the front page"),
            _("Its title, picture, notices and everything below."),
            "edit",
            reverse("wagtailadmin_pages:edit", args=[home.home_id]),
        )
    if home is not None and access.may(user, "cms.add_page"):
        yield Way(
            _("Add a page"),
            _("And say whether the menu links to it."),
            "plus-inverse",
            reverse("wagtailadmin_pages:add_subpage", args=[home.home_id]),
        )
    if home is not None and access.may(user, "cms.publish_page"):
        yield Way(
            _("Put the menu in order"),
            _("Drag the pages: the menu of your site follows."),
            "list-ul",
            f"{reverse('wagtailadmin_explore', args=[home.home_id])}?ordering=ord",
        )
    if access.may(user, "cms.add_image"):
        yield Way(
            _("Add pictures"),
            _("As they come from the camera; we make them small."),
            "image",
            reverse("wagtailimages:add_multiple"),
        )
    if access.may(user, "cms.change_theme"):
        yield Way(_("Change the theme"), _("Layout, colours, typeface, logo."), "view", reverse("cms_theme"))


@hooks.register("construct_homepage_panels")
def begin_here(request: HttpRequest, panels: list[Any]) -> None:
    """Above what waits and what was changed last."""
    panels.append(Begin())


@hooks.register("construct_help_menu")
def help_with_this_editor_only(request: HttpRequest, menu_items: list[Any]) -> None:
    """Wagtail's news and guide speak of much that is not here."""
    menu_items[:] = [item for item in menu_items if item.name == "keyboard-shortcuts-trigger"]


@hooks.register("register_admin_menu_item")
def way_to_the_office() -> MenuItem:
    """The way back."""
    return MenuItem(
        _("Back office"), reverse("office_today"), name="office", icon_name="arrow-left", order=10
    )


@hooks.register("register_admin_menu_item")
def way_to_the_site() -> MenuItem:
    """What visitors see."""
    # With a place on the page, or Wagtail would take it for the beginning of every address.
    return MenuItem(_("See the site"), "/#content", name="site", icon_name="desktop", order=20)


@require_admin_access
def tree(request: HttpRequest) -> HttpResponse:
    """Where the pages are: below the front page while there is one, else where the front pages are."""
    homes = list(Page.objects.filter(depth=slugs.HOME_DEPTH).values_list("pk", flat=True)[:2])
    start = homes[0] if len(homes) == 1 else Page.get_first_root_node().pk
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{reverse('wagtailadmin_explore', args=[start])}{query}")
