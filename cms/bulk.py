"""What holds for one page holds for many at once: Wagtail's bulk actions ask none of the hooks of a single page."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.models import Page

from cms import slugs

STAYS: Final = _("This is the front page of your site, so it stays. You can unpublish it instead.")


@hooks.register("before_bulk_action")
def as_one_by_one(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    """Nothing of it happens when one of the pages may not go there or may not go at all."""
    pages = [one for one in objects if isinstance(one, Page)]
    reason: Any = None
    if action_type == "delete" and any(page.sites_rooted_here.exists() for page in pages):
        reason = STAYS
    if action_type == "move":
        parent = action.cleaned_form.cleaned_data["chooser"]
        taken = next((page.slug for page in pages if slugs.is_taken(page.slug)), None)
        if taken is not None and parent.depth == slugs.HOME_DEPTH:
            reason = slugs.REFUSED % {"slug": taken}
    if reason is None:
        return None
    messages.error(request, reason)
    above = pages[0].get_parent()
    return redirect("wagtailadmin_explore", above.pk)
