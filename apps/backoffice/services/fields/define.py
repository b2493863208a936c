"""Definitions of fields: new ones, changes that leave the values alone, their order."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.attributes import columns_of
from apps.backoffice.errors import ChoiceInUse, Invalid, TooManyFields, UnknownAttribute, UnknownKind
from apps.backoffice.fields import defined, families, keys, places
from apps.backoffice.models import CustomField, CustomValue, FieldChange
from apps.backoffice.models.fields import KEY
from apps.backoffice.services.definitions.versions import lock as definition_lock
from apps.backoffice.services.fields import changes, rules
from apps.backoffice.services.fields.versions import versioned
from apps.backoffice.types import Cause, Kind
from apps.tenancy import context, db, facts

# What `define_field` and `change_field` take beside `label` and `kind`; `shown_when` is (key, values) or None.
PROPERTIES: Final = (
    *(
        "help",
        "required",
        "later",
        "default",
        "public",
        "sensitive",
        "choices",
        "target",
        "formula",
        "currency",
        "section",
    ),
    "shown_when",
)
# Changing these reaches the values, which `retype_field` does, or is not possible.
FIXED: Final = frozenset({"sensitive", "target"})
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 4712))"


def define_field(
    *,
    on: str,
    label: str,
    kind: str,
    key: str = "",
    by: Member | None,
    at: datetime,
    cause: Cause = Cause.EDIT,
    **properties: Any,
) -> CustomField:
    """Add a field to a kind of record, at the end; a formula is computed for all records by a job. Without a key it is
    made from the label.

    Raises UnknownKind, TooManyFields, and Invalid with sentences by property.
    """
    _known(properties)
    model = places.model_of(on)
    if model is None or families.is_missing(on):
        raise UnknownKind(on=on)
    with context.atomic():
        definition_lock()
        standing = lock(on)
        active = [one for one in standing if one.deleted_at is None]
        if len(active) >= rules.MOST_FIELDS:
            raise TooManyFields(most=rules.MOST_FIELDS)
        taken = {one.key for one in standing} | {column.key for column in columns_of(model)}
        if key and (key in taken or not re.fullmatch(KEY, key)):
            raise Invalid(by_key={"key": [_("This key cannot be used.")]})
        field = CustomField(on=on, kind=kind, label=label, key=key or keys.key_for(str(label), taken))
        field.order = 1 + max((one.order for one in active), default=0)
        _set(field, properties)
        if kind == Kind.MONEY and not field.currency:
            field.currency = facts.current().currency
        rules.tidy(field)
        rules.check_definition(field, active)
        with versioned(field, by=by, at=at, cause=cause):
            field.save(force_insert=True)
        defined.forget()
        if field.kind == Kind.FORMULA:
            changes.start(field=field, work=FieldChange.Work.COMPUTE, by=by, at=at)
    return field


def change_field(
    *, field: CustomField, by: Member | None, at: datetime, cause: Cause = Cause.EDIT, **changed: Any
) -> CustomField:
    """Change what is named: `label` and the properties. Values stay as they are; a new formula is computed by a job.

    Raises Invalid by property, ChoiceInUse, FieldInUse.
    """
    _known(changed, also=("label",), fixed=FIXED)
    with versioned(field, by=by, at=at, cause=cause):
        others = [one for one in lock(field.on) if one.pk != field.pk and one.deleted_at is None]
        field.refresh_from_db()
        before = (field.formula, field.currency)
        choices = {one["value"]: one["label"] for one in field.choices}
        _set(field, changed)
        rules.tidy(field)
        rules.check_definition(field, others)
        _check_values(field, choices, currency=before[1])
        rules.require_formulas(field, others)
        field.save()
        defined.forget()
        if field.kind == Kind.FORMULA and before != (field.formula, field.currency):
            changes.start(field=field, work=FieldChange.Work.COMPUTE, by=by, at=at)
    return field


def reorder_fields(
    *,
    on: str,
    order: Sequence[tuple[str, str]],
    by: Member | None,
    at: datetime,
    cause: Cause = Cause.EDIT,
) -> list[CustomField]:
    """Put fields into this order and sections, given as (key without "custom.", section); others follow after them.

    Raises UnknownAttribute.
    """
    with context.atomic():
        definition_lock()
        active = {one.key: one for one in lock(on) if one.deleted_at is None}
        unknown = next((key for key, _section in order if key not in active), None)
        if unknown is not None:
            raise UnknownAttribute(key=unknown)
        sections = {key: " ".join(section.split())[:80] for key, section in order}
        rest = [key for key in active if key not in sections]
        for place, key in enumerate([*sections, *rest], 1):
            field, section = active[key], sections.get(key, active[key].section)
            if (field.order, field.section) == (place, section):
                continue
            with versioned(field, by=by, at=at, cause=cause):
                field.order, field.section = place, section
                field.save(update_fields=["order", "section"])
        defined.forget()
    return sorted(active.values(), key=lambda one: one.order)


def place_field(
    *, field: CustomField, position: int, by: Member | None, at: datetime, cause: Cause = Cause.EDIT
) -> None:
    """Put one field at a position and leave the others where they are; as a file or an undone change has it."""
    with versioned(field, by=by, at=at, cause=cause):
        lock(field.on)
        field.order = position
        field.save(update_fields=["order"])
    defined.forget()


def lock(on: str) -> list[CustomField]:
    """All fields of a kind of record, those in the trash too. Until the transaction ends nobody else defines any."""
    db.fetch_all(_LOCK, name=f"fields:{context.current_tenant_id()}:{on}")
    return list(CustomField.objects.filter(on=on, tenant=context.current_tenant_id()).order_by("order", "pk"))


def _known(
    given: Mapping[str, Any], *, also: Sequence[str] = (), fixed: frozenset[str] = frozenset()
) -> None:
    unknown = next((name for name in given if name not in (*PROPERTIES, *also) or name in fixed), None)
    if unknown is not None:
        raise UnknownAttribute(key=unknown)


def _set(field: CustomField, properties: Mapping[str, Any]) -> None:
    for name, value in properties.items():
        if name == "shown_when":
            key, values = value or ("", ())
            field.shown_when_key, field.shown_when_values = key, [str(one) for one in values]
        else:
            setattr(field, name, value)


def _check_values(field: CustomField, choices: Mapping[str, str], *, currency: str) -> None:
    """Raise where records hold what the definition no longer allows."""
    kept = {one["value"] for one in field.choices}
    for value, label in choices.items():
        if value not in kept and field.kind in rules.CHOSEN:
            count = how_many_have(field, value)
            if count:
                raise ChoiceInUse(choice=label, count=count)
    if (
        field.kind == Kind.MONEY
        and field.currency != currency
        and CustomValue.objects.filter(field=field).exists()
    ):
        raise Invalid(by_key={"currency": [_("There are amounts in the old currency.")]})


def how_many_have(field: CustomField, value: str) -> int:
    """How many records have the choice."""
    return CustomValue.objects.filter(field=field, text=changes.folded(value)).count()
