"""What is checked of a record before it is written, and what is said of it."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from apps.backoffice.errors import Invalid, UnknownAttribute
from apps.backoffice.fields import defined
from apps.backoffice.services import asking
from apps.backoffice.types import Values
from apps.tenancy.models import TenantModel

_NOT_GIVEN: Final = frozenset({"id", "tenant", "custom"})
_COLUMNS: Final = re.compile(r"UPDATE \(([^)]*)\)")
# PostgreSQL stores neither.
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")


def is_text(value: str) -> bool:
    """Whether the database can hold it."""
    return not _NO_TEXT.search(value)


def split(values: Values) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values of columns and values of the owner's fields."""
    own = {key: value for key, value in values.items() if defined.is_own(key)}
    return {key: value for key, value in values.items() if key not in own}, own


def assign(record: TenantModel, values: Values) -> None:
    """Put values into columns; a reference is a record or its number. Raises UnknownAttribute, and Invalid for what is
    no text or no number.
    """
    known = {field.name: field for field in record._meta.concrete_fields}
    wrong = {}
    for key, value in values.items():
        field = known.get(key)
        if field is None or key in _NOT_GIVEN:
            raise UnknownAttribute(key=key)
        if isinstance(value, str) and not is_text(value):
            wrong[key] = [_("There are characters in it that are no text.")]
        elif field.is_relation and not isinstance(value, models.Model):
            try:
                setattr(record, field.attname, None if value in (None, "") else int(value))
            except (TypeError, ValueError):
                wrong[key] = [_("There is no such record.")]
        else:
            setattr(record, key, value)
    if wrong:
        raise Invalid(by_key=wrong)


@cache
def changeable(model: type[TenantModel]) -> list[str] | None:
    """The fields that the app role may change where it may not change all, else None."""
    named = _COLUMNS.search(model.app_rights)
    if named is None:
        return None
    columns = {name.strip() for name in named[1].split(",")}
    return [field.name for field in model._meta.concrete_fields if field.column in columns]


def problems(record: TenantModel, **options: Any) -> dict[str, list[str]]:
    """What Django's validation says of the record, by key; "" for the record as a whole.

    A statement when it says nothing and there are no `options`.
    """
    try:
        if options:
            record.full_clean(**{"exclude": ["tenant"], **options})
        else:
            asking.clean(record)
    except ValidationError as error:
        return _by_key(error)
    return {}


def _by_key(error: ValidationError) -> dict[str, list[str]]:
    if not hasattr(error, "error_dict"):
        return {"": error.messages}
    return {"" if key == NON_FIELD_ERRORS else key: messages for key, messages in error.message_dict.items()}


def raise_if(found: dict[str, list[str]], *, prefix: str = "") -> None:
    """Raise Invalid when there are problems, under keys with the prefix."""
    if found:
        raise Invalid(by_key={prefix + key: sentences for key, sentences in found.items()})


def named(objects: "Sequence[models.Model] | set[models.Model]") -> str:
    """At most three of them in words."""
    shown = [f"{one._meta.verbose_name} “{one}”" for one in list(objects)[:3]]
    more = len(objects) - len(shown)
    return ", ".join(shown) + (f" (+{more})" if more > 0 else "")
