"""Adding and changing a record."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts import door
from apps.accounts.models import Member
from apps.audit import queries as log
from apps.backoffice.attributes import Attribute
from apps.backoffice.errors import ChangedMeanwhile, Invalid
from apps.backoffice.forms import differences as theirs
from apps.backoffice.forms import record as forms
from apps.backoffice.forms.children import ChildFormSet, formsets
from apps.backoffice.forms.differences import Difference
from apps.backoffice.forms.record import RecordForm
from apps.backoffice.screens import permitted
from apps.backoffice.screens.declaration import Screen
from apps.backoffice.views import gate
from apps.backoffice.views.origin import Origin
from apps.kernel import clock
from apps.kernel.errors import NotAllowed, Refusal
from apps.tenancy import context

CONFLICT: Final = ChangedMeanwhile.status


@gate.screen_page("add")
def add(request: HttpRequest, screen: Screen, member: Member) -> HttpResponseBase:
    """A new record."""
    if not screen.addable:
        raise NotAllowed
    if screen.add_url:
        return redirect(screen.add_url)
    attributes = forms.editable(screen, new=True)
    form = RecordForm(
        attributes,
        request.POST or None,
        request.FILES or None,
        member=member,
        initial=_given(request, attributes),
    )
    children = formsets(screen, None, member, request.POST or None, request.FILES or None)
    if request.method == "POST" and _valid(form, children):
        record = _create(screen, member, form, children, record=screen.begun(member, request.GET))
        if record is not None:
            door.say(request, _("%(name)s is added.") % {"name": screen.title(record)})
            if "another" in request.POST:
                return redirect("office_add", screen.app, screen.name)
            return redirect("office_detail", screen.app, screen.name, record.pk)
    return _page(request, screen, form, children, record=None)


@gate.screen_page("change")
def change(request: HttpRequest, screen: Screen, member: Member, pk: int) -> HttpResponseBase:
    """Change a record; who saves second is told what the first one did and decides."""
    record = gate.record_of(screen, member, pk, "change")
    if screen.change_url:
        return redirect(screen.change_url, pk)
    if not screen.changeable:
        raise NotAllowed
    if request.method != "POST":
        form, children = _forms(request, screen, record, member)
        return _page(request, screen, form, children, record=record)
    # Compared and saved under one lock: of two who save at once the second sees what the first one did.
    with context.atomic():
        screen.lock(record=record, values={one.key: request.POST.get(one.key) for one in screen.attributes()})
        record = gate.record_of(screen, member, pk, "change")
        form, children = _forms(request, screen, record, member)
        valid = _valid(form, children)
        # Errors first: until they are gone nothing is compared, and the form stays as unknown as it was.
        known = not valid or _is_known(request, children)
        differences: list[Difference] = []
        saved = False
        if valid:
            values, differences = _compared(request, record, form, children)
            if known and not any(one.both for one in differences):
                saved = _update(screen, member, record, values, form=form, children=children)
    if saved:
        _tell(request, screen, record, differences)
        return redirect(permitted.page_of(screen, pk) + Origin.read(request, screen).suffix())
    return _page(request, screen, form, children, record=record, differences=differences, known=known)


def _forms(
    request: HttpRequest, screen: Screen, record: Any, member: Member
) -> tuple[RecordForm, list[ChildFormSet]]:
    attributes = forms.editable(screen, new=False)
    # Also a form without any input is one that was sent.
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RecordForm(attributes, data, files, record=record, member=member)
    return form, formsets(screen, record, member, data, files)


def _is_known(request: HttpRequest, children: Sequence[ChildFormSet]) -> bool:
    """Whether the form says what it was opened with, so that changes of others can be told from the person's."""
    sent = forms.read_stamp(request.POST.get(forms.LOADED, ""))
    return sent is not None and all(one.loaded is not None for one in children)


def _valid(form: RecordForm, children: Sequence[ChildFormSet]) -> bool:
    # All of them, so that every error is shown at once.
    return all([form.is_valid(), *(one.is_valid() for one in children)])


def _given(request: HttpRequest, attributes: Sequence[Attribute]) -> dict[str, str]:
    """Values that the link to the form has in its address."""
    return {one.key: request.GET[one.key] for one in attributes if one.key in request.GET}


