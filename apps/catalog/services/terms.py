"""Rules of prices, stays, taxes and cancellation: made, changed, removed. One set of services for all their tables."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from apps.accounts.models import Member
from apps.backoffice.errors import Invalid
from apps.backoffice.services import records
from apps.backoffice.types import Child, Children, Incoming, Values
from apps.catalog.models import (
    CancellationPolicy,
    EarlyBird,
    GroupRate,
    Option,
    PromotionalCode,
    Season,
    StayRule,
    TaxClass,
)
from apps.catalog.services import cleaning, several
from apps.catalog.services.codes import written
from apps.catalog.types import Change, TaxKind
from apps.kernel.errors import Refusal
from apps.tenancy import context, shown
from apps.tenancy.models import TenantModel

R = TypeVar("R", bound=TenantModel)


def create_term(
    *, record: R, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> R:
    """A new rule with the rows below it; amounts are in the business's currency. Raises Invalid, UnknownAttribute."""
    with context.atomic():
        cleaned = _cleaned(record, values, new=True)
        records.create(record=record, values=cleaned, children=_below(record, children), by=by, at=at)
        _check(record)
        shown.forget_own()
    return record


def update_term(
    *, record: R, values: Values, by: Member | None, at: datetime, children: Children | None = None
) -> R:
    """Change what is named of a rule and of the rows below it. Locks it. Raises Invalid, UnknownAttribute, NotFound."""
    with context.atomic():
        records.hold(record)
        cleaned = _cleaned(record, values, new=False)
        below = _below(record, children)
        records.update(record=record, values=cleaned, children=below, by=by, at=at, held=True)
        _check(record)
        shown.forget_own()
    return record


def delete_term(*, record: TenantModel, by: Member | None, at: datetime) -> None:
    """Remove a rule. What was agreed under it stays as it is. Raises InUse."""
    with context.atomic():
        records.delete(record=record, by=by, at=at)
        shown.forget_own()


def saver_of(model: type[R]) -> Callable[..., list[R | Refusal]]:
    """What saves rows of an import into a table of rules, each as if it were alone."""

    def save(
        *, rows: Sequence[Incoming], by: Member | None, at: datetime, model: type[Any] = model
    ) -> list[R | Refusal]:
        """Answers for each row its record or why not."""
        return several.save_each(model, rows, partial(_create, model), update_term, by=by, at=at)

    return save


def _create(model: type[R], *, values: Values, by: Member | None, at: datetime) -> R:
    return create_term(record=model(), values=values, by=by, at=at)


def _cleaned(record: TenantModel, values: Values, *, new: bool) -> cleaning.Cleaned:
    cleaned = cleaning.in_currency(type(record), values, new=new)
    if isinstance(record, PromotionalCode) and cleaned.get("code"):
        cleaned["code"] = written(str(cleaned["code"]))
    if isinstance(record, Season):
        cleaned = _of_product(cleaning.weekdays(cleaned), record)
    if isinstance(record, Season | GroupRate | EarlyBird):
        cleaned = _one_of_two(cleaned, str(cleaned.get("change") or record.change), new=new)
    return cleaned


def _one_of_two(values: cleaning.Cleaned, change: str, *, new: bool) -> cleaning.Cleaned:
    """A percentage or an amount, whichever it changes by; a new rule that does not say is what it has."""
    cleaned = dict(values)
    if new and not cleaned.get("change") and cleaned.get("amount") is not None:
        cleaned["change"] = change = Change.FIXED
    if change == Change.FIXED and "amount" in cleaned:
        cleaned["percent"] = None
    elif change == Change.PERCENT and "percent" in cleaned:
        cleaned["amount"] = None
    return cleaned


def _of_product(values: cleaning.Cleaned, record: Any) -> cleaning.Cleaned:
    """An option brings its product with it; another product's option is refused."""
    option = values.get("option", record.option_id)
    if option in (None, ""):
        return values
    found = option if isinstance(option, Option) else Option.objects.filter(pk=int(option)).first()
    product = values.get("product", record.product_id)
    number = getattr(product, "pk", product)
    if found is None:
        return values  # the record's writer says so
    if number in (None, ""):
        return {**values, "product": found.product_id}
    if int(number) != found.product_id:
        raise Invalid(by_key={"option": [_("This option is of another product.")]})
    return values


def _below(record: TenantModel, children: Children | None) -> Children | None:
    if children is None:
        return None
    return {relation: [_row(record, relation, row) for row in rows] for relation, rows in children.items()}


def _row(record: TenantModel, relation: str, row: Child) -> Child:
    if row.delete:
        return row
    values = row.values
    if isinstance(record, TaxClass) and relation == "rates":
        values = _rate(record, row)
    if isinstance(record, PromotionalCode) and relation == "targets":
        values = _target(record, row)
    return Child(pk=row.pk, values=values)


def _rate(record: TaxClass, row: Child) -> Values:
    """A rate's amount is in the business's currency, and what it is not counted by is left out."""
    model: Any = record._meta.get_field("rates").related_model
    values = cleaning.in_currency(model, row.values, new=row.pk is None)
    if values.get("kind") == TaxKind.PERCENT:
        return {**values, "amount": None}
    if values.get("kind") in (TaxKind.PERSON_NIGHT, TaxKind.UNIT):
        return {**values, "percent": None}
    return values


def _target(record: PromotionalCode, row: Child) -> Values:
    standing = record.targets.filter(pk=row.pk).first() if row.pk else None
    model: Any = record._meta.get_field("targets").related_model
    return _of_product(dict(row.values), standing or model())


def _check(record: TenantModel) -> None:
    """What several rows must say together."""
    if not isinstance(record, CancellationPolicy):
        return
    rules = record.rules.order_by("hours_before").values_list("refund_percent", flat=True)
    percents = list(rules)
    if percents != sorted(percents):
        raise Invalid(
            by_key={"": [_("Who cancels earlier cannot be given back less than who cancels later.")]}
        )


save_seasons = saver_of(Season)
save_group_rates = saver_of(GroupRate)
save_early_birds = saver_of(EarlyBird)
save_codes = saver_of(PromotionalCode)
save_tax_classes = saver_of(TaxClass)
save_policies = saver_of(CancellationPolicy)
save_stay_rules = saver_of(StayRule)
