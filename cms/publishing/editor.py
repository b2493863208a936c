"""Pages of the editor: what waits for review, and links to drafts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from apps.accounts import door
from apps.kernel import clock, numbers
from apps.kernel.errors import NotAllowed, Refusal
from cms import addresses
from cms.publishing import preview, reviews
from cms.publishing.forms import PreviewForm

PUBLISH = "cms.publish_page"


@never_cache
@door.member_page(PUBLISH)
@require_admin_access
def waiting(request: HttpRequest) -> HttpResponseBase:
    """Everything that waits for whoever may publish."""
    return render(request, "cms/publishing/reviews.html", {"reviews": reviews.waiting()})


@require_POST
@door.member_page(PUBLISH)
@require_admin_access
def decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Publish, or send back with a note."""
    who: dict[str, Any] = {"user": request.user, "by": door.member_of(request), "at": clock.now()}
    try:
        if "send_back" in request.POST:
            review = reviews.send_back(pk=pk, note=request.POST.get("note", ""), **who)
            messages.success(request, _("“%(title)s” was sent back.") % {"title": review.page.title})
        else:
            number = numbers.whole(request.POST.get("revision", ""))
            review = reviews.publish(pk=pk, revision=number or 0, **who)
            messages.success(request, _("“%(title)s” is published.") % {"title": review.page.title})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("cms_reviews")


@never_cache
@door.member_page()
@require_admin_access
def preview_link(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Choose a day and a language; the answer is a link to the draft as it will be."""
    page = get_object_or_404(Page, pk=pk, depth__gt=1)
    if not page.permissions_for_user(request.user).can_edit():
        return door.refused(request, NotAllowed())
    form = PreviewForm(page, request.POST or None)
    address = ""
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        by = door.acting(request)
        path = preview.link(page=chosen["version"], shown_at=chosen["day"], by=by, at=clock.now())
        address = f"{addresses.root_url()}{path}"
    shown = {"page": page, "form": form, "address": address}
    return render(request, "cms/publishing/preview_link.html", shown)
