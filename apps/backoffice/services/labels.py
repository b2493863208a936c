"""Writes of the owner's words for screens and their fields, and of what is hidden."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError

from apps.accounts.models import Member
from apps.backoffice.attributes import Attribute
from apps.backoffice.errors import Invalid, MustStay
from apps.backoffice.models import Label
from apps.backoffice.services import asking, rights
from apps.backoffice.services.definitions.versions import changing, lock
from apps.backoffice.types import Cause
from apps.tenancy import context

KIND: Final = "label"
CHANGE: Final = "backoffice.change_label"


def rename(
    *,
    on: str,
    attribute: str = "",
    singular: str,
    plural: str = "",
    by: Member | None,
    at: datetime,
    cause: Cause = Cause.EDIT,
) -> None:
    """Call a screen, or with `attribute` one of its fields, something else; "" is what it was called before.

    Raises Invalid, NotAllowed.
    """

    def write(label: Label) -> None:
        label.singular, label.plural = singular.strip(), plural.strip()

    _change(on, attribute, write, by=by, at=at, cause=cause)


def hide(
    *,
    on: str,
    attribute: Attribute | None = None,
    hidden: bool,
    by: Member | None,
    at: datetime,
    cause: Cause = Cause.EDIT,
) -> None:
    """Take a field out of lists, forms and pages, or the whole screen out of the navigation; or show it again.

    Raises MustStay for a field that forms need, NotAllowed.
    """
    if hidden and attribute is not None and attribute.required and attribute.editable:
        raise MustStay(name=attribute.label)

    def write(label: Label) -> None:
        label.hidden = hidden

    _change(on, attribute.key if attribute else "", write, by=by, at=at, cause=cause)


def arrange(*, on: str, keys: Sequence[str], by: Member | None, at: datetime) -> int:
    """Show these fields of a screen first and in this order; the others follow as they were. Answers how many moved.

    Raises NotAllowed.
    """
    with context.atomic():
        lock()
        placed = dict(
            Label.objects.filter(on=on, position__isnull=False)
            .exclude(attribute="")  # where the screen itself stands in the navigation
            .values_list("attribute", "position")
        )
        wanted = {attribute: position for position, attribute in enumerate(dict.fromkeys(keys))}
        moved = [key for key in {**placed, **wanted} if placed.get(key) != wanted.get(key)]
        for attribute in moved:
            _change(on, attribute, _at_position(wanted.get(attribute)), by=by, at=at)
    return len(moved)


def reset(
    *, on: str, attribute: str = "", by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> None:
    """Take back every override of a screen's own words, or with `attribute` of one field's. Raises NotAllowed."""
    rights.require(by, CHANGE)
    with changing(KIND, Label(on=on, attribute=attribute).definition, by=by, at=at, cause=cause):
        Label.objects.filter(on=on, attribute=attribute).delete()


def reset_all(*, on: str, by: Member | None, at: datetime) -> None:
    """Take back every override of a screen and of all its fields. Raises NotAllowed."""
    rights.require(by, CHANGE)
    with context.atomic():
        lock()
        for attribute in [*Label.objects.filter(on=on).values_list("attribute", flat=True)]:
            reset(on=on, attribute=attribute, by=by, at=at)


def put_label(
    *,
    on: str,
    attribute: str,
    singular: str,
    plural: str,
    hidden: bool,
    position: int | None,
    group: str = "",
    by: Member | None,
    at: datetime,
    cause: Cause,
) -> None:
    """All of an override at once. Raises Invalid, NotAllowed."""

    def write(label: Label) -> None:
        label.singular, label.plural = singular, plural
        label.hidden, label.position, label.group = hidden, position, group.strip()

    _change(on, attribute, write, by=by, at=at, cause=cause)


def _at_position(position: int | None) -> Callable[[Label], None]:
    def write(label: Label) -> None:
        label.position = position

    return write


def _change(
    on: str,
    attribute: str,
    write: Callable[[Label], None],
    *,
    by: Member | None,
    at: datetime,
    cause: Cause = Cause.EDIT,
) -> None:
    """An override that overrides nothing is not kept."""
    rights.require(by, CHANGE)
    fresh = Label(on=on, attribute=attribute)
    with changing(KIND, fresh.definition, by=by, at=at, cause=cause):
        label = Label.objects.filter(on=on, attribute=attribute).first() or fresh
        write(label)
        if not _overrides(label):
            if label.pk:
                label.delete()
            return
        try:
            asking.clean(label)
        except ValidationError as error:
            raise Invalid(by_key=error.message_dict) from error
        label.save()


def _overrides(label: Label) -> bool:
    words = label.singular or label.plural or label.group
    return bool(words or label.hidden or label.position is not None)
