"""What was agreed is never edited: it is reversed, and something else is added."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.catalog.models import EarlyBird, Option, Product, PromotionalCode, TaxClass, TaxRate
from apps.customers.models import Customer
from apps.kernel.errors import Refusal
from apps.sales import queries, services
from apps.sales.errors import AlreadyReversed, AmountWrong, NotPlaced, ReasonMissing
from apps.sales.models import LineAdjustment, LineTax, Order, OrderItem, OrderLine
from apps.sales.types import Chosen, LineKind
from apps.tenancy import context
from apps.tenancy.models import TaxProfile
from apps.tenancy.types import KeptFees
from tests.apps.sales.conftest import facts, of, option_of, unit_of
from tests.conftest import NOW

START = NOW + timedelta(days=40)


def sold(trip: Option, customer: Customer, **counts: int) -> Order:
    """A placed order of the trip."""
    chosen = [Chosen(option=trip.pk, quantities=of(trip, **counts), starts_at=START)]
    return services.sell(chosen=chosen, customer=customer, at=NOW)


def item_of(order: Order) -> OrderItem:
    """Its only item."""
    return OrderItem.objects.select_related("order").get(order=order)


def test_other_people_are_priced_and_what_was_there_is_reversed(trip: Option, customer: Customer) -> None:
    order = sold(trip, customer, adult=2)
    offer = queries.price_of_change(
        item_of(order), at=NOW, quantities={str(k): v for k, v in of(trip, adult=3).items()}
    )
    item = services.change_lines(item=item_of(order), quantities=of(trip, adult=3), at=NOW)
    bill = queries.bill(item.order)
    assert bill.total == offer.total == 36_000
    assert [(line.kind, line.total) for line in bill.lines] == [
        (LineKind.SALE, 24_000),
        (LineKind.REVERSAL, -24_000),
        (LineKind.SALE, 36_000),
    ]
    assert [line.live for line in bill.lines] == [False, False, True]
    assert item.people == 3


def test_an_early_bird_stays_one_when_the_booking_is_changed_late(trip: Option, customer: Customer) -> None:
    EarlyBird.objects.create(name="Early", percent=-10, days=30)
    order = sold(trip, customer, adult=1)
    late = START - timedelta(days=2)
    item = services.change_lines(item=item_of(order), quantities=of(trip, adult=2), at=late)
    assert item.order.total == 21_600


def test_a_code_goes_on_counting_for_what_is_changed(trip: Option, customer: Customer) -> None:
    PromotionalCode.objects.create(code="SAVE10", percent=10, most_uses=1)
    chosen = [Chosen(option=trip.pk, quantities=of(trip, adult=1), starts_at=START)]
    order = services.sell(chosen=chosen, customer=customer, code="save 10", at=NOW)
    assert (order.total, PromotionalCode.objects.get().uses) == (10_800, 1)
    item = services.change_lines(item=item_of(order), quantities=of(trip, adult=2), at=NOW)
    assert (item.order.total, PromotionalCode.objects.get().uses) == (21_600, 1)
    services.cancel_order(order=order, at=NOW)
    assert (order.total, PromotionalCode.objects.get().uses) == (0, 0)


def test_what_is_kept_of_a_cancelled_item_stands_as_a_fee(trip: Option, customer: Customer) -> None:
    order = sold(trip, customer, adult=2)
    Order.objects.filter(pk=order.pk).update(paid=24_000)
    item = item_of(order)
    services.reverse_item(item=item, keep=6_000, at=NOW)
    bill = queries.bill(item.order)
    assert (bill.total, bill.refund_due, bill.items) == (6_000, 18_000, [])
    assert [fee.description for fee in bill.fees] == ["Cancellation fee"]
    with pytest.raises(AlreadyReversed):
        services.reverse_item(item=item, at=NOW)


@pytest.mark.parametrize(
    ("inclusive", "sold_for", "subtotal", "tax"),
    [(True, 24_000, 6_000, 1_000), (False, 28_800, 5_000, 1_000)],
)
def test_what_is_kept_is_taxed_like_what_was_sold(
    trip: Option, customer: Customer, inclusive: bool, sold_for: int, subtotal: int, tax: int
) -> None:
    _vat(inclusive=inclusive)
    order = sold(trip, customer, adult=2)
    assert order.total == sold_for
    services.reverse_item(item=item_of(order), keep=6_000, at=NOW)
    [fee] = queries.bill(Order.objects.get(pk=order.pk)).fees
    assert (fee.total, fee.subtotal, fee.tax) == (6_000, subtotal, tax)
    assert [(one.name, one.percent, one.included) for one in fee.taxes] == [("VAT", 20, inclusive)]
    assert facts(order) | {"deposit": 0} == {
        "subtotal": subtotal,
        "discount": 0,
        "tax": 1_000,
        "total": 6_000,
        "deposit": 0,
    }


def test_where_kept_fees_are_not_taxed_they_carry_none_and_other_fees_do(
    trip: Option, customer: Customer
) -> None:
    _vat(inclusive=True)
    TaxProfile.objects.update(kept_fees=KeptFees.UNTAXED)
    order = sold(trip, customer, adult=2)
    row = services.add_fee(order=order, item=item_of(order), label="Change", amount=1_200, at=NOW)
    assert (row.total, row.tax) == (1_200, 200)
    services.reverse_item(item=item_of(order), keep=6_000, at=NOW)
    change, kept = queries.bill(Order.objects.get(pk=order.pk)).fees
    assert (change.tax, kept.tax, kept.total, list(kept.taxes)) == (200, 0, 6_000, [])


def test_a_fee_about_the_whole_order_is_taxed_like_all_of_it_or_else_as_usual(
    trip: Option, customer: Customer, product_with: Callable[..., Product]
) -> None:
    usual = _vat(inclusive=True)
    order = sold(trip, customer, adult=1)
    assert services.add_fee(order=order, label="Pick-up", amount=1_200, at=NOW).tax == 200
    reduced = TaxClass.objects.create(name="Reduced")
    TaxRate.objects.create(tax_class=reduced, name="Low", percent=5)
    book = option_of(product_with("Book", tax_class=reduced))
    unit_of(book, 1_000)
    chosen = [Chosen(option=one.pk, quantities=of(one, adult=1)) for one in (trip, book)]
    mixed = services.sell(chosen=chosen, customer=customer, at=NOW)
    assert services.add_fee(order=mixed, label="Pick-up", amount=1_200, at=NOW).tax == 200
    TaxRate.objects.filter(tax_class=usual).delete()
    assert services.add_fee(order=mixed, label="Pick-up", amount=1_200, at=NOW).tax == 0


def _vat(*, inclusive: bool) -> TaxClass:
    tax = TaxClass.objects.create(name="All", standard=True)
    TaxRate.objects.create(tax_class=tax, name="VAT", percent=20)
    TaxProfile.objects.update(prices_include_tax=inclusive)
    return tax


def test_a_price_by_hand_needs_a_reason_and_keeps_its_tax_right(trip: Option, customer: Customer) -> None:
    tax = TaxClass.objects.create(name="All", standard=True)
    TaxRate.objects.create(tax_class=tax, name="VAT", percent=20)
    TaxProfile.objects.update(prices_include_tax=False)
    order = sold(trip, customer, adult=2)
    assert (order.total, order.tax) == (28_800, 4_800)
    with pytest.raises(ReasonMissing):
        services.override_price(item=item_of(order), total=12_000, reason=" ", by=None, at=NOW)
    with pytest.raises(AmountWrong):
        services.override_price(item=item_of(order), total=-1, reason="friends", by=None, at=NOW)
    item = services.override_price(item=item_of(order), total=12_000, reason="friends", by=None, at=NOW)
    bill = queries.bill(item.order)
    assert (bill.total, bill.tax, bill.discount) == (12_000, 2_000, 14_000)
    assert bill.items[0].lines[0].explanation[1].startswith("By hand: friends")


def test_a_discount_by_hand_is_spread_over_all_items(trip: Option, customer: Customer) -> None:
    chosen = [Chosen(option=trip.pk, quantities=of(trip, adult=n)) for n in (1, 2)]
    order = services.sell(chosen=chosen, customer=customer, at=NOW)
    services.discount_by_hand(order=order, percent=Decimal(10), reason="rain", by=None, at=NOW)
    assert [item.total for item in queries.bill(order).items] == [10_800, 21_600]
    with pytest.raises(AmountWrong):
        services.discount_by_hand(order=order, amount=40_000, reason="rain", by=None, at=NOW)


def test_a_cart_is_not_corrected(cart: Order, trip: Option) -> None:
    item = services.put_item(order=cart, option=trip.pk, quantities=of(trip, adult=1), at=NOW)
    with pytest.raises(NotPlaced):
        services.reverse_item(item=item, at=NOW)
    with pytest.raises(NotPlaced):
        services.change_lines(item=item, quantities=of(trip, adult=2), at=NOW)


# What somebody may do to an order before and after it is placed, in any order; what is refused changes nothing.
BEFORE = ("put", "put", "change", "remove", "code", "drop", "quote", "fee", "hand", "discount", "reprice")
AFTER = ("lines", "lines", "reverse", "fee", "hand", "discount", "put", "change", "cancel", "place")


def steps(*names: str) -> "st.SearchStrategy[list[tuple[str, int, int]]]":
    """Some of these, with a small number and an amount each."""
    return st.lists(
        st.tuples(st.sampled_from(names), st.integers(0, 5), st.integers(0, 30_000)), min_size=1, max_size=7
    )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=steps(*BEFORE), after=steps(*AFTER), inclusive=st.booleans(), kept=st.sampled_from(KeptFees.values)
)
def test_an_orders_total_is_that_of_its_lines_whatever_is_done(
    trip: Option, customer: Customer, before: list[Any], after: list[Any], inclusive: bool, kept: str
) -> None:
    with undone():
        _shop(trip.product, inclusive=inclusive)
        TaxProfile.objects.update(kept_fees=kept)
        order = services.open_cart(language="en", source="desk", at=NOW)
        agreed: dict[int, tuple[Any, ...]] = {}
        for what, which, amount in [("put", 2, 0), *before, ("put", 1, 0), ("place", 0, 0), *after]:
            try:
                with context.atomic():
                    _do(order, trip, customer, what, which, amount)
            except Refusal:
                order.refresh_from_db()
            agreed = _check(order, agreed)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done within is gone after it."""
    with context.atomic():
        yield
        transaction.set_rollback(True)


