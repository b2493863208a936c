"""The first page of the signed-in home."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from apps.accounts import door, home
from apps.kernel import clock
from apps.tenancy import facts, quotas
from apps.tenancy.types import QuotaState


@door.member_page()
def overview(request: HttpRequest) -> HttpResponseBase:
    """What the member can do here, and what the business should know about itself."""
    business, at = facts.current(), clock.now()
    entries = home.entries_for(door.person(request), open_=business.is_open)
    trial_days = (business.trial_ends_at - at).days if business.trial_ends_at else None
    shown = {
        "entries": [(entry, url) for entry, url in entries if entry.url != "home"],
        "member": door.acting(request),
        "warnings": labelled([state for state in quotas.overview(at=at) if state.warn]),
        "trial_days": max(trial_days, 0) if trial_days is not None else None,
    }
    return render(request, "home/overview.html", shown)


def labelled(states: list[QuotaState]) -> list[tuple[object, QuotaState]]:
    """Quota states with the words people know them by."""
    return [(quotas.QUOTAS.get(state.quota).label, state) for state in states]
