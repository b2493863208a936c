"""Two customers become one: choose the other, compare, look at the result, merge."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _

from apps.accounts import door
from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.screens.declaration import Screen
from apps.customers import queries, services
from apps.customers.errors import ChangedMeanwhile, NoSuchCustomer
from apps.customers.forms import MergeForm
from apps.customers.models import Customer
from apps.customers.models.merges import DAYS
from apps.customers.types import MergeLine, MergePreview
from apps.customers.views import access
from apps.kernel import clock
from apps.kernel.errors import Refusal

FOUND: Final = 20
TOLD: Final = ("email", "phone", "city", "created_at", "booking_count")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer to choose, and why it may be the same person."""

    customer: Customer
    cells: list[tuple[str | Promise, Any]]
    reasons: Sequence[str | Promise]


@door.member_page(access.MERGE)
def merge(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The page of both, `with` naming the other; without it, of whom to choose."""
    member = door.acting(request)
    screen = access.screen_for(member)
    kept = screen.rows(member).filter(pk=pk).first()
    if kept is None:
        raise NoSuchCustomer
    number = request.GET.get("with", "")
    if not number:
        return _choose(request, screen, member, kept)
    try:
        return _compare(request, member, kept, access.customer(screen, member, number))
    except Refusal as refusal:
        return _choose(request, screen, member, kept, refusal)


def _choose(
    request: HttpRequest, screen: Screen, member: Member, kept: Customer, refusal: Refusal | None = None
) -> HttpResponseBase:
    text = request.GET.get("q", "")[:100].strip()
    found: list[Customer] = []
    if text:
        rows = screen.searched(screen.rows(member).exclude(pk=kept.pk), text)
        found = list(rows.order_by(*screen.ordering)[:FOUND])
    told = [one for one in screen.attributes() if one.key in TOLD]
    shown = {
        "screen": screen,
        "kept": kept,
        "text": text,
        "refusal": refusal,
        "found": [_candidate(one, told) for one in found],
        "most": FOUND if len(found) == FOUND else 0,
        "likely": [_candidate(one.customer, told, one.reasons) for one in queries.duplicates(kept)],
    }
    return render(request, "customers/merge_choose.html", shown, status=refusal.status if refusal else 200)


def _candidate(
    customer: Customer, told: Sequence[Attribute], reasons: Sequence[str | Promise] = ()
) -> Candidate:
    return Candidate(customer, [(one.label, one.cell(customer)) for one in told], reasons)


def _compare(request: HttpRequest, member: Member, kept: Customer, other: Customer) -> HttpResponseBase:
    preview = services.merge_preview(kept=kept, other=other)
    sent = request.method == "POST"
    form = MergeForm(preview, request.POST if sent else None)
    step = request.POST.get("step", "") if sent else ""
    if not step or not form.is_valid():
        return _both(request, preview, form)
    if form.is_stale():
        form.add_error(None, str(ChangedMeanwhile()))
        return _both(request, preview, form, status=ChangedMeanwhile.status)
    if step == "merge":
        return _merge(request, member, preview, form)
    if step == "look":
        return _result(request, services.merge_preview(kept=kept, other=other, choose=form.choose()), form)
    return _both(request, preview, form)


def _both(
    request: HttpRequest, preview: MergePreview, form: MergeForm, status: int = 200
) -> HttpResponseBase:
    choosing = {line.key for choice in form.choices for line in choice.lines}
    rest = [line for line in preview.lines if line.key not in choosing]
    shown = {
        "preview": preview,
        "form": form,
        "days": DAYS,
        "same": [line for line in rest if line.kept and not line.differs and line.choosable],
        "joined": [line for line in rest if not line.choosable and _changes(line)],
    }
    return render(request, "customers/merge.html", shown, status=status)


def _changes(line: MergeLine) -> bool:
    return line.differs or line.result != line.kept


def _result(request: HttpRequest, preview: MergePreview, form: MergeForm) -> HttpResponseBase:
    lines = [line for line in preview.lines if line.result or line.kept]
    shown = {"preview": preview, "form": form, "days": DAYS, "lines": lines}
    return render(request, "customers/merge_result.html", shown)


def _merge(request: HttpRequest, member: Member, preview: MergePreview, form: MergeForm) -> HttpResponseBase:
    merged = services.merge_customers(
        kept=preview.kept, other=preview.other, choose=form.choose(), by=member, at=clock.now()
    )
    said = _("%(other)s was merged into this customer. For %(days)d days you can undo it.")
    door.say(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            said % {"other": merged.merged_name, "days": DAYS},
            reverse("customers_merge_undo", args=[merged.pk]),
            _("Undo the merge"),
        ),
    )
    return redirect("office_detail", "customers", "customer", merged.kept_id)
