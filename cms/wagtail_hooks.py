"""Where Wagtail lets a site speak before it acts."""

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from apps.accounts import access


@hooks.register("before_copy_page")
def copy_below_a_page_that_exists(request: HttpRequest, page: Page) -> None:
    """Wagtail does not expect that there is no such parent, as with a page of another business."""
    if request.method == "POST":
        key = request.POST.get("new_parent_page", "")
        if not (key.isdecimal() and Page.objects.filter(pk=key).exists()):
            raise Http404


class ThemeItem(MenuItem):
    """Only for those who may change the theme."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.may(request.user, "cms.change_theme")


@hooks.register("register_admin_menu_item")
def theme_in_the_menu() -> MenuItem:
    """The way to the theme."""
    return ThemeItem(_("Theme"), reverse("cms_theme"), name="theme", icon_name="view", order=450)
