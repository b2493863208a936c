"""Many records at once, by the same rules as one: for imports and bulk edits.

A batch costs a constant number of queries while all of it is right. What only the database can tell is wrong (a key
that is taken, say) is found by halving the batch until it stands alone, and is then said as for a single record.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from django.db import DataError, IntegrityError, models
from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid, UnknownAttribute
from apps.backoffice.services import checks, custom_values
from apps.backoffice.services.custom_values import Prepared
from apps.backoffice.types import Incoming
from apps.kernel.errors import NotFound, Refusal
from apps.tenancy import context, shown
from apps.tenancy.models import TenantModel

R = TypeVar("R", bound=TenantModel)
BATCH: Final = 500


@dataclass(slots=True)
class _Row:
    """A row on its way; `refusal` once it has failed."""

    incoming: Incoming
    record: Any = None
    prepared: Prepared | None = None
    refusal: Refusal | None = None
    new: bool = True

    def fail(self, by_key: dict[str, list[str]]) -> None:
        self.refusal = Invalid(by_key=by_key, row=self.incoming.number)


def save_many(
    *,
    model: type[R],
    rows: Sequence[Incoming],
    by: Member | None,
    at: datetime,
    make: Callable[[], R] | None = None,
) -> list[R | Refusal]:
    """Save what can be saved; the answer has for each row its record, or the Refusal that says what is wrong.

    `make` gives new records, for a model whose rows are of many kinds. Locks the records that are changed. A
    transaction for each 500 rows, or the caller's.
    """
    done: list[R | Refusal] = []
    for start in range(0, len(rows), BATCH):
        batch = [_Row(one) for one in rows[start : start + BATCH]]
        with context.atomic():
            _save_batch(model, batch, make or model)
            shown.changed(model)
        done += [row.refusal or row.record for row in batch]
    return done


def _save_batch(model: type[R], batch: list[_Row], make: Callable[[], R]) -> None:
    _find(model, batch, make)
    for row in _good(batch):
        _take(row)
    _check_references(model, batch)
    custom_values.check_references([row.prepared for row in _good(batch) if row.prepared is not None])
    for row in _good(batch):
        if row.prepared is not None and row.prepared.errors:
            row.fail(row.prepared.errors)
        elif row.prepared is not None:
            custom_values.compute(row.record, row.prepared)
    _write(model, list(_good(batch)))


def _good(batch: list[_Row]) -> Iterator[_Row]:
    return (row for row in batch if row.refusal is None)


def _find(model: type[R], batch: list[_Row], make: Callable[[], R]) -> None:
    numbers = [row.incoming.pk for row in batch if row.incoming.pk is not None]
    standing = {}
    if numbers:
        # In the order of keys, so that two imports do not wait for each other.
        rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
        standing = {one.pk: one for one in rows}
    seen: set[int] = set()
    for row in batch:
        number = row.incoming.pk
        row.new = number is None
        row.record = make() if number is None else standing.get(number)
        if row.record is None:
            row.refusal = NotFound()
        elif number in seen:
            row.fail({"": [_("Another row has changed the same record already.")]})
        if number is not None:
            seen.add(number)


def _take(row: _Row) -> None:
    columns, own = checks.split(row.incoming.values)
    try:
        checks.assign(row.record, columns)
        standing = row.record.custom if isinstance(row.record.custom, dict) else {}
        row.prepared = custom_values.prepare(row.record, own, standing=standing, new=row.new)
    except (Invalid, UnknownAttribute) as refusal:
        row.refusal = refusal
        return
    # References are checked for the whole batch, and keys that are taken by the database.
    left_out = ["tenant", *(field.name for field in row.record._meta.concrete_fields if field.is_relation)]
    empty = _missing_relations(row.record)
    found = checks.problems(row.record, exclude=left_out, validate_unique=False, validate_constraints=False)
    row.prepared.errors = {**found, **empty, **row.prepared.errors}


def _missing_relations(record: TenantModel) -> dict[str, list[str]]:
    return {
        field.name: [_("This field is required.")]
        for field in record._meta.concrete_fields
        if field.is_relation
        and not field.null
        and field.name != "tenant"
        and getattr(record, field.attname) is None
    }


def _check_references(model: type[R], batch: list[_Row]) -> None:
    """One query for each column that refers to something and was named."""
    for field in model._meta.concrete_fields:
        if not field.is_relation or field.name == "tenant":
            continue
        named = [
            row for row in _good(batch) if field.name in row.incoming.values and row.prepared is not None
        ]
        numbers = {getattr(row.record, field.attname) for row in named} - {None}
        if not numbers:
            continue
        target: Any = field.related_model
        here = set(target._default_manager.filter(pk__in=numbers).values_list("pk", flat=True))
        for row in named:
            if getattr(row.record, field.attname) not in here | {None} and row.prepared is not None:
                row.prepared.errors.setdefault(field.name, []).append(_("There is no such record any more."))


def _write(model: type[R], rows: list[_Row]) -> None:
    if not rows:
        return
    try:
        with context.atomic():
            _put(model, rows)
        custom_values.keep_files()
    except (IntegrityError, DataError) as error:
        custom_values.undo_files()
        for row in rows:
            if row.new:  # it was numbered before it was taken back
                row.record.pk, row.record._state.adding = None, True
        if len(rows) == 1:
            rows[0].fail(checks.problems(rows[0].record) or {"": [_sentence(model, error)]})
            return
        middle = len(rows) // 2
        _write(model, rows[:middle])
        _write(model, rows[middle:])


def _put(model: type[R], rows: list[_Row]) -> None:
    new = [row.record for row in rows if row.new]
    changed = {row.record.pk: row.record for row in rows if not row.new}
    if new:
        model._default_manager.bulk_create(new)
    if changed:
        names = {key for row in rows if not row.new for key in checks.split(row.incoming.values)[0]}
        model._default_manager.bulk_update(list(changed.values()), [*sorted(names), "custom"])
    custom_values.store([(row.record, row.prepared) for row in rows if row.prepared is not None])


def _sentence(model: type[models.Model], error: Exception) -> str:
    """What the constraint that was broken says of itself."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for constraint in model._meta.constraints:
        if constraint.name == name and constraint.violation_error_message:
            return str(constraint.get_violation_error_message())
    return _("These values cannot be saved together.")
