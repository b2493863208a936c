"""Another kind for a field that has values: shown first, done by a job, undone for thirty days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Count
from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import CannotConvert, ChangeRunning, Invalid, TooLateToUndo
from apps.backoffice.fields import defined, places, values
from apps.backoffice.fields.attribute import OwnField
from apps.backoffice.models import CustomField, CustomValue, FieldChange
from apps.backoffice.models.fields import UNDO_FOR
from apps.backoffice.ports import JOBS
from apps.backoffice.services.fields import changes, rules
from apps.backoffice.services.fields.define import lock
from apps.backoffice.services.fields.versions import versioned
from apps.backoffice.types import Cause, Kind
from apps.tenancy import facts

EXAMPLES: Final = 10
State = FieldChange.State
# What a retype changes of a definition, and its undoing puts back.
_CHANGED: Final = ("kind", "choices", "currency", "default")


@dataclass(slots=True)
class RetypePreview:
    """What a change of kind would do: how many records' values convert and how many would be empty, with examples as
    (before, after) and (before, why not). `choices` are those the field would have.
    """

    converts: int = 0
    fails: int = 0
    converted: list[tuple[str, str]] = field(default_factory=list)
    failing: list[tuple[str, str]] = field(default_factory=list)
    choices: list[dict[str, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many records have a value."""
        return self.converts + self.fails


def preview_retype(
    *, field: CustomField, kind: str, choices: Sequence[Any] | None = None, currency: str = ""
) -> RetypePreview:
    """What `retype_field` would do. Raises CannotConvert, Invalid. One query over the field's values."""
    old, made = OwnField(field), _retyped(field, kind, choices, currency)
    new = OwnField(made)
    preview = RetypePreview(choices=made.choices)
    for stored, count in _distinct(field):
        said = old.text(values.load(old, stored))
        try:
            after = values.convert(old, new, stored)
        except ValueError as error:
            preview.fails += count
            if len(preview.failing) < EXAMPLES:
                preview.failing.append((said, str(error)))
        else:
            preview.converts += count
            if len(preview.converted) < EXAMPLES:
                preview.converted.append((said, new.text(values.load(new, after))))
    return preview


def retype_field(
    *,
    field: CustomField,
    kind: str,
    choices: Sequence[Any] | None = None,
    currency: str = "",
    by: Member | None,
    at: datetime,
    cause: Cause = Cause.EDIT,
) -> FieldChange:
    """Give the field another kind at once and let a job convert its values; until it is done they are converted when
    they are read. What does not convert becomes empty. Text that becomes a choice makes its own choices unless given.

    Raises CannotConvert, ChangeRunning, FieldInUse where a formula could not use it any more, and Invalid.
    """
    with versioned(field, by=by, at=at, cause=cause):
        others = [one for one in lock(field.on) if one.pk != field.pk and one.deleted_at is None]
        field.refresh_from_db()
        made = _retyped(field, kind, choices, currency)
        rules.check_definition(made, others)
        rules.require_formulas(made, others)
        before = {name: getattr(field, name) for name in _CHANGED}
        change = changes.start(
            field=field,
            work=FieldChange.Work.RETYPE,
            by=by,
            at=at,
            before=before,
            after={name: getattr(made, name) for name in _CHANGED},
            total=CustomValue.objects.filter(field=field).values("record_id").distinct().count(),
            undo_until=at + UNDO_FOR,
        )
        _put(field, change.after)
    return change


def undo_retype(*, change: FieldChange, by: Member | None, at: datetime) -> FieldChange:
    """Give the field back the kind it had at once and let a job put its values back.

    Raises TooLateToUndo after thirty days or when the field was changed again since, ChangeRunning, FieldInUse.
    """
    field = CustomField.objects.get(pk=change.field_id)
    with versioned(field, by=by, at=at, cause=Cause.ROLLBACK):
        found = FieldChange.objects.select_for_update().get(pk=change.pk)
        field.refresh_from_db()
        others = [one for one in lock(field.on) if one.pk != field.pk and one.deleted_at is None]
        if found.state in (State.WAITING, State.RUNNING, State.UNDOING):
            raise ChangeRunning
        later = FieldChange.objects.filter(field=field, work=found.work, pk__gt=found.pk)
        if (
            found.undo_until is None
            or at > found.undo_until
            or found.state not in (State.DONE, State.FAILED)
            or later.exclude(state=State.UNDONE).exists()
        ):
            raise TooLateToUndo
        _put(field, found.before)
        rules.require_formulas(field, others)
        found.state = State.UNDOING
        found.total = CustomValue.objects.filter(field=field).values("record_id").distinct().count()
        found.save(update_fields=["state", "total"])
        JOBS.get("change")(found.pk)
    return found


def _put(field: CustomField, said: dict[str, Any]) -> None:
    for name, value in said.items():
        setattr(field, name, value)
    field.save(update_fields=list(said))
    defined.forget()


def _retyped(field: CustomField, kind: str, choices: Sequence[Any] | None, currency: str) -> CustomField:
    """The field as it would be, not saved. Raises CannotConvert, Invalid."""
    if (
        field.kind not in rules.IN_RECORD
        or kind not in rules.IN_RECORD
        or field.sensitive
        or kind == field.kind
    ):
        raise CannotConvert
    made = CustomField.objects.get(pk=field.pk)
    made.kind, made.default = kind, None
    if kind in rules.CHOSEN:
        made.choices = list(choices) if choices is not None else _own_choices(field)
    if kind == Kind.MONEY:
        made.currency = currency or facts.current().currency
    rules.tidy(made)
    if len(made.choices) > rules.MOST_CHOICES:
        said = _("There are more than %(most)s different values.") % {"most": rules.MOST_CHOICES}
        raise Invalid(by_key={"choices": [said]})
    old, new = OwnField(field), OwnField(made)
    try:
        made.default = None if field.default is None else values.convert(old, new, field.default)
    except ValueError:
        made.default = None
    return made


def _own_choices(field: CustomField) -> list[Any]:
    """The choices a field has, or what its records hold."""
    if field.kind in rules.CHOSEN:
        return list(field.choices)
    old = OwnField(field)
    found: dict[str, str] = {}
    for stored, _count in _distinct(field):
        text = " ".join(old.text(values.load(old, stored)).replace(";", ",").split())[: rules.LABEL_LETTERS]
        if text:
            found.setdefault(text.casefold(), text)
        if len(found) > rules.MOST_CHOICES:
            break
    return [found[key] for key in sorted(found)]


def _distinct(field: CustomField) -> Iterator[tuple[Any, int]]:
    """The different values and how many records have each, the most frequent first."""
    rows = places.rows(field.on).filter(custom__has_key=field.key)
    said = rows.order_by().annotate(own=KeyTransform(field.key, "custom")).values_list("own")
    yield from said.annotate(count=Count("pk")).order_by("-count").iterator()
