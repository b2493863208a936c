"""Fields as definitions, under "customers.customer/size": what a version or a file holds, and how it comes back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.models import CustomField
from apps.backoffice.services import fields as services
from apps.backoffice.services import rights
from apps.backoffice.services.definitions.reading import Reader
from apps.backoffice.services.definitions.registry import Data, Definition
from apps.backoffice.services.fields.versions import KIND
from apps.backoffice.types import Cause, Kind

# Of what every field says, those that `define_field` and `change_field` take as they stand.
_TEXTS: Final = ("label", "help", "section")
_FLAGS: Final = ("required", "later", "public")


def serialised(field: CustomField) -> Data:
    """All of a field but what it stands on and its key."""
    shown = (
        {"key": field.shown_when_key, "values": list(field.shown_when_values)}
        if field.shown_when_key
        else None
    )
    return {
        "label": field.label,
        "kind": field.kind,
        "help": field.help,
        "section": field.section,
        "position": field.order,
        "required": field.required,
        "later": field.later,
        "public": field.public,
        "sensitive": field.sensitive,
        "default": field.default,
        "choices": list(field.choices),
        "target": field.target,
        "formula": field.formula,
        "currency": field.currency,
        "shown_when": shown,
        "trashed": field.deleted_at is not None,
    }


def read(key: str) -> Data | None:
    """The field as it is now."""
    field = _stored(key)
    return None if field is None else serialised(field)


def several(keys: Collection[str]) -> dict[str, Data]:
    """Those of these fields that there are, in the trash too."""
    rows = CustomField.objects.filter(on__in={key.partition("/")[0] for key in keys})
    found = {f"{field.on}/{field.key}": serialised(field) for field in rows}
    return {key: found[key] for key in keys if key in found}


def every() -> dict[str, Data]:
    """All fields but those in the trash."""
    rows = CustomField.objects.filter(deleted_at=None).order_by("on", "order", "pk")
    return {f"{field.on}/{field.key}": serialised(field) for field in rows}


def put(*, key: str, data: Data | None, by: Member | None, at: datetime, cause: Cause) -> None:
    """Make, change, retype, put away or put back the field; what was made goes into the trash when that is undone.

    Raises Invalid and refusals.
    """
    field = _stored(key)
    if data is None:
        if field is not None:
            rights.require(by, "backoffice.delete_customfield")
            services.delete_field(field=field, by=by, at=at, cause=cause)
        return
    wanted, position, trashed = _facts(data)
    if trashed and cause is Cause.IMPORT:
        raise Invalid(by_key={"trashed": [_("Reading in a file removes nothing.")]})
    if field is None:
        field = _made(key, wanted, by=by, at=at, cause=cause)
    else:
        if field.deleted_at is not None and not trashed:
            rights.require(by, "backoffice.delete_customfield")
            field = services.restore_field(field=field, by=by, at=at, cause=cause)
        if field.deleted_at is None:
            _change(field, wanted, by=by, at=at, cause=cause)
    if position is not None and field.order != position:
        services.place_field(field=field, position=position, by=by, at=at, cause=cause)
    if trashed and field.deleted_at is None:
        rights.require(by, "backoffice.delete_customfield")
        services.delete_field(field=field, by=by, at=at, cause=cause)


def _made(key: str, wanted: dict[str, Any], *, by: Member | None, at: datetime, cause: Cause) -> CustomField:
    rights.require(by, "backoffice.add_customfield")
    on, _slash, name = key.partition("/")
    if not name:
        raise Invalid(by_key={"": [_("Name a kind of record and a field, as customers.customer/size.")]})
    return services.define_field(on=on, key=name, by=by, at=at, cause=cause, **wanted)


def _change(
    field: CustomField, wanted: dict[str, Any], *, by: Member | None, at: datetime, cause: Cause
) -> None:
    now = serialised(field)
    fixed = {name: wanted.pop(name) for name in ("sensitive", "target")}
    wrong = {name: [_("This cannot be changed.")] for name, value in fixed.items() if value != now[name]}
    if wrong:
        raise Invalid(by_key=wrong)
    kind = wanted.pop("kind")
    if kind != field.kind:
        rights.require(by, "backoffice.change_customfield")
        services.retype_field(
            field=field,
            kind=kind,
            choices=wanted["choices"],
            currency=wanted["currency"],
            by=by,
            at=at,
            cause=cause,
        )
        field.refresh_from_db()
    shown = now["shown_when"]
    standing = {**now, "shown_when": (shown["key"], shown["values"]) if shown else None}
    if any(standing[name] != value for name, value in wanted.items()):
        rights.require(by, "backoffice.change_customfield")
        services.change_field(field=field, by=by, at=at, cause=cause, **wanted)


def _stored(key: str) -> CustomField | None:
    on, _slash, name = key.partition("/")
    return CustomField.objects.filter(on=on, key=name).first()


def _facts(data: Any) -> tuple[dict[str, Any], int | None, bool]:
    """What the services take, the place in the order, and whether it is in the trash."""
    reader = Reader(data)
    wanted: dict[str, Any] = {name: reader.text(name, most=300) for name in _TEXTS}
    wanted |= {name: reader.flag(name) for name in (*_FLAGS, "sensitive")}
    wanted["kind"] = reader.one_of("kind", list(Kind), Kind.TEXT.value)
    wanted["default"] = reader.value("default")
    wanted["choices"] = [_choice(one) for one in reader.items("choices")]
    wanted["target"] = reader.text("target")
    wanted["formula"] = reader.text("formula", most=2000)
    wanted["currency"] = reader.text("currency", most=3)
    shown = reader.value("shown_when")
    inner = None if shown is None else Reader(shown, path="shown_when", problems=reader.problems)
    wanted["shown_when"] = None if inner is None else (inner.text("key"), inner.texts("values"))
    if inner is not None:
        inner.close()
    position, trashed = reader.whole("position", None), reader.flag("trashed")
    reader.finish()
    return wanted, position, trashed


def _choice(reader: Reader) -> dict[str, str]:
    choice = {"value": reader.text("value"), "label": reader.text("label")}
    reader.close()
    return choice


def _late(key: str, data: Any) -> tuple[bool, bool, int]:
    """Fields that others are computed from, or shown by, come first."""
    known = data if isinstance(data, dict) else {}
    place = known.get("position")
    return (
        known.get("kind") == Kind.FORMULA,
        bool(known.get("shown_when")),
        place if isinstance(place, int) else 0,
    )


DEFINITION = Definition(
    kind=KIND,
    label=gettext_lazy("Field"),
    read=read,
    several=several,
    every=every,
    put=put,
    words={
        "label": gettext_lazy("Name"),
        "kind": gettext_lazy("Kind"),
        "help": gettext_lazy("Help"),
        "section": gettext_lazy("Section"),
        "position": gettext_lazy("Position"),
        "required": gettext_lazy("Required"),
        "later": gettext_lazy("Staff may ask later"),
        "public": gettext_lazy("On public forms"),
        "sensitive": gettext_lazy("Sensitive"),
        "default": gettext_lazy("Default"),
        "choices": gettext_lazy("Choices"),
        "target": gettext_lazy("Refers to"),
        "formula": gettext_lazy("Formula"),
        "currency": gettext_lazy("Currency"),
        "shown_when": gettext_lazy("Shown only when"),
        "trashed": gettext_lazy("In the trash"),
    },
    title=lambda key, data: str(data.get("label") or key),
    order=_late,
)
