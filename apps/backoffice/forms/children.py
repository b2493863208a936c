"""Rows below a record, edited within its form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute, columns_of
from apps.backoffice.errors import Invalid
from apps.backoffice.forms import differences
from apps.backoffice.forms.differences import Difference
from apps.backoffice.forms.record import LOADED, RecordForm, comparable, initial, read_stamp, signed
from apps.backoffice.screens import permitted
from apps.backoffice.screens.declaration import ChildRows, Screen
from apps.backoffice.types import Child

MOST: Final = 200
_MOST_SENT: Final = 1200


class ChildForm(RecordForm):
    """One row. `row` is its number, empty for a new one."""

    def __init__(self, *args: Any, attributes: Sequence[Attribute], **kwargs: Any) -> None:
        super().__init__(attributes, *args, current=kwargs.get("initial") or {}, **kwargs)
        self.fields["row"] = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ChildFormSet(BaseFormSet[ChildForm]):
    """The rows of one relation."""

    declared: ChildRows
    label: str
    attributes: Sequence[Attribute]
    # The rows by number: as they are now, and as the form was opened with, None where it does not say.
    rows: Mapping[str, Any]
    loaded: Mapping[str, Any] | None

    def stamp(self) -> str:
        """What the form was opened with, for its hidden input."""
        return signed(self.loaded or {})

    def renew(self) -> None:
        """The person is shown what the rows are now: the next time the form counts as opened with that."""
        now = {pk: comparable(row, self.attributes) for pk, row in self.rows.items()}
        self.loaded = {**(self.loaded or {}), **now}

    def children(self) -> list[Child]:
        """What a service wants: what was changed of rows, new ones that are not empty, and those to delete."""
        return [child for _form, child in self._sent()]

    def differences(self) -> list[Difference]:
        """What somebody else changed of the rows that the person changed or wants to delete."""
        made: list[Difference] = []
        for place, form in enumerate(self.forms, start=1):
            pk = str(form.cleaned_data.get("row"))
            if pk not in self.rows:
                continue
            loaded = self._loaded(pk)
            theirs = differences.found(
                self.rows[pk], self.attributes, form.values(), loaded, label=f"{self.label} {place}"
            )
            if form.cleaned_data.get("DELETE"):
                theirs = [replace(one, yours=_("to be removed"), both=True) for one in theirs]
            made += theirs
        return made

    def refuse(self, refusal: Invalid) -> None:
        """Errors come as "relation.index.key", counted over `children()`."""
        shown = [form for form, _child in self._sent()]
        for path, sentences in refusal.by_key.items():
            relation, _dot, rest = path.partition(".")
            index, _dot, key = rest.partition(".")
            if relation == self.declared.relation and index.isdigit() and int(index) < len(shown):
                shown[int(index)].refuse(Invalid(by_key={key: sentences}))

    def _loaded(self, pk: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = (self.loaded or {}).get(pk, {})
        return found

    def _sent(self) -> list[tuple[ChildForm, Child]]:
        found = []
        for form in self.forms:
            deleted = bool(form.cleaned_data.get("DELETE"))
            pk = form.cleaned_data.get("row")
            if pk is None:
                if not deleted and form.has_changed():
                    found.append((form, Child(pk=None, values=form.values(), delete=False)))
            elif deleted:
                found.append((form, Child(pk=pk, values={}, delete=True)))
            elif values := differences.changed(self.attributes, form.values(), self._loaded(str(pk))):
                found.append((form, Child(pk=pk, values=values, delete=False)))
        return found


def formsets(
    screen: Screen, record: Any, member: Member, data: Any = None, files: Any = None
) -> list[ChildFormSet]:
    """One for each relation the screen edits and whose rows the member may see, add and change: a query each.

    Rows that a form says nothing about stay as they are.
    """
    return [
        _formset(one, record, screen, member, data, files)
        for one in screen.children
        if (data is None or f"{one.relation}-TOTAL_FORMS" in data)
        and permitted.may_edit_rows(screen, one.relation, member, "view", "add", "change")
    ]


def _formset(
    declared: ChildRows, record: Any, screen: Screen, member: Member, data: Any, files: Any
) -> ChildFormSet:
    relation: Any = screen.model._meta.get_field(declared.relation)
    attributes = [
        one
        for one in columns_of(relation.related_model)
        if one.editable and one.key != relation.field.name and (not declared.keys or one.key in declared.keys)
    ]
    loaded = _read(data, declared.relation) if record is not None and data is not None else {}
    rows = _rows(record, declared.relation, loaded if data is not None else None)
    shown = {pk: {**initial(row, attributes), "row": row.pk} for pk, row in rows.items()}
    factory = formset_factory(
        ChildForm,
        formset=ChildFormSet,
        extra=1,
        can_delete=permitted.may_edit_rows(screen, declared.relation, member, "delete"),
        max_num=MOST,
        validate_max=True,
    )
    sent = list(shown) if data is None else _numbers(data, declared.relation)
    made: Any = factory(
        data,
        files,
        prefix=declared.relation,
        initial=[shown.get(pk, {"row": pk} if pk else {}) for pk in sent],
        form_kwargs={"attributes": attributes, "member": member},
    )
    made.declared, made.attributes, made.rows, made.loaded = declared, attributes, rows, loaded
    made.label = str(declared.label or relation.related_model._meta.verbose_name_plural)
    found: ChildFormSet = made
    if data is None:
        found.renew()
    return found


def _read(data: Any, relation: str) -> Mapping[str, Any] | None:
    return read_stamp(data.get(f"{relation}-{LOADED}", ""))


def _rows(record: Any, relation: str, loaded: Mapping[str, Any] | None) -> dict[str, Any]:
    """The rows that the form was opened with, as far as they are still there; all where it does not say."""
    if record is None or not record.pk:
        return {}
    rows = getattr(record, relation).all()
    rows = rows[:MOST] if loaded is None else rows.filter(pk__in=[int(pk) for pk in loaded if pk.isdigit()])
    return {str(row.pk): row for row in rows}


def _numbers(data: Any, relation: str) -> list[str]:
    """The row that each form says it is, whatever rows there are by now; "" for new ones."""
    total = data.get(f"{relation}-TOTAL_FORMS", "")
    count = min(int(total), _MOST_SENT) if re.fullmatch("[0-9]{1,9}", total) else 0
    return [data.get(f"{relation}-{place}-row", "") for place in range(count)]