def _shop(product: Product, *, inclusive: bool) -> None:
    tax = TaxClass.objects.create(name="All", standard=True)
    TaxRate.objects.create(tax_class=tax, name="VAT", percent=Decimal("19.6"))
    TaxProfile.objects.update(prices_include_tax=inclusive)
    EarlyBird.objects.create(name="Early", percent=Decimal("-3.33"), days=30)
    PromotionalCode.objects.create(code="SAVE", percent=Decimal("12.5"), most_uses=1)
    Product.objects.filter(pk=product.pk).update(deposit="percent", deposit_percent=30)


def _do(order: Order, trip: Option, customer: Customer, what: str, which: int, amount: int) -> None:
    order.refresh_from_db()
    counts = of(trip, adult=which, child=1)
    of_order: dict[str, Callable[..., Any]] = {
        "put": partial(services.put_item, option=trip.pk, quantities=counts, starts_at=START),
        "code": partial(services.apply_code, code="save"),
        "drop": partial(services.drop_code),
        "quote": partial(services.make_quote, customer=customer, valid_until=START, by=None),
        "place": partial(services.place, customer=customer),
        "reprice": partial(services.reprice),
        "fee": partial(services.add_fee, label="Pick-up", amount=amount),
        "discount": partial(services.discount_by_hand, amount=amount, reason="rain", by=None),
        "cancel": partial(services.cancel_order),
    }
    if what in of_order:
        of_order[what](order=order, at=NOW)
        return
    items = list(OrderItem.objects.filter(order=order).select_related("order").order_by("pk"))
    if items:
        _do_to(items[which % len(items)], what, counts, amount)


