"""The one writer of records: what every app's own service ends in, and the service of models that need no rules.

Values come by the keys of attributes, "custom.…" for the owner's fields, and only what is named changes. Everything is
checked before anything is written; a wrong value raises Invalid with sentences by key, and nothing is saved.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Member
from apps.backoffice.errors import InUse, Invalid
from apps.backoffice.services import checks, custom_values
from apps.backoffice.services.bulk import save_many
from apps.backoffice.types import Child, Children, Values
from apps.kernel.errors import NotFound
from apps.tenancy import context, shown
from apps.tenancy.models import TenantModel

R = TypeVar("R", bound=TenantModel)

GONE: Final = _("Somebody else has removed this meanwhile. Tick “Remove” to go on without it.")

__all__ = ["create", "delete", "hold", "lock", "save_many", "update"]


def create(
    *, record: R, values: Values, children: Children | None = None, by: Member | None, at: datetime
) -> R:
    """Save a new record, given unsaved, with these values and the rows below it. Raises Invalid, UnknownAttribute."""
    return _save(record, values, children or {}, held=True)


def update(
    *,
    record: R,
    values: Values,
    children: Children | None = None,
    by: Member | None,
    at: datetime,
    held: bool = False,
) -> R:
    """Change what is named of a saved record and of the rows below it. Raises Invalid, UnknownAttribute, NotFound.

    Locks the record and takes over what others have put into the rest of it meanwhile; with `held` the caller has done
    so in this transaction, and the record is saved as it is.
    """
    return _save(record, values, children or {}, held=held)


def hold(record: R) -> R:
    """Lock a saved record until the transaction ends, and make it what it is by now. Raises NotFound."""
    row = type(record)._base_manager.select_for_update().filter(pk=record.pk).first()
    if row is None:
        raise NotFound
    for field in record._meta.concrete_fields:
        setattr(record, field.attname, getattr(row, field.attname))
    return record


def lock(*, record: R, values: Values) -> R:
    """What a screen locks before a form is compared with the record: here the record alone. See `Screen.lock`."""
    return hold(record)


def delete(*, record: TenantModel, by: Member | None, at: datetime) -> None:
    """Remove a record with what belongs to it. Raises InUse when others refer to it."""
    with context.atomic():
        custom_values.remove_files(custom_values.files_of(record))
        try:
            record.delete()
            shown.changed(type(record))
        except (ProtectedError, RestrictedError) as error:
            raise InUse(what=checks.named(getattr(error, "protected_objects", ()))) from error


def _save(record: R, values: Values, children: Children, *, held: bool) -> R:
    try:
        with context.atomic():
            if not held:
                hold(record)
            new = record._state.adding
            _write(record, values)
            for relation, rows in children.items():
                _save_children(record, relation, rows, new=new)
    except BaseException:
        custom_values.undo_files()
        raise
    custom_values.keep_files()
    return record


def _write(record: TenantModel, values: Values, *, prefix: str = "") -> None:
    columns, own = checks.split(values)
    checks.assign(record, columns)
    standing = record.custom if isinstance(record.custom, dict) else {}
    prepared = custom_values.prepare(record, own, standing=standing, new=record._state.adding)
    custom_values.check_references([prepared])
    checks.raise_if({**checks.problems(record), **prepared.errors}, prefix=prefix)
    custom_values.compute(record, prepared)
    record.save(update_fields=None if record._state.adding else checks.changeable(type(record)))
    custom_values.store([(record, prepared)])
    shown.changed(type(record))


def _save_children(record: TenantModel, relation: str, rows: Sequence[Child], *, new: bool) -> None:
    """Errors come by "relation.index.key". Below a new record nothing stands yet."""
    field: Any = record._meta.get_field(relation)
    model: type[TenantModel] = field.related_model
    below = model._default_manager.select_for_update(of=("self",)).filter(**{field.field.name: record})
    standing = {} if new else {row.pk: row for row in below.order_by("pk")}
    for index, row in enumerate(rows):
        child = standing.get(row.pk) if row.pk else model(**{field.field.name: record})
        if child is None and not row.delete:
            raise Invalid(by_key={f"{relation}.{index}.": [str(GONE)]})
        if child is None or row.delete:
            if child is not None and child.pk:
                custom_values.remove_files(custom_values.files_of(child))
                child.delete()
                shown.changed(model)
            continue
        _write(child, row.values, prefix=f"{relation}.{index}.")
