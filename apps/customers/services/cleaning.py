"""What is given for a customer, in its one stored form. The same for one customer and for a million.

Pure but for the region, which is asked for at most once and only when a phone number has no country code.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from apps.backoffice.errors import Invalid, UnknownAttribute
from apps.backoffice.types import Values
from apps.customers import names, phones, queries
from apps.customers.errors import NAME_MISSING
from apps.customers.models import Customer

Region = Callable[[], str]
Field = Any  # django.db.models.Field, whose parameters say nothing here

OWN: Final = "custom."
EDITABLE: Final[Mapping[str, Field]] = {
    field.name: field
    for field in Customer._meta.concrete_fields
    if field.editable and not field.primary_key and field.name not in {"tenant", "custom"}
}
DERIVED: Final = ("sort_name", "outline")
_MOST_TAGS: Final = 50
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_EMPTY: Final[tuple[Any, ...]] = (None, "", [])


def region_once() -> Region:
    """The business's region, read when first asked for."""
    return cache(queries.default_region)


def clean(values: Values, *, region: Region) -> dict[str, Any]:
    """The values as they are stored; those of owner's fields as they are. Raises Invalid and UnknownAttribute."""
    cleaned: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for key, value in values.items():
        if key.startswith(OWN):
            cleaned[key] = value
            continue
        field = EDITABLE.get(key)
        if field is None:
            raise UnknownAttribute(key=key)
        try:
            cleaned[key] = _READERS.get(key, _line)(field, value, region)
        except ValidationError as error:
            wrong[key] = error.messages
        except ValueError as error:
            wrong[key] = [str(error)]
    if wrong:
        raise Invalid(by_key=wrong)
    return cleaned


def contact(key: str, value: Any, *, region: Region) -> str | None:
    """An e-mail address ("email") or number ("phone") in its stored form; None for what is none."""
    try:
        found: str | None = _READERS[key](EDITABLE[key], value, region)
    except (ValidationError, ValueError):
        return None
    return found


def check_phone(text: str) -> None:
    """Whether a number could be kept. A query where it has no country code. Raises ValueError with a sentence."""
    _phone(EDITABLE["phone"], text, region_once())


def filled(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Only what says something: an empty cell takes nothing from somebody who was found by an address or number."""
    return {key: value for key, value in cleaned.items() if value not in _EMPTY}


def with_name(record: Customer, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """The values with the full name the record will have. Raises Invalid when it would have none.

    A name made of given and family name follows them until somebody writes another one.
    """
    given, family = (cleaned.get(key, getattr(record, key)) for key in ("given_name", "family_name"))
    name = cleaned.get("name", record.name)
    was_composed = record.name == names.composed(record.given_name, record.family_name)
    if not name or ("name" not in cleaned and was_composed):
        name = names.composed(given, family) or ("" if "name" in cleaned else record.name)
    if not name:
        raise Invalid(by_key={"name": [str(NAME_MISSING)]})
    return {**cleaned, "name": name[: EDITABLE["name"].max_length]}


def put(record: Customer, cleaned: Mapping[str, Any]) -> bool:
    """Set the model's own columns on the record, and what follows from them. Answers whether anything changed."""
    changed = False
    for key, value in cleaned.items():
        if not key.startswith(OWN) and getattr(record, key) != value:
            setattr(record, key, value)
            changed = True
    derive(record)
    return changed


def derive(record: Customer) -> None:
    """Bring the columns up to date that follow from others."""
    record.sort_name, record.outline = names.sortable(record.name), names.outline(record.name)


def contacts(cleaned: Iterable[Mapping[str, Any]]) -> list[str | None]:
    """All addresses and numbers in these values."""
    return [one.get(key) for one in cleaned for key in ("email", "phone")]


def _line(field: Field, value: Any, region: Region) -> Any:
    return field.clean(names.tidy(str(value)) if value is not None else "", None)


def _prose(field: Field, value: Any, region: Region) -> Any:
    text = "" if value is None else _UNSTORABLE.sub("", str(value)).replace("\r\n", "\n").strip()
    return field.clean(text, None)


def _email(field: "models.EmailField[Any, Any]", value: Any, region: Region) -> str | None:
    text = names.tidy(str(value or "")).lower()
    if not text:
        return None
    validate_email(text)
    cleaned: str = field.clean(text, None)
    return cleaned


def _phone(field: Field, value: Any, region: Region) -> str | None:
    text = names.tidy(str(value or ""))
    if not text:
        return None
    whole = text.startswith(("+", "00"))
    return phones.normalise(text, region="" if whole else region())


def _tags(field: Field, value: Any, region: Region) -> list[str]:
    parts = value.replace(",", ";").split(";") if isinstance(value, str) else value or ()
    kept: dict[str, str] = {}
    for part in parts:
        tag = names.tidy(str(part))
        if tag:
            kept.setdefault(tag.casefold(), tag)
    cleaned: list[str] = field.clean(list(kept.values())[:_MOST_TAGS], None)
    return cleaned


_READERS: Final[dict[str, Callable[[Any, Any, Region], Any]]] = {
    "email": _email,
    "phone": _phone,
    "tags": _tags,
    "notes": _prose,
}
