"""Where Wagtail's editor lets us add to it: the button that asks for a review, and the list of what waits."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from apps.accounts import access, door
from apps.kernel import clock
from cms.publishing import editor, reviews
from cms.publishing.models import ReviewState

ASK = "action-submit-for-review"


class SubmitItem(ActionMenuItem):
    """For who may change the page and not publish it."""

    label = _("Submit for review")
    name = ASK
    icon_name = "check"

    def is_shown(self, context: Any) -> bool:
        """Where Wagtail would show "Publish" to others."""
        user = context["request"].user
        if context["view"] == "create":
            return not context["parent_page"].permissions_for_user(user).can_publish_subpage()
        return (
            not context["locked_for_user"]
            and not self.get_user_page_permissions_tester(context).can_publish()
        )


@hooks.register("register_page_action_menu_item")
def submit_in_the_menu() -> ActionMenuItem:
    """Below "Save draft"."""
    return SubmitItem(order=5)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def submitted_or_settled(request: HttpRequest, page: Page) -> None:
    """After the draft is saved."""
    if request.method != "POST":
        return
    who: dict[str, Any] = {"by": door.member_of(request), "at": clock.now()}
    if ASK in request.POST:
        reviews.submit(page=page, **who)
        messages.success(request, _("Submitted. Whoever may publish sees it under “Waiting for review”."))
    elif "action-publish" in request.POST and page.permissions_for_user(request.user).can_publish():
        # For a later day: what goes live at once has settled it already.
        reviews.settle(page=page, **who)


@hooks.register("before_edit_page")
def what_became_of_it(request: HttpRequest, page: Page) -> None:
    """Whoever opens a page that was sent back reads why."""
    if request.method != "GET":
        return
    review = reviews.latest(page)
    if review is None or not page.has_unpublished_changes:
        return
    if review.state == ReviewState.SENT_BACK:
        messages.warning(request, _("Sent back: %(note)s") % {"note": review.note})
    elif review.state == ReviewState.WAITING:
        messages.info(request, _("This draft waits for review."))


class ReviewsItem(MenuItem):
    """For who may publish."""

    def is_shown(self, request: HttpRequest) -> bool:
        return access.may(request.user, editor.PUBLISH)


@hooks.register("register_admin_menu_item")
def reviews_in_the_menu() -> MenuItem:
    """The way to what waits."""
    return ReviewsItem(
        _("Waiting for review"), reverse("cms_reviews"), name="reviews", icon_name="tasks", order=150
    )


@hooks.register("register_page_header_buttons")
def preview_in_the_header(
    page: Page, user: Any, view_name: str = "", next_url: str | None = None
) -> Iterator[Button]:
    """A link to the draft as on another day or in another language."""
    if page.depth > 1 and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Link to a preview"), reverse("cms_preview_link", args=[page.pk]), icon_name="view", priority=90
        )
