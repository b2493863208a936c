"""A basket of ten lines, priced by the rules as they are in memory, and by those of the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction

from apps.catalog import pricing, queries
from apps.catalog.models import (
    EarlyBird,
    GroupRate,
    Option,
    Product,
    PromotionalCode,
    Season,
    TaxClass,
    TaxRate,
    Unit,
)
from apps.catalog.pricing import Basket, BasketItem, Priced, Rules
from apps.tenancy import context
from tests.bench import worker

LINES: Final = 10
TENANT: Final = 1
AT: Final = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY: Final = date(2026, 7, 10)


def price_basket(*, count: int) -> float:
    """CPU seconds of the price function alone."""
    with _shop() as basket:
        rules = _read(basket)
        assert len(_priced(basket, rules).lines) == LINES
        return worker.per_operation(lambda _: _priced(basket, rules), count)


def price_cart(*, count: int) -> float:
    """The same with the rules read anew each time, the database's share in it."""
    with _shop() as basket:
        return worker.per_operation(lambda _: _priced(basket, _read(basket)), count)


@contextmanager
def _shop() -> Iterator[Basket]:
    """Five products of two units each, all kinds of rules over them, gone afterwards."""
    with context.use_tenant(TENANT), context.atomic():
        yield _make()
        transaction.set_rollback(True)


def _priced(basket: Basket, rules: Rules) -> Priced:
    done = pricing.price(basket, rules, at=AT)
    assert done.total == sum(line.total for line in done.lines)
    assert done.problem is None
    return done


def _read(basket: Basket) -> Rules:
    return queries.rules({item.option for item in basket.items}, at=AT, code=basket.code)


def _make() -> Basket:
    tax = TaxClass.objects.create(name="Bench", standard=True)
    TaxRate.objects.create(tax_class=tax, name="VAT", percent=Decimal("19.6"))
    TaxRate.objects.create(
        tax_class=tax, name="City tax", kind="person_night", amount=150, currency="USD", age_min=12
    )
    days = {"first_day": DAY - timedelta(days=30), "last_day": DAY + timedelta(days=30)}
    for number in range(5):
        Season.objects.create(name=f"Season {number}", percent=Decimal("12.5"), priority=number, **days)
    GroupRate.objects.create(name="Group", people=2, percent=-5)
    EarlyBird.objects.create(name="Early", days=30, percent=-10)
    PromotionalCode.objects.create(code="BENCH", percent=10)
    return Basket("USD", tuple(_item(number) for number in range(LINES // 2)), code="BENCH")


def _item(number: int) -> BasketItem:
    slug = f"bench-price-{number}"
    product = Product.objects.create(
        name=f"Trip {number}", slug=slug, status="active", deposit="percent", deposit_percent=30
    )
    option = Option.objects.create(product=product, name="Morning", key="morning")
    units = [
        Unit.objects.create(option=option, name=name, key=name, price=12_345, currency="USD", per=per)
        for name, per in (("adult", "person"), ("bed", "night"))
    ]
    item = BasketItem(
        key=str(number),
        product=product.pk,
        option=option.pk,
        quantities={unit.pk: 2 for unit in units},
        people=2,
        ages=(40, 9),
        starts_on=DAY,
    )
    return replace(item, ends_on=DAY + timedelta(days=3))


JOBS: Final[dict[str, Callable[..., float]]] = {job.__name__: job for job in (price_basket, price_cart)}
