"""What was said of each thing, read again before it is booked."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext

from apps.tenancy import region
from cms.booking.forms.details import DetailsForm

Told = tuple[str, str]
_NOTHING: Final[tuple[Any, ...]] = (None, "", [], ())


def told(form: DetailsForm) -> dict[int, list[Told]]:
    """By thing, each answer with its question, then a line for each person who was named. No query."""
    found: dict[int, list[Told]] = {}
    for thing in form.basket.things:
        group = form.of_thing(thing)
        if group is None:
            continue
        lines = [(str(field.label), _text(field)) for field in group.fields]
        lines += [(title, _together(fields)) for title, fields in group.people]
        found[thing.id] = [(label, text) for label, text in lines if text]
    return found


def _together(fields: Sequence[forms.BoundField]) -> str:
    """ "Ana Ruiz, 31": a name is read as one; of other questions one has to say which it was."""
    said = {field.name.rpartition(".")[2]: _text(field) for field in fields}
    name = " ".join(part for part in (said.pop("given_name", ""), said.pop("family_name", "")) if part)
    age = said.pop("age", "")
    others = [
        f"{field.label}: {text}" for field in fields if (text := said.get(field.name.rpartition(".")[2], ""))
    ]
    return ", ".join(part for part in (name, age, *others) if part)


def _text(field: forms.BoundField) -> str:
    value: Any = field.value()
    if value in _NOTHING:
        return ""
    choices = getattr(field.field, "choices", None)
    if choices is not None:
        labels = {str(key): str(label) for key, label in choices}
        return ", ".join(
            labels.get(str(one), str(one)) for one in (value if isinstance(value, list) else [value])
        )
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return region.dated(value) if isinstance(value, date) else str(value)
