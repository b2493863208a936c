"""Where Wagtail lets a site speak before it acts."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from apps.accounts import access
from apps.files import links
from apps.kernel import clock, numbers
from cms import begin, bulk, product_pages, slugs
from cms.publishing import hooks as publishing

__all__ = ["begin", "bulk", "publishing"]
_DOCUMENT_SECONDS: Final = 60


@hooks.register("before_copy_page")
def copy_below_a_page_that_exists(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Wagtail does not expect that there is no such parent, as with a page of another business."""
    if request.method == "POST":
        key = numbers.whole(request.POST.get("new_parent_page", ""))
        parent = Page.objects.filter(pk=key or 0).first()
        if parent is None:
            raise Http404
        return _refused_slug(request, request.POST.get("new_slug", ""), parent, "copy", page)
    return None


@hooks.register("before_move_page")
def move_to_an_address_that_is_free(request: HttpRequest, page: Page, parent: Page) -> HttpResponse | None:
    """Right below the home page some addresses are the site's own."""
    return _refused_slug(request, page.slug, parent, "move", page)


def _refused_slug(
    request: HttpRequest, slug: str, parent: Page, doing: str, page: Page
) -> HttpResponse | None:
    if parent.depth != slugs.HOME_DEPTH or not slugs.is_taken(slug):
        return None
    messages.error(request, slugs.REFUSED % {"slug": slug})
    return redirect(f"wagtailadmin_pages:{doing}", page.pk)


@hooks.register("before_delete_page")
def keep_the_front_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Without it there is no site, so the business's own front page can be unpublished but not deleted."""
    if not page.sites_rooted_here.exists():
        return None
    messages.error(request, bulk.STAYS)
    return redirect("wagtailadmin_explore", page.pk)


@hooks.register("register_log_actions")
def what_history_says(actions: Any) -> None:
    """Of pages that went with their product."""
    actions.register_action(
        product_pages.WITH_PRODUCT, _("Unpublish with the product"), _("Unpublished with the product")
    )


@hooks.register("before_serve_document", order=100)
def closed_documents_by_link(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Whoever may have a document of a closed collection gets an address that is over in a minute.

    Stands behind Wagtail's own question who may have it.
    """
    if not document.collection.get_view_restrictions().exists():
        return None
    name, filename = document.file.name, document.filename
    response = redirect(links.link(name, filename=filename, at=clock.now(), seconds=_DOCUMENT_SECONDS))
    add_never_cache_headers(response)
    return response


class ThemeItem(MenuItem):
    """Only for those who may change the theme."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.may(request.user, "cms.change_theme")


@hooks.register("register_admin_menu_item")
def theme_in_the_menu() -> MenuItem:
    """The way to the theme."""
    return ThemeItem(_("Theme"), reverse("cms_theme"), name="theme", icon_name="view", order=450)


class LanguagesItem(MenuItem):
    """Only for those who may choose the languages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.may(request.user, "cms.change_language")


@hooks.register("register_admin_menu_item")
def languages_in_the_menu() -> MenuItem:
    """The way to the languages."""
    return LanguagesItem(
        _("Languages"), reverse("cms_languages"), name="languages", icon_name="globe", order=460
    )
