"""Values of the owner's fields on their way into a record: checked first, stored in the record and beside it after."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from apps.backoffice.errors import UnknownAttribute
from apps.backoffice.fields import attribute, computing, defined, places, values
from apps.backoffice.fields.attribute import FILES, OwnField
from apps.backoffice.models import CustomFile, CustomSecret
from apps.backoffice.services import beside_log
from apps.backoffice.types import Kind, Values
from apps.files import room, uploads
from apps.files.errors import StorageFull, UnusableFile
from apps.files.uploads import Upload
from apps.tenancy import context

UNCHANGED: Final = object()
Errors = dict[str, list[str]]


@dataclass(slots=True)
class Prepared:
    """What a record's own fields will hold: `custom` in the record, `beside` it by field, None for nothing."""

    on: str
    custom: dict[str, Any]
    beside: dict[OwnField, Any] = field(default_factory=dict)
    errors: Errors = field(default_factory=dict)
    new: bool = False

    def wrong(self, own: OwnField, sentence: str) -> None:
        """Note a problem of a field."""
        self.errors.setdefault(own.key, []).append(sentence)


def prepare(record: Model, given: Values, *, standing: Mapping[str, Any], new: bool) -> Prepared:
    """Check the values under "custom." keys; problems are in `errors`. Raises UnknownAttribute. No query.

    `standing` is what the record holds already. A new record gets the defaults of what is not named, and must have all
    that is required; an old one only what is named. What is hidden by `shown_when` is not required.
    """
    on = places.on_of_record(record)
    fields = defined.fields_of(on)
    known = {own.key: own for own in fields}
    unknown = next((key for key in given if key not in known), None)
    if unknown is not None:
        raise UnknownAttribute(key=unknown)
    prepared = Prepared(on, dict(standing), new=new)
    for own in fields:
        if own.key in given:
            _take(prepared, own, given[own.key])
        elif new and own.field.default is not None and own.beside is None:
            prepared.custom.setdefault(own.field.key, own.field.default)
    for own in fields:
        asked = own.required and (new or own.key in given) and own.key not in prepared.errors
        if asked and _is_missing(prepared, own) and _is_shown(prepared, own, record, known):
            prepared.wrong(own, _("This field is required."))
    return prepared


def _take(prepared: Prepared, own: OwnField, value: Any) -> None:
    if own.computed:
        prepared.wrong(own, _("This is computed and cannot be changed."))
        return
    try:
        if own.kind in FILES:
            taken = _file(own, value)
        elif own.kind is Kind.REFERENCE:
            taken = _reference(own, value)
        else:
            taken = values.dump(own, value)
    except (ValueError, UnusableFile, StorageFull) as error:
        prepared.wrong(own, str(error))
        return
    if own.beside is not None or own.kind is Kind.REFERENCE:
        if taken is not UNCHANGED:
            prepared.beside[own] = str(taken) if own.sensitive and taken is not None else taken
    elif taken is None:
        prepared.custom.pop(own.field.key, None)
    else:
        prepared.custom[own.field.key] = taken


def _file(own: OwnField, value: Any) -> Any:
    if isinstance(value, CustomFile):
        return UNCHANGED
    if not value:
        return None
    upload = uploads.checked(value, image=own.kind is Kind.IMAGE)
    room.require(upload.size)
    return upload


def _reference(own: OwnField, value: Any) -> int | None:
    if isinstance(value, Model):
        return int(value.pk)
    return own.parse(str(value)) if value not in (None, "") else None


def _is_missing(prepared: Prepared, own: OwnField) -> bool:
    if own.beside is not None:
        return prepared.beside.get(own) is None and not _is_unchanged(prepared, own)
    return own.field.key not in prepared.custom


def _is_unchanged(prepared: Prepared, own: OwnField) -> bool:
    """A file that stays names no new one."""
    return own.kind in FILES and own not in prepared.beside and own.key not in prepared.errors


def _is_shown(prepared: Prepared, own: OwnField, record: Model, known: Mapping[str, OwnField]) -> bool:
    if own.shown_when is None:
        return True
    key, wanted = own.shown_when
    other = known.get(key)
    value = getattr(record, key, None) if other is None else prepared.custom.get(other.field.key)
    return bool(told(value) & set(wanted))