def _do_to(item: OrderItem, what: str, counts: dict[int, int], amount: int) -> None:
    if what == "change":
        services.change_item(item=item, quantities=counts, at=NOW)
    elif what == "remove":
        services.remove_item(item=item, at=NOW)
    elif what == "lines":
        services.change_lines(item=item, quantities=counts, at=NOW)
    elif what == "reverse":
        services.reverse_item(item=item, keep=amount, at=NOW)
    elif what == "hand":
        services.override_price(item=item, total=amount, reason="friends", by=None, at=NOW)


def _check(order: Order, agreed: dict[int, tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    """Totals are sums, nothing is owed to customers who paid nothing, and lines agreed on stand as they were."""
    fresh = Order.objects.get(pk=order.pk)
    rows = list(OrderLine.objects.filter(order=order))
    for name in ("subtotal", "discount", "tax", "total"):
        assert getattr(fresh, name) == sum(getattr(row, name) for row in rows), name
    included = sum(row.tax_included for row in rows)
    assert fresh.total == fresh.subtotal - fresh.discount + fresh.tax - included
    taxes = LineTax.objects.filter(line__order=order).values_list("amount", flat=True)
    assert fresh.tax == sum(taxes)
    assert fresh.total >= 0
    assert 0 <= fresh.deposit <= fresh.total
    bill = queries.bill(fresh)
    assert sum(line.total for line in bill.lines if line.live) == fresh.total
    stand = {row.pk: (row.kind, row.quantity, row.subtotal, row.discount, row.tax, row.total) for row in rows}
    assert agreed.items() <= stand.items()
    assert LineAdjustment.objects.filter(line__order=order).count() == sum(
        len(line.adjustments) for line in bill.lines
    )
    return stand if fresh.placed_at is not None else {}
