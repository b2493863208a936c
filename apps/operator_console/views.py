"""Settings → Packs: what is installed, what a pack would bring, and what waits for the owner's word."""

from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.accounts import access, door
from apps.kernel import clock, numbers
from apps.kernel.errors import NotFound, Refusal
from apps.operator_console import services
from apps.operator_console.comparing import Change
from apps.operator_console.models import InstalledPack, PackItem
from apps.tenancy.packs import load, shipped

VIEW: Final = "operator_console.view_installedpack"
CHANGE: Final = "operator_console.change_installedpack"


@door.member_page(VIEW)
def index(request: HttpRequest) -> HttpResponseBase:
    """Packs of the business, and those it could have besides."""
    heads = {key: load(folder) for key, folder in shipped().items()}
    installed = list(InstalledPack.objects.all())
    known = {one.key for one in installed}
    shown = {
        "installed": [(one, heads.get(one.key)) for one in installed],
        "others": [head for key, head in heads.items() if key not in known and head.key],
        "open": PackItem.objects.exclude(offered={}).count(),
        "may_change": access.may(door.person(request), CHANGE),
    }
    return render(request, "office/packs/index.html", shown)


@door.member_page(CHANGE)
def one(request: HttpRequest, pack: str) -> HttpResponseBase:
    """What the pack would bring or change; brings it in when it is sent."""
    folder = shipped().get(pack)
    if folder is None:
        raise NotFound
    if request.method == "POST":
        try:
            done = services.install(
                folder=folder, options={"drafts": True}, by=door.acting(request), at=clock.now()
            )
        except Refusal as refusal:
            door.say_no(request, refusal)
            return redirect("office_pack", pack)
        door.say(request, _what_happened(done))
        return redirect("office_pack_questions" if done.count(Change.CONFLICT) else "office_packs")
    plan = services.plan(folder=folder, at=clock.now())
    shown = {
        "pack": plan.pack,
        "installed": plan.installed,
        "groups": _groups(plan),
        "leaving": plan.leaving,
        "counts": {str(change): plan.count(change) for change in Change},
        "nothing": not plan.count(Change.ADD) and not plan.count(Change.CHANGE),
    }
    return render(request, "office/packs/pack.html", shown)


@door.member_page(CHANGE)
def questions(request: HttpRequest) -> HttpResponseBase:
    """Both values of everything that waits; one item is settled at a time."""
    if request.method == "POST":
        number = numbers.whole(request.POST.get("item", ""))
        item = PackItem.objects.select_related("pack").filter(pk=number or 0).first()
        if item is None:
            raise NotFound
        take = tuple(name for name in item.offered if request.POST.get(f"take.{name}") == "take")
        try:
            services.decide(
                item=item,
                take=take,
                folder=shipped().get(item.pack.key),
                by=door.acting(request),
                at=clock.now(),
            )
        except NotFound:
            door.say(request, _("Somebody has decided this meanwhile."))
        except Refusal as refusal:
            door.say_no(request, refusal)
        else:
            door.say(request, _("“%(title)s” is settled.") % {"title": item.title})
        return redirect("office_pack_questions")
    return render(request, "office/packs/questions.html", {"questions": services.questions(at=clock.now())})


def _groups(plan: services.Plan) -> list[tuple[str, list[Any]]]:
    """What would happen, by kind; what stays as it is, is only counted."""
    steps = [step for step in plan.steps if step.change is not Change.SAME]
    return [(label, list(group)) for label, group in groupby(steps, key=lambda step: str(step.section.label))]


def _what_happened(done: services.Plan) -> str:
    conflicts = done.count(Change.CONFLICT)
    said = _("%(name)s %(version)d is in: %(add)d new, %(change)d changed.") % {
        "name": done.pack.name,
        "version": done.pack.version,
        "add": done.count(Change.ADD),
        "change": done.count(Change.CHANGE),
    }
    if not conflicts:
        return said
    asked = ngettext("%(count)d thing waits for you.", "%(count)d things wait for you.", conflicts)
    return f"{said} {asked % {'count': conflicts}}"
