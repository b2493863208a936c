"""The screen of a record type that the owner defined: made per request from the type, otherwise like any other."""

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts import patterns
from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute, ModelColumn
from apps.backoffice.models import Record, RecordType
from apps.backoffice.queries import record_types as queries
from apps.backoffice.screens.declaration import Board, Rows, Screen
from apps.backoffice.services import typed_records
from apps.backoffice.types import Children, Incoming, Kind, Values

APP: Final = "records"
MOST_COLUMNS: Final = 5


class StateColumn(ModelColumn):
    """The state of a record: a choice among the type's."""

    def __init__(self, type_: RecordType) -> None:
        super().__init__(Record._meta.get_field("state"))
        self.kind = Kind.CHOICE
        self.choices = [(state.key, state.label) for state in type_.stages()]
        self.colours = {state.key: state.colour for state in type_.stages()}

    def form_field(self) -> forms.Field:
        """A choice; left alone, a record stays where it is."""
        return forms.ChoiceField(label=str(self.label), choices=self.choices, required=False)


class RecordScreen(Screen):
    """All that staff get for one type. `board` when the type has states."""

    model = Record
    app = APP
    hidden = ("type",)
    search = ("title",)
    ordering = ("-id",)

    def __init__(self, type_: RecordType) -> None:
        self.type = type_
        self.name, self.icon, self.position = type_.key, type_.icon, type_.position
        self.group, self.about = type_.group or _("Records"), type_.description
        self.label, self.label_plural = type_.name, type_.name_plural
        self.create, self.update, self.delete = self._create, self._update, typed_records.delete
        self.save_many, self.lock = self._save_many, self._lock
        super().__init__()
        if type_.stages():
            self.board = Board(state="state", moved=self._moved, shows=("updated_at",))

    def declared_attributes(self) -> Sequence[Attribute]:
        """Title and state as the type has them, then the owner's fields."""
        found = []
        for one in super().declared_attributes():
            if one.key == "title" and self.type.title_pattern:
                one = copy(one)  # noqa: PLW2901  columns are shared by all types
                one.editable = one.required = False
            if one.key == "state":
                if not self.type.stages():
                    continue
                one = StateColumn(self.type)  # noqa: PLW2901
            found.append(one)
        return found

    def rows(self, member: Member, action: str = "view") -> Rows:
        """The type's records on which the member may do `action`; `:own` are those they made."""
        said = patterns.may(member.patterns, self.code(action))
        if said == "no" or not queries.is_open_to(self.type, member):
            return Record.objects.none()
        own = Record.objects.assigned_to(member)
        return self.base() if said == "all" else self.base().filter(pk__in=own)

    def base(self) -> Rows:
        """The type's records, with who made them."""
        return Record.objects.filter(type=self.type).select_related("created_by__user")

    def may(self, member: Member, action: str) -> bool:
        """Whether the member may do it to any record, and the type is for their role."""
        return super().may(member, action) and queries.is_open_to(self.type, member)

    def new(self) -> Record:
        """An unsaved record of the type in its first state."""
        return Record(type=self.type, state=self.type.initial)

    def retitle(self, *, after: int = 0) -> int | None:
        """Bring titles up to a changed pattern, some at a time; see `typed_records.retitle`."""
        return typed_records.retitle(type_=self.type, attributes=self.declared_attributes(), after=after)

    def _create(
        self,
        *,
        record: Record,
        values: Values,
        children: Children | None = None,
        by: Member | None,
        at: datetime,
    ) -> Record:
        return typed_records.create(
            type_=self.type,
            record=record,
            attributes=self.declared_attributes(),
            values=values,
            children=children,
            by=by,
            at=at,
        )

    def _update(
        self,
        *,
        record: Record,
        values: Values,
        children: Children | None = None,
        by: Member | None,
        at: datetime,
    ) -> Record:
        return typed_records.update(
            type_=self.type,
            record=record,
            attributes=self.declared_attributes(),
            values=values,
            children=children,
            by=by,
            at=at,
        )

    def _lock(self, *, record: Record, values: Values) -> None:
        typed_records.lock(type_=self.type, record=record)

    def _save_many(
        self, *, model: Any, rows: Sequence[Incoming], by: Member | None, at: datetime
    ) -> list[Any]:
        return typed_records.save_many(
            type_=self.type, attributes=self.declared_attributes(), rows=rows, by=by, at=at
        )

    def _moved(self, *, record: Record, state: str, by: Member | None, at: datetime) -> Record:
        return self._update(record=record, values={"state": state}, by=by, at=at)
