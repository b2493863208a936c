"""Rows below a record, edited within its form."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.forms import BaseFormSet, formset_factory

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute, columns_of
from apps.backoffice.errors import Invalid
from apps.backoffice.forms.record import RecordForm, initial
from apps.backoffice.screens import permitted
from apps.backoffice.screens.declaration import ChildRows, Screen
from apps.backoffice.types import Child

MOST: Final = 200


class ChildForm(RecordForm):
    """One row. `row` is its number, empty for a new one."""

    def __init__(self, *args: Any, attributes: Sequence[Attribute], **kwargs: Any) -> None:
        super().__init__(attributes, *args, current=kwargs.get("initial") or {}, **kwargs)
        self.fields["row"] = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ChildFormSet(BaseFormSet[ChildForm]):
    """The rows of one relation."""

    declared: ChildRows
    label: str

    def children(self) -> list[Child]:
        """What a service wants: rows that were there, new ones that are not empty, and those to delete."""
        found = []
        for form in self.forms:
            deleted = bool(form.cleaned_data.get("DELETE"))
            pk = form.cleaned_data.get("row")
            if pk is None and (deleted or not form.has_changed()):
                continue
            found.append(Child(pk=pk, values={} if deleted else form.values(), delete=deleted))
        return found

    def refuse(self, refusal: Invalid) -> None:
        """Errors come as "relation.index.key", counted over `children()`."""
        shown = [
            form
            for form in self.forms
            if form.cleaned_data.get("row") is not None
            or (form.has_changed() and not form.cleaned_data.get("DELETE"))
        ]
        for path, sentences in refusal.by_key.items():
            relation, _, rest = path.partition(".")
            index, _, key = rest.partition(".")
            if relation == self.declared.relation and index.isdigit() and int(index) < len(shown):
                shown[int(index)].refuse(Invalid(by_key={key: sentences}))


def formsets(
    screen: Screen, record: Any, member: Member, data: Any = None, files: Any = None
) -> list[ChildFormSet]:
    """One for each relation the screen edits and whose rows the member may see, add and change: a query each."""
    return [
        _formset(one, record, screen, member, data, files)
        for one in screen.children
        if permitted.may_edit_rows(screen, one.relation, member, "view", "add", "change")
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
    rows = list(getattr(record, declared.relation).all()[:MOST]) if record is not None and record.pk else []
    factory = formset_factory(
        ChildForm,
        formset=ChildFormSet,
        extra=1,
        can_delete=permitted.may_edit_rows(screen, declared.relation, member, "delete"),
        max_num=MOST,
        validate_max=True,
    )
    made: Any = factory(
        data,
        files,
        prefix=declared.relation,
        initial=[{**initial(row, attributes), "row": row.pk} for row in rows],
        form_kwargs={"attributes": attributes, "member": member},
    )
    made.declared = declared
    made.label = str(declared.label or relation.related_model._meta.verbose_name_plural)
    found: ChildFormSet = made
    return found
