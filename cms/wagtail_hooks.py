"""Where Wagtail lets a site speak before it acts."""

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page


@hooks.register("before_copy_page")
def copy_below_a_page_that_exists(request: HttpRequest, page: Page) -> None:
    """Wagtail does not expect that there is no such parent, as with a page of another business."""
    if request.method == "POST":
        key = request.POST.get("new_parent_page", "")
        if not (key.isdecimal() and Page.objects.filter(pk=key).exists()):
            raise Http404