def told(value: Any) -> set[str]:
    """A value as `shown_when` names it: "true" or "false", each of several choices, else its text."""
    if isinstance(value, bool | None):
        return {"true" if value else "false"}
    return {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}


# -- references that exist -----------------------------------------------------------------------------------------


def check_references(prepared: Sequence[Prepared]) -> None:
    """Note references to records that are not there: one query for each field that refers to something."""
    wanted: dict[OwnField, set[int]] = {}
    for one in prepared:
        for own, value in one.beside.items():
            if own.kind is Kind.REFERENCE and value is not None:
                wanted.setdefault(own, set()).add(value)
    for own, numbers in wanted.items():
        here: set[int] = set()
        if places.link_model(own.target) is not None:
            here = set(places.rows(own.target).filter(pk__in=numbers).values_list("pk", flat=True))
        for one in prepared:
            if one.beside.get(own) is not None and one.beside[own] not in here:
                one.wrong(own, _("There is no such record any more."))


# -- storing -------------------------------------------------------------------------------------------------------


def compute(record: Any, prepared: Prepared) -> None:
    """Put values and formulas into the record, whose columns are checked by now. No query."""
    computing.plan(prepared.on).run(record, prepared.custom)
    record.custom = prepared.custom


def recompute(record: Any) -> tuple[str, ...]:
    """Put formulas into a locked record whose columns have changed; answers the columns to be saved besides: none
    where there are no formulas. No query.
    """
    plan = computing.plan(places.on_of_record(record))
    if not plan.steps:
        return ()
    custom = dict(record.custom or {})
    plan.run(record, custom)
    record.custom = custom
    return ("custom",)


def store(pairs: Sequence[tuple[Model, Prepared]]) -> None:
    """Write what stands beside these saved records, and what it was: at most five queries for each field that has some.
    In a transaction.
    """
    by_field: dict[OwnField, list[tuple[Model, Any, str]]] = {}
    standing: set[int] = set()
    for record, prepared in pairs:
        for own, value in prepared.beside.items():
            by_field.setdefault(own, []).append((record, value, prepared.on))
            standing |= set() if prepared.new else {record.pk}
    for own, rows in by_field.items():
        table: Any = own.beside
        if table is None:
            continue
        old = table._default_manager.filter(
            field=own.field.pk, record_id__in=[record.pk for record, *_ in rows]
        )
        beside_log.note(own, old, {record.pk: value for record, value, _on in rows if record.pk in standing})
        if table is CustomFile:
            remove_files(old)
        old.delete()
        made = [_row(table, own, record, value, on) for record, value, on in rows if value is not None]
        table._default_manager.bulk_create(made)
        for record, _value, _on in rows:
            attribute.forget(record)


def _row(table: Any, own: OwnField, record: Model, value: Any, on: str) -> Any:
    common = {"on": on, "field_id": own.field.pk, "record_id": record.pk}
    if table is CustomSecret:
        return CustomSecret(**common, value=value)
    if table is CustomFile:
        return _stored(value, common)
    return table(**common, target_id=value)


def _stored(upload: Upload, common: Mapping[str, Any]) -> CustomFile:
    """The row of a file that is written to the storage now and removed again should the transaction fail."""
    row = CustomFile(**common, name=upload.name, content_type=upload.content_type, size=upload.size)
    row.file.save(upload.name, upload.content, save=False)
    _written().append(partial(row.file.storage.delete, str(row.file.name)))
    return row


def _written() -> list[Callable[[], None]]:
    undo: list[Callable[[], None]] = context.current().memory.setdefault("backoffice.written", [])
    return undo


def undo_files() -> None:
    """Remove files written by a transaction that failed."""
    undo = _written()
    while undo:
        undo.pop()()


def keep_files() -> None:
    """Files written by a transaction that is over stay."""
    _written().clear()


def remove_files(rows: Iterable[CustomFile]) -> None:
    """Delete these rows' files once the transaction is over."""
    for row in rows:
        transaction.on_commit(
            partial(row.file.storage.delete, str(row.file.name)), using=context.current().alias
        )


def files_of(record: Model) -> list[CustomFile]:
    """Files in fields of a record: a query where its kind has such fields."""
    fields = [own.field.pk for own in defined.fields_of(places.on_of_record(record)) if own.kind in FILES]
    return list(CustomFile.objects.filter(field__in=fields, record_id=record.pk)) if fields else []
