"""Fields of forms for the owner's questions: one set for visitors and for staff."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from apps.backoffice.fields.attribute import OwnField
from apps.bookings.services import questions


def own_fields(
    asked: Sequence[OwnField], stored: Mapping[str, Any], *, begins: str = "", staff: bool = False
) -> dict[str, forms.Field]:
    """A field for each question by its key after `begins`, with what was answered before.

    Staff look at prices before they have asked everything: nothing is required of them until the operation asks it.
    """
    found: dict[str, forms.Field] = {}
    for own in asked:
        made = own.form_field()
        made.initial = own.stored(stored.get(own.key, own.field.default))
        if staff:
            made.required = False
            made.asked = questions.is_required(own, staff=True)  # type: ignore[attr-defined]
        found[f"{begins}{own.key}"] = made
    return found


def own_answers(asked: Sequence[OwnField], cleaned: Mapping[str, Any], *, begins: str = "") -> dict[str, Any]:
    """What a form's cleaned values answer, by key, in a form that JSON holds; what was left empty is not among them."""
    found = {}
    for own in asked:
        value = cleaned.get(f"{begins}{own.key}")
        if value not in (None, "", [], ()):
            found[own.key] = questions.stored(own, value)
    return found
