"""Writes of records of the owner's types: what `records` does for any model, with the type, title and states kept.

`attributes` are all values such a record has, as its screen knows them; the title is written with them.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute, formats
from apps.backoffice.errors import InTrash, Invalid, NoSuchState, StateNotAllowed, UnknownAttribute
from apps.backoffice.models import Record, RecordType
from apps.backoffice.services import records
from apps.backoffice.types import Children, Incoming, State, Values, titles
from apps.kernel.errors import NotFound, Refusal
from apps.tenancy import context, db, facts

OWN: Final = "custom."
# Whoever changes the states waits for us, and we for them.
KEEP: Final = "SELECT id FROM backoffice_recordtype WHERE id = %(id)s FOR SHARE"

Attributes = Sequence[Attribute]


def create(
    *,
    type_: RecordType,
    record: Record,
    attributes: Attributes,
    values: Values,
    children: Children | None = None,
    by: Member | None,
    at: datetime,
) -> Record:
    """Save a new record of the type, given unsaved; it begins in the type's first state unless `values` say one.

    Raises Invalid, UnknownAttribute, NoSuchState, InTrash. Holds the type's row against changes.
    """
    with context.atomic():
        kind = _kept(type_)
        _must_fit(kind, values)
        record.type, record.created_by, record.created_at = kind, by, at
        given = dict(values)
        if kind.stages():
            given["state"] = _state(kind, given.get("state") or kind.initial).key
        return _save(kind, record, attributes, given, children, by=by, at=at)


def update(
    *,
    type_: RecordType,
    record: Record,
    attributes: Attributes,
    values: Values,
    children: Children | None = None,
    by: Member | None,
    at: datetime,
) -> Record:
    """Change what is named of a record. Raises Invalid, UnknownAttribute, NoSuchState, StateNotAllowed, InTrash.

    Holds the type's row against changes and locks the record's.
    """
    with context.atomic():
        kind = _kept(type_)
        _must_fit(kind, values)
        records.hold(record)
        given = dict(values)
        if given.get("state"):
            _must_follow(kind, record, _state(kind, given["state"]))
        else:
            given.pop("state", None)
        return _save(kind, record, attributes, given, children, by=by, at=at)


def lock(*, type_: RecordType, record: Record) -> None:
    """Lock what `update` will: the type against changes, then the record."""
    db.fetch_one(KEEP, id=type_.pk)
    records.hold(record)


def delete(*, record: Record, by: Member | None, at: datetime) -> None:
    """Remove a record. Raises InUse when others refer to it."""
    records.delete(record=record, by=by, at=at)


def save_many(
    *, type_: RecordType, attributes: Attributes, rows: Sequence[Incoming], by: Member | None, at: datetime
) -> list[Record | Refusal]:
    """Save the rows of an import one by one under the same rules; the refusal in place of a row that is wrong."""
    standing = Record.objects.filter(type=type_).in_bulk([row.pk for row in rows if row.pk])
    return [_save_row(type_, attributes, row, standing.get(row.pk or 0), by=by, at=at) for row in rows]


def retitle(*, type_: RecordType, attributes: Attributes, after: int = 0, most: int = 500) -> int | None:
    """Write the titles of at most `most` records anew, from number `after` on; answers the last one's number, None when
    there are no more.
    """
    rows = list(Record.objects.filter(type=type_, pk__gt=after).order_by("pk")[:most])
    used = _in_title(type_, attributes)
    for attribute in used.values():
        attribute.prefetch(rows)
    changed = []
    for record in rows:
        title = _title(type_, record, used, {})
        if title is not None and title != record.title:
            record.title = title
            changed.append(record)
    Record.objects.bulk_update(changed, ["title"])
    return rows[-1].pk if rows else None


def _save_row(
    type_: RecordType,
    attributes: Attributes,
    row: Incoming,
    standing: Record | None,
    *,
    by: Member | None,
    at: datetime,
) -> Record | Refusal:
    try:
        if row.pk is None:
            return create(
                type_=type_, record=Record(), attributes=attributes, values=row.values, by=by, at=at
            )
        if standing is None:
            return NotFound()
        return update(type_=type_, record=standing, attributes=attributes, values=row.values, by=by, at=at)
    except Refusal as refusal:
        return refusal


def _kept(type_: RecordType) -> RecordType:
    """The type as it is now, and stays until the transaction ends. Raises InTrash."""
    db.fetch_one(KEEP, id=type_.pk)
    row = RecordType.objects.filter(pk=type_.pk).first()
    if row is None:
        raise NotFound
    if row.trashed_at is not None:
        raise InTrash(name=row.name)
    return row


def _must_fit(type_: RecordType, values: Values) -> None:
    known = {*(() if type_.title_pattern else ("title",)), *(("state",) if type_.stages() else ())}
    for key in values:
        if key not in known and not key.startswith(OWN):
            raise UnknownAttribute(key=key)


def _state(type_: RecordType, key: str) -> State:
    found = type_.stage(str(key))
    if found is None:
        raise NoSuchState(state=key)
    return found


def _must_follow(type_: RecordType, record: Record, wanted: State) -> None:
    """Raise StateNotAllowed when the type does not let the record go there from where it is."""
    current = type_.stage(record.state)
    if current is not None and not current.leads_to(wanted.key):
        raise StateNotAllowed(before=current.label, after=wanted.label)


def _save(
    type_: RecordType,
    record: Record,
    attributes: Attributes,
    values: Values,
    children: Children | None,
    *,
    by: Member | None,
    at: datetime,
) -> Record:
    record.updated_at = at
    used = _in_title(type_, attributes)
    if "title" in values and not str(values["title"] or "").strip():
        raise Invalid(by_key={"title": [_("This field is required.")]})
    title = _title(type_, record, used, values)
    record.title = record.title if title is None else title
    if record.pk:
        records.update(record=record, values=values, children=children, by=by, at=at, held=True)
    else:
        records.create(record=record, values=values, children=children, by=by, at=at)
    # Only now are values known that were computed, or named by their number.
    for attribute in used.values():
        attribute.prefetch([record])
    title = _title(type_, record, used, {})
    if title is not None and title != record.title:
        record.title = title
        record.save(update_fields=["title"])
    return record


def _in_title(type_: RecordType, attributes: Attributes) -> dict[str, Attribute]:
    """The attributes that the pattern names, by the name it has for them. What is sensitive stays out of titles."""
    known = {one.key: one for one in attributes if not one.sensitive}
    names = {key: key if key == "state" else OWN + key for key in titles.keys(type_.title_pattern)}
    return {name: known[key] for name, key in names.items() if key in known}


def _title(type_: RecordType, record: Record, used: dict[str, Attribute], values: Values) -> str | None:
    """The title by the pattern, None when people write it. In the business's own language and zone, whoever saves."""
    if not type_.title_pattern:
        return None
    business = facts.current()
    with translation.override(business.locale), timezone.override(business.time_zone):

        def text_of(name: str) -> str:
            attribute = used.get(name)
            if attribute is None:
                return ""
            value = values[attribute.key] if attribute.key in values else attribute.value(record)
            return str(value) if isinstance(value, Model) else attribute.text(value)

        title = titles.fill(type_.title_pattern, text_of)
        return title or f"{type_.name}, {formats.day(timezone.localdate(record.created_at))}"
