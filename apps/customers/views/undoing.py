"""A merge is taken back: what returns, what stays, how long it is possible."""

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from apps.accounts import door
from apps.accounts.models import Member
from apps.customers import queries, services
from apps.customers.errors import ChangedMeanwhile, MergedAgain, NoSuchCustomer
from apps.customers.forms import stamp
from apps.customers.models import CustomerMerge
from apps.customers.types import Undone, UndoPreview
from apps.customers.views import access
from apps.kernel import clock
from apps.kernel.errors import Refusal


@door.member_page(access.MERGE)
def undo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say what undoing would do, and do it once it is confirmed."""
    member, at = door.acting(request), clock.now()
    merge = _merge(member, pk)
    shown: dict[str, Any] = {"merge": merge}
    try:
        preview = services.undo_preview(merge=merge, at=at)
        days = ceil((merge.undo_until - at) / timedelta(days=1))
        shown |= {"preview": preview, "days_left": days, "seen": _stamp(preview)}
        if request.method == "POST" and "confirmed" in request.POST:
            return _undo(request, member, merge, preview, at)
    except Refusal as refusal:
        later = queries.merge_after(merge) if isinstance(refusal, MergedAgain) else None
        return render(
            request,
            "customers/merge_undo.html",
            {**shown, "refusal": refusal, "later": later},
            status=refusal.status,
        )
    return render(request, "customers/merge_undo.html", shown)


def _merge(member: Member, pk: int) -> CustomerMerge:
    customers = access.screen_for(member).rows(member)
    found = CustomerMerge.objects.filter(pk=pk, kept__in=customers).select_related("kept", "by__user")
    merge = found.defer("by__phone").first()
    if merge is None:
        raise NoSuchCustomer
    return merge


def _undo(
    request: HttpRequest, member: Member, merge: CustomerMerge, preview: UndoPreview, at: datetime
) -> HttpResponseBase:
    if request.POST.get("seen") != _stamp(preview):
        raise ChangedMeanwhile
    done = services.undo_merge(merge=merge, partly=bool(preview.left), by=member, at=at)
    door.say(request, _said(done))
    return redirect("office_detail", "customers", "customer", done.kept.pk)


def _said(done: Undone) -> str:
    sentence = _("Both customers are as they were.")
    if done.left:
        sentence = _("Undone, except: %(left)s.") % {"left": ", ".join(done.left)}
    address = reverse("office_detail", args=["customers", "customer", done.restored.pk])
    return format_html('{} <a href="{}">{}</a>', sentence, address, done.restored.name)


def _stamp(preview: UndoPreview) -> str:
    return stamp(preview.changes, preview.restored, preview.returns, preview.left)