def _create(
    screen: Screen, member: Member, form: RecordForm, children: Sequence[ChildFormSet], *, record: Any
) -> Any:
    try:
        return screen.create(
            record=record,
            values=form.values(),
            children={one.declared.relation: one.children() for one in children},
            by=member,
            at=clock.now(),
        )
    except Refusal as refusal:
        _show(refusal, form, children)
    return None


def _update(
    screen: Screen,
    member: Member,
    record: Any,
    values: Mapping[str, Any],
    *,
    form: RecordForm,
    children: Sequence[ChildFormSet],
) -> bool:
    try:
        screen.update(
            record=record,
            values=values,
            children={one.declared.relation: one.children() for one in children},
            by=member,
            at=clock.now(),
        )
    except Refusal as refusal:
        _show(refusal, form, children)
        return False
    return True


def _show(refusal: Refusal, form: RecordForm, children: Sequence[ChildFormSet]) -> None:
    if not isinstance(refusal, Invalid):
        form.add_error(None, str(refusal))
        return
    relations = {one.declared.relation for one in children}
    own = {key: said for key, said in refusal.by_key.items() if key.partition(".")[0] not in relations}
    form.refuse(Invalid(by_key=own))
    for one in children:
        one.refuse(refusal)


def _compared(
    request: HttpRequest, record: Any, form: RecordForm, children: Sequence[ChildFormSet]
) -> tuple[dict[str, Any], list[Difference]]:
    """What the person changed, and what somebody else changed since the form was made."""
    attributes, values = list(form.attributes.values()), form.values()
    loaded = forms.read_stamp(request.POST.get(forms.LOADED, "")) or {}
    found = theirs.found(record, attributes, values, loaded)
    for one in children:
        found += one.differences()
    # Another file may have the name of the one that is there.
    files = {key: value for key, value in values.items() if form.is_file(key)}
    return {**theirs.changed(attributes, values, loaded), **files}, found


def _tell(request: HttpRequest, screen: Screen, record: Any, differences: Sequence[Difference]) -> None:
    door.say(request, _("%(name)s is saved.") % {"name": screen.title(record)})
    if differences:
        labels = ", ".join(one.label for one in differences)
        door.say(
            request,
            _("Somebody else had changed this meanwhile: %(labels)s. Both are kept.") % {"labels": labels},
        )


def _page(
    request: HttpRequest,
    screen: Screen,
    form: RecordForm,
    children: Sequence[ChildFormSet],
    *,
    record: Any,
    differences: Sequence[Difference] = (),
    known: bool = True,
) -> HttpResponseBase:
    conflict = not known or any(one.both for one in differences)
    if conflict:
        for one in children:
            one.renew()
    shown = {
        "screen": screen,
        "form": form,
        "children": children,
        "sections": form.sections(screen.arranged_sections()),
        "record": record,
        "title": screen.title(record) if record is not None else "",
        "loaded": _stamp(request, form, record, again=conflict),
        "conflict": conflict,
        "known": known,
        "differences": [one for one in differences if known or one.both] if conflict else (),
        "who": _last_person(record) if conflict and known else "",
        "back": _back(request, screen, record),
        "multipart": form.is_multipart() or any(one.is_multipart() for one in children),
    }
    return render(request, "office/form.html", shown, status=CONFLICT if conflict else 200)


def _stamp(request: HttpRequest, form: RecordForm, record: Any, *, again: bool) -> str:
    """What the record holds now for a fresh form; what it held for one that is shown again."""
    if record is None:
        return ""
    if again or request.method != "POST":
        return forms.stamp(record, list(form.attributes.values()))
    return request.POST.get(forms.LOADED, "")


def _back(request: HttpRequest, screen: Screen, record: Any) -> str:
    if record is None:
        return reverse("office_list", args=[screen.app, screen.name])
    return permitted.page_of(screen, record.pk) + Origin.read(request, screen).suffix()


def _last_person(record: Any) -> str:
    zone = ZoneInfo(timezone.get_current_timezone_name())
    page = log.history(table=record._meta.db_table, row=record.pk, zone=zone, size=1)
    return page.lines[0].person if page.lines else ""
