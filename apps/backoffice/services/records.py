"""The one writer of records: what every app's own service ends in, and the service of models that need no rules.

Values come by the keys of attributes and only what is named changes. Everything is checked before anything is
written; a wrong value raises Invalid with sentences by key, and nothing is saved.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import ProtectedError, RestrictedError

from apps.accounts.models import Member
from apps.backoffice.errors import InUse, Invalid, UnknownAttribute
from apps.backoffice.types import Child, Children, Values
from apps.tenancy import context
from apps.tenancy.models import TenantModel

R = TypeVar("R", bound=TenantModel)


def create(
    *, record: R, values: Values, children: Children | None = None, by: Member | None, at: datetime
) -> R:
    """Save a new record, given unsaved, with these values and the rows below it. Raises Invalid, UnknownAttribute."""
    return _save(record, values, children or {}, at=at)


def update(
    *, record: R, values: Values, children: Children | None = None, by: Member | None, at: datetime
) -> R:
    """Change what is named of a saved record and of the rows below it. Raises Invalid, UnknownAttribute."""
    return _save(record, values, children or {}, at=at)


def delete(*, record: TenantModel, by: Member | None, at: datetime) -> None:
    """Remove a record with what belongs to it. Raises InUse when others refer to it."""
    with context.atomic():
        try:
            record.delete()
        except (ProtectedError, RestrictedError) as error:
            raise InUse(what=_named(getattr(error, "protected_objects", ()))) from error


def _save(record: R, values: Values, children: Children, *, at: datetime) -> R:
    _assign(record, values)
    with context.atomic():
        _check(record)
        record.save()
        for relation, rows in children.items():
            _save_children(record, relation, rows)
    return record


def _assign(record: TenantModel, values: Values) -> None:
    known = {field.name for field in record._meta.concrete_fields} - {"id", "tenant", "custom"}
    for key, value in values.items():
        if key not in known:
            raise UnknownAttribute(key=key)
        setattr(record, key, value)


def _check(record: TenantModel, *, prefix: str = "") -> None:
    try:
        record.full_clean(exclude=["tenant"])
    except ValidationError as error:
        raise Invalid(by_key=_by_key(error, prefix)) from error


def _by_key(error: ValidationError, prefix: str) -> dict[str, list[str]]:
    if not hasattr(error, "error_dict"):
        return {prefix: error.messages}
    return {
        prefix + ("" if key == NON_FIELD_ERRORS else key): messages
        for key, messages in error.message_dict.items()
    }


def _save_children(record: TenantModel, relation: str, rows: Sequence[Child]) -> None:
    """Errors come by "relation.index.key"."""
    field: Any = record._meta.get_field(relation)
    model: type[TenantModel] = field.related_model
    standing = {row.pk: row for row in model._default_manager.filter(**{field.field.name: record})}
    for index, row in enumerate(rows):
        child = standing.get(row.pk) if row.pk else model(**{field.field.name: record})
        if child is None:
            continue  # somebody else has removed it meanwhile
        if row.delete:
            if child.pk:
                child.delete()
            continue
        _assign(child, row.values)
        _check(child, prefix=f"{relation}.{index}.")
        child.save()


def _named(objects: "Sequence[models.Model] | set[models.Model]") -> str:
    """At most three of them in words."""
    shown = [f"{one._meta.verbose_name} “{one}”" for one in list(objects)[:3]]
    more = len(objects) - len(shown)
    return ", ".join(shown) + (f" (+{more})" if more > 0 else "")
