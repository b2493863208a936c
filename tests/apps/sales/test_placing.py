"""Carts and quotes become orders, once and at the price that was shown."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from apps.catalog import services as catalog
from apps.catalog.errors import CodeNeedsMore, CodeUsedUp
from apps.catalog.models import Option, PromotionalCode, Unit
from apps.customers.models import Customer
from apps.kernel import references
from apps.sales import queries, services
from apps.sales.errors import EmptyCart, NoLongerSold, NotACart, PriceChanged, QuoteExpired, ValidInThePast
from apps.sales.models import Order, OrderItem, OrderLine
from apps.sales.services.placing import free_reference
from apps.sales.types import Chosen, OrderStatus
from tests.apps.sales.conftest import of
from tests.conftest import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def filled(cart: Order, trip: Option) -> Order:
    """A cart with two adults."""
    services.put_item(order=cart, option=trip.pk, quantities=of(trip, adult=2), at=NOW)
    return cart


def test_a_cart_is_placed_once(filled: Order, customer: Customer) -> None:
    placed = services.place(order=filled, customer=customer, at=NOW)
    again = services.place(order=Order.objects.get(pk=filled.pk), customer=customer, at=LATER)
    assert (placed.status, placed.reference, placed.placed_at) == (
        again.status,
        again.reference,
        again.placed_at,
    )
    assert placed.reference is not None
    assert placed.reference.startswith("OR-2026-")
    with pytest.raises(NotACart):
        services.reprice(order=filled, at=NOW)


def test_an_empty_cart_is_not_placed(cart: Order, customer: Customer) -> None:
    with pytest.raises(EmptyCart):
        services.place(order=cart, customer=customer, at=NOW)
    with pytest.raises(EmptyCart):
        services.sell(chosen=[], customer=customer, at=NOW)


def test_a_price_that_was_shown_holds_for_half_an_hour(filled: Order, customer: Customer) -> None:
    Unit.objects.filter(name="Adult").update(price=13_000)
    with pytest.raises(PriceChanged) as changed, transaction.atomic():
        services.place(order=filled, customer=customer, at=LATER)
    assert "$240.00 to $260.00" in str(changed.value)
    filled = Order.objects.get(pk=filled.pk)
    assert (filled.status, filled.total) == (OrderStatus.CART, 24_000)
    assert services.place(order=filled, customer=customer, at=NOW + timedelta(minutes=29)).total == 24_000


def test_what_is_no_longer_sold_is_said(filled: Order, trip: Option, customer: Customer) -> None:
    catalog.archive_product(record=trip.product, by=None, at=NOW)
    services.reprice(order=filled, at=NOW)
    assert (filled.total, queries.bill(filled).items[0].sold) == (0, False)
    with pytest.raises(NoLongerSold, match="Reef trip"):
        services.place(order=filled, customer=customer, at=NOW)
    services.remove_item(item=OrderItem.objects.get(), at=NOW)
    assert not OrderLine.objects.exists()


def test_a_code_is_used_up_by_placing(filled: Order, trip: Option, customer: Customer) -> None:
    code = PromotionalCode.objects.create(code="SAVE", percent=10, most_uses=1, minimum=20_000)
    services.apply_code(order=filled, code=" save ", at=NOW)
    assert (filled.total, filled.discount) == (21_600, 2_400)
    services.place(order=filled, customer=customer, at=NOW)
    code.refresh_from_db()
    assert code.uses == 1
    chosen = [Chosen(option=trip.pk, quantities=of(trip, adult=2))]
    with pytest.raises(CodeUsedUp), transaction.atomic():
        services.sell(chosen=chosen, customer=customer, code="SAVE", at=NOW)
    assert Order.objects.exclude(pk=filled.pk).count() == 0


def test_a_code_that_no_longer_fits_is_kept_but_not_used_up(
    filled: Order, trip: Option, customer: Customer
) -> None:
    code = PromotionalCode.objects.create(code="SAVE", percent=10, minimum=20_000)
    services.apply_code(order=filled, code="save", at=NOW)
    services.change_item(item=OrderItem.objects.get(), quantities=of(trip, adult=1), at=NOW)
    filled.refresh_from_db()
    assert filled.total == 12_000
    assert queries.bill(filled, at=NOW).code_problem == "The code SAVE is valid from $200.00."
    with pytest.raises(CodeNeedsMore):
        services.apply_code(order=filled, code="save", at=NOW)
    services.place(order=filled, customer=customer, at=NOW)
    code.refresh_from_db()
    assert code.uses == 0


def test_a_quote_keeps_its_prices_until_its_day(filled: Order, customer: Customer) -> None:
    with pytest.raises(ValidInThePast):
        services.make_quote(order=filled, customer=customer, valid_until=NOW, by=None, at=NOW)
    services.make_quote(order=filled, customer=customer, valid_until=NOW + timedelta(days=7), by=None, at=NOW)
    reference = filled.reference
    services.quote_seen(order=filled, at=LATER)
    Unit.objects.filter(name="Adult").update(price=13_000)
    with pytest.raises(QuoteExpired):
        services.accept_quote(order=filled, at=NOW + timedelta(days=7))
    services.accept_quote(order=filled, at=NOW + timedelta(days=6))
    assert (filled.total, filled.reference, filled.viewed_at) == (24_000, reference, LATER)


def test_a_quote_can_be_declined(filled: Order, customer: Customer) -> None:
    services.make_quote(order=filled, customer=customer, valid_until=LATER, by=None, at=NOW)
    services.decline_quote(order=filled, at=NOW)
    filled.refresh_from_db()
    assert (filled.status, filled.declined_at) == (OrderStatus.CANCELLED, NOW)


def test_a_number_that_is_taken_is_drawn_again(filled: Order, customer: Customer) -> None:
    taken = services.place(order=filled, customer=customer, at=NOW).reference
    other = references.draw("OR", at=NOW)
    assert free_reference(at=NOW, drawn=[str(taken), other]) == other
    assert free_reference(at=NOW, drawn=[str(taken)]) != taken
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.create(reference=taken, status="quote", currency="USD")


def test_selling_at_once_comes_to_what_a_cart_comes_to(
    filled: Order, trip: Option, customer: Customer
) -> None:
    PromotionalCode.objects.create(code="SAVE", amount=777, currency="USD")
    services.apply_code(order=filled, code="save", at=NOW)
    chosen = [Chosen(option=trip.pk, quantities=of(trip, adult=2))]
    order = services.sell(chosen=chosen, customer=customer, code="save", at=NOW)
    same = ("subtotal", "discount", "tax", "total", "deposit", "balance_due_at", "code_id", "currency")
    fresh = Order.objects.get(pk=order.pk)
    assert [getattr(fresh, name) for name in same] == [getattr(filled, name) for name in same]


def test_carts_that_nobody_came_back_to_are_given_up_and_deleted_later(filled: Order, trip: Option) -> None:
    assert services.abandon_carts(at=NOW + timedelta(hours=23)) == 0
    assert services.abandon_carts(at=NOW + timedelta(hours=24)) == 1
    services.put_item(order=filled, option=trip.pk, quantities=of(trip, child=1), at=NOW + timedelta(days=2))
    assert (filled.status, filled.total) == (OrderStatus.CART, 32_000)
    services.abandon_carts(at=NOW + timedelta(days=3))
    assert services.delete_abandoned(at=NOW + timedelta(days=91)) == 0
    assert services.delete_abandoned(at=NOW + timedelta(days=92)) == 1
    assert not Order.objects.exists()
    assert not OrderLine.objects.exists()
