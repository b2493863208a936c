"""The bulk service of models that need no rules: columns of the model only.

Stands in until `services.records.save_many` is there, which also knows the owner's fields.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid, UnknownAttribute
from apps.backoffice.imports.keys import unique_keys
from apps.backoffice.types import Incoming
from apps.kernel.errors import Refusal
from apps.tenancy import context
from apps.tenancy.models import TenantModel

Result = TenantModel | Refusal


def save_many(
    *,
    model: type[TenantModel],
    rows: Sequence[Incoming],
    by: Member | None,
    at: datetime,
    make: Callable[[], TenantModel] | None = None,
) -> list[Result]:
    """Create and change the rows that are right; answers a record or a Refusal for each."""
    standing = model._default_manager.in_bulk([row.pk for row in rows if row.pk is not None])
    made = [_assigned(standing.get(row.pk) or (make or model)(), row) for row in rows]
    _refuse_taken(model, made)
    good = [one for one in made if not isinstance(one, Refusal)]
    try:
        with context.atomic():
            _write(model, good, {key for row in rows for key in row.values})
    except IntegrityError:
        return [one if isinstance(one, Refusal) else _alone(one) for one in made]
    return made


def _assigned(record: TenantModel, row: Incoming) -> Result:
    known = {field.name for field in record._meta.concrete_fields} - {"id", "tenant", "custom"}
    for key, value in row.values.items():
        if key not in known:
            return UnknownAttribute(key=key)
        setattr(record, key, value)
    try:
        record.clean_fields(exclude=["tenant"])
        record.clean()
    except ValidationError as error:
        return _invalid(error)
    return record


def _invalid(error: ValidationError) -> Invalid:
    if not hasattr(error, "error_dict"):
        return Invalid(by_key={"": error.messages})
    by_key = error.message_dict
    return Invalid(by_key={"" if key == NON_FIELD_ERRORS else key: said for key, said in by_key.items()})


def _refuse_taken(model: type[TenantModel], made: list[Any]) -> None:
    """Replace records whose unique values another one has by refusals: one query for each constraint."""
    for names in unique_keys(model):
        wanted = {
            place: tuple(getattr(one, model._meta.get_field(name).attname) for name in names)  # type: ignore[union-attr]
            for place, one in enumerate(made)
            if not isinstance(one, Refusal)
        }
        firsts = {values[0] for values in wanted.values()}
        columns = [model._meta.get_field(name).attname for name in names]  # type: ignore[union-attr]
        rows = model._default_manager.filter(**{f"{columns[0]}__in": firsts})
        owners = {tuple(values): pk for pk, *values in rows.values_list("pk", *columns)}
        for place, values in wanted.items():
            if any(one in (None, "") for one in values):
                continue
            owner = owners.setdefault(values, made[place].pk or -place - 1)
            if owner not in (made[place].pk, -place - 1):
                made[place] = Invalid(by_key={names[-1]: [_said(model, names)]})


def _said(model: type[TenantModel], names: Sequence[str]) -> str:
    for constraint in model._meta.constraints:
        fields: Iterable[str] = getattr(constraint, "fields", ())
        if tuple(name for name in fields if name != "tenant") == tuple(names):
            message = constraint.violation_error_message
            if message and message != constraint.default_violation_error_message:
                return str(message)
    return _("Another record has this already.")


def _write(model: type[TenantModel], records: Sequence[Any], names: set[str]) -> None:
    model._default_manager.bulk_create([one for one in records if one.pk is None])
    old = [one for one in records if one.pk is not None and not one._state.adding]
    if old and names:
        model._default_manager.bulk_update(old, sorted(names))


def _alone(record: Any) -> Result:
    try:
        with context.atomic():
            record.save()
    except IntegrityError:
        return Invalid(by_key={"": [_("The database does not accept this row.")]})
    return record
