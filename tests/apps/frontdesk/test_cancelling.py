"""Ending a booking: what is shown is what is done."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import translation

from apps.accounts.models import Member
from apps.bookings.errors import BookingStatusNotAllowed, NotBegun
from apps.bookings.models import Booking
from apps.bookings.types import BookingStatus, CancelledBy
from apps.catalog.models import CancellationPolicy, TaxClass, TaxRate, Unit
from apps.customers.models import Customer
from apps.frontdesk import queries, services
from apps.frontdesk.errors import HasBegun, NotYours, OfferChanged, ReasonMissing
from apps.frontdesk.types import Change, Override, Placed
from apps.kernel.errors import NotAllowed
from apps.sales import services as sales
from apps.sales.models import Order, OrderLine
from apps.sales.queries import bill
from apps.sales.types import LineKind, OrderStatus
from apps.tenancy import context
from apps.tenancy.models import TaxProfile
from apps.tenancy.types import KeptFees
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, departure_of, facts_of, reread
from tests.conftest import NOW

LATE = STARTS - timedelta(days=3)


def said_of(order: Order) -> list[tuple[object, ...]]:
    """What stands on its bill, but for the numbers of the lines."""
    return [
        (one.description, one.quantity, one.unit_price, one.discount, one.tax, one.total, one.explanation)
        for one in bill(reread(order)).lines
        if one.live
    ]


def test_a_customer_who_cancels_early_pays_nothing(trip: Trip, booking: Booking) -> None:
    shown = services.quote_cancellation(booking=booking, at=NOW)
    assert (shown.fee, shown.percent) == (0, 100)
    services.cancel_booking(booking=booking, customer=booking.customer, at=NOW, reason="Ill")
    done = reread(booking)
    assert (done.status, done.cancelled_by, done.total, done.reason) == (
        "cancelled",
        CancelledBy.CUSTOMER,
        0,
        "Ill",
    )
    assert reread(trip.departure).booked == 0
    assert reread(booking.order).status == OrderStatus.CANCELLED
    assert reread(booking.order).total == 0
    customer = Customer.objects.get()
    assert (customer.booking_count, customer.lifetime_value) == (0, 0)
    assert facts_of("bookings.booking_cancelled")


def test_the_bill_speaks_the_customers_language_whoever_changes_it(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    placed = booked(3)
    [booking] = placed.bookings
    reference = booking.reference
    with translation.override("en"):
        services.change_booking(
            booking=booking, change=Change(quantities={trip.adult.pk: 2}), by=boss, at=LATE
        )
        services.cancel_booking(booking=reread(booking), by=boss, at=LATE)
    fees = OrderLine.objects.filter(order=placed.order, kind=LineKind.FEE).order_by("pk")
    assert list(fees.values_list("description", flat=True)) == [
        f"Cancelación de una parte de {reference}",
        f"Cancelación de {reference}",
    ]


def test_who_changes_late_reads_what_it_costs_in_their_language(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    placed = booked(2)
    [booking] = placed.bookings
    other = departure_of(trip.option, starts_at=STARTS + timedelta(days=4))
    with translation.override("fr"):
        services.change_booking(
            booking=booking, change=Change(departure=other.pk), by=boss, at=STARTS - timedelta(hours=3)
        )
    [fee] = OrderLine.objects.filter(order=placed.order, kind=LineKind.FEE)
    assert fee.description == f"Cargo por cambiar {booking.reference}"


def test_why_something_is_kept_of_who_did_not_come_is_said_in_their_language(
    boss: Member, booking: Booking
) -> None:
    with translation.override("en"):
        services.mark_no_show(booking=booking, by=boss, at=STARTS + timedelta(hours=1))
    said = [one.explanation for one in bill(reread(booking.order)).lines if one.live]
    assert any("No presentado" in str(one) for one in said), said


def test_who_cancels_late_keeps_owing_the_part_that_was_shown(booking: Booking) -> None:
    shown = services.quote_cancellation(booking=booking, at=LATE)
    assert (shown.fee, shown.percent) == (10_000, 50)
    services.cancel_booking(booking=booking, customer=booking.customer, at=LATE, expected_fee=shown.fee)
    done, order = reread(booking), reread(booking.order)
    assert (done.fee, done.total, order.total) == (10_000, 10_000, 10_000)
    assert sum(OrderLine.objects.values_list("total", flat=True)) == 10_000
    assert Customer.objects.get().lifetime_value == 10_000


def test_what_was_paid_and_is_not_kept_is_owed_back(booking: Booking) -> None:
    Order.objects.filter(pk=booking.order_id).update(paid=20_000)
    services.cancel_booking(booking=reread(booking), customer=booking.customer_id, at=LATE)
    assert reread(booking).refund_due == 10_000
    assert reread(booking.order).refund_due == 10_000


def test_a_fee_that_has_changed_since_it_was_shown_is_not_taken(trip: Trip, booking: Booking) -> None:
    with pytest.raises(OfferChanged):
        services.cancel_booking(booking=booking, customer=booking.customer, at=LATE, expected_fee=0)
    assert reread(booking).status == BookingStatus.CONFIRMED
    assert reread(trip.departure).booked == 2


def test_the_business_gives_all_of_it_back(boss: Member, booking: Booking) -> None:
    services.cancel_booking(booking=booking, by=boss, at=LATE, cause="business", reason="Storm")
    assert (reread(booking).fee, reread(booking).cancelled_by) == (0, CancelledBy.BUSINESS)


def test_the_policy_is_set_aside_by_who_may_and_says_why(
    boss: Member, helper: Member, booking: Booking
) -> None:
    override = Override(reason="A regular", ignore_policy=True)
    with pytest.raises(NotAllowed):
        services.cancel_booking(booking=booking, by=helper, at=LATE, override=override)
    with pytest.raises(ReasonMissing):
        services.cancel_booking(
            booking=booking, by=boss, at=LATE, override=Override(reason=" ", ignore_policy=True)
        )
    services.cancel_booking(booking=booking, by=boss, at=LATE, override=override)
    assert (reread(booking).fee, reread(booking).reason) == (0, "A regular")


def test_nobody_cancels_what_is_not_theirs_or_has_begun_or_is_over(booking: Booking) -> None:
    with pytest.raises(NotYours):
        services.cancel_booking(booking=booking, customer=booking.customer_id + 1, at=NOW)
    with pytest.raises(HasBegun):
        services.cancel_booking(booking=booking, customer=booking.customer, at=STARTS)
    services.cancel_booking(booking=booking, customer=booking.customer, at=NOW)
    with pytest.raises(BookingStatusNotAllowed):
        services.cancel_booking(booking=booking, customer=booking.customer, at=NOW)


def test_a_no_show_keeps_what_the_policy_says_and_can_be_undone(
    boss: Member, trip: Trip, booking: Booking
) -> None:
    with pytest.raises(NotBegun):
        services.mark_no_show(booking=booking, by=boss, at=NOW)
    after = STARTS + timedelta(hours=1)
    assert services.quote_no_show(booking=booking, at=after).fee == 16_000
    services.mark_no_show(booking=booking, by=boss, at=after)
    assert (reread(booking).total, reread(booking.order).total) == (16_000, 16_000)
    assert reread(trip.departure).booked == 2
    services.undo_no_show(booking=booking, by=boss, at=after)
    done = reread(booking)
    assert (done.status, done.fee, done.total, reread(done.order).total) == ("confirmed", 0, 20_000, 20_000)
    assert Customer.objects.get().lifetime_value == 20_000


def test_an_agreed_price_is_there_again_after_an_undone_no_show(boss: Member, trip: Trip) -> None:
    override = Override(reason="Friend", price=5_000)
    placed = services.book(choices=[trip.choice(1, 1)], contact=ANA, at=NOW, by=boss, override=override)
    booking, after = placed.bookings[0], STARTS + timedelta(hours=1)
    before, agreed = said_of(placed.order), (5_000, "Friend")
    for _turn in range(2):
        services.mark_no_show(booking=booking, by=boss, at=after)
        assert reread(booking.order).total == 4_000
        services.undo_no_show(booking=booking, by=boss, at=after)
        assert (reread(booking.order).total, reread(booking).total) == (5_000, 5_000)
        assert said_of(placed.order) == before
        assert (reread(booking.item).by_hand, reread(booking.item).by_hand_reason) == agreed
    assert Customer.objects.get().lifetime_value == 5_000


def test_undoing_a_no_show_brings_back_the_price_of_then(boss: Member, trip: Trip, booking: Booking) -> None:
    Unit.objects.update(price=99_000)
    before, after = said_of(booking.order), STARTS + timedelta(hours=1)
    services.mark_no_show(booking=booking, by=boss, at=after)
    services.undo_no_show(booking=booking, by=boss, at=after)
    assert (reread(booking.order).total, said_of(booking.order)) == (20_000, before)
    assert (reread(booking.item).by_hand, reread(booking.item).former) == (None, None)


def test_a_no_show_that_changed_no_line_changes_none_when_undone(boss: Member, trip: Trip) -> None:
    CancellationPolicy.objects.update(no_show_percent=100)
    override = Override(reason="Friend", price=5_000)
    placed = services.book(choices=[trip.choice(2)], contact=ANA, at=NOW, by=boss, override=override)
    booking, after = placed.bookings[0], STARTS + timedelta(hours=1)
    lines = OrderLine.objects.count()
    services.mark_no_show(booking=booking, by=boss, at=after)
    services.undo_no_show(booking=booking, by=boss, at=after)
    assert (reread(booking.order).total, OrderLine.objects.count()) == (5_000, lines)


def test_a_discount_of_a_no_show_goes_with_it(boss: Member, booking: Booking) -> None:
    after = STARTS + timedelta(hours=1)
    services.mark_no_show(booking=booking, by=boss, at=after)
    sales.discount_by_hand(order=booking.order, reason="Ill", amount=6_000, by=boss, at=after)
    assert reread(booking.order).total == 10_000
    services.undo_no_show(booking=booking, by=boss, at=after)
    assert (reread(booking.order).total, reread(booking).total) == (20_000, 20_000)


def test_an_order_stands_while_one_of_its_bookings_does(trip: Trip, booked: Callable[..., Placed]) -> None:
    placed = services.book(
        choices=[trip.choice(1), trip.choice(2)],
        contact=ANA,
        at=NOW,
        source="website",
    )
    one, two = placed.bookings
    services.cancel_booking(booking=one, customer=one.customer, at=NOW)
    order = reread(placed.order)
    assert (order.status, order.total) == (OrderStatus.PLACED, 20_000)
    services.cancel_booking(booking=two, customer=two.customer, at=LATE)
    order = reread(placed.order)
    assert (order.status, order.total) == (OrderStatus.CANCELLED, 10_000)
    assert list(order.lines.filter(kind=LineKind.FEE).values_list("total", flat=True)) == [10_000]


@pytest.mark.parametrize("inclusive", [True, False])
@pytest.mark.parametrize("kept", KeptFees.values)
def test_every_fee_of_a_booking_carries_the_tax_that_the_business_says(
    boss: Member, trip: Trip, booked: Callable[..., Placed], inclusive: bool, kept: str
) -> None:
    tax = TaxClass.objects.create(name="All", standard=True)
    TaxRate.objects.create(tax_class=tax, name="VAT", percent=25)
    TaxProfile.objects.update(prices_include_tax=inclusive, kept_fees=kept)
    cancelled, absent, changed = (booked(1).bookings[0] for _n in range(3))
    price = cancelled.total
    assert price == (10_000 if inclusive else 12_500)
    services.cancel_booking(booking=cancelled, customer=cancelled.customer, at=LATE)
    services.mark_no_show(booking=absent, by=boss, at=STARTS + timedelta(hours=1))
    services.change_booking(
        booking=changed, change=Change(quantities={trip.child.pk: 1}), customer=changed.customer_id, at=NOW
    )
    taxed = kept == KeptFees.AS_SOLD
    for booking, total in ((cancelled, price // 2), (absent, price * 80 // 100)):
        order = reread(booking.order)
        assert (order.total, reread(booking).total) == (total, total)
        assert order.tax == (total * 20 // 100 if taxed else 0)
    [fee] = bill(reread(changed.order)).fees
    assert (fee.total, fee.tax) == (1_500, 300)


def test_a_whole_price_kept_for_a_no_show_is_untaxed_where_kept_fees_are(
    boss: Member, trip: Trip, booked: Callable[..., Placed]
) -> None:
    tax = TaxClass.objects.create(name="All", standard=True)
    TaxRate.objects.create(tax_class=tax, name="VAT", percent=25)
    TaxProfile.objects.update(kept_fees=KeptFees.UNTAXED)
    CancellationPolicy.objects.update(no_show_percent=100)
    [booking] = booked(1).bookings
    after = STARTS + timedelta(hours=1)
    services.mark_no_show(booking=booking, by=boss, at=after)
    assert (reread(booking.order).total, reread(booking.order).tax) == (10_000, 0)
    services.undo_no_show(booking=booking, by=boss, at=after)
    assert (reread(booking.order).total, reread(booking.order).tax) == (10_000, 2_000)


def test_an_order_whose_only_booking_is_a_no_show_is_completed(boss: Member, booking: Booking) -> None:
    after = STARTS + timedelta(hours=1)
    services.mark_no_show(booking=booking, by=boss, at=after)
    services.complete_past(at=after)
    assert reread(booking.order).status == "placed"
    ended = booking.ends_at
    assert ended is not None
    assert services.complete_past(at=ended + timedelta(days=1)) == 0
    assert (reread(booking.order).status, reread(booking).status) == ("completed", "no_show")


def test_an_order_with_something_to_come_is_not_completed(boss: Member, trip: Trip) -> None:
    late = departure_of(trip.option, starts_at=STARTS + timedelta(days=5))
    choices = [trip.choice(2), trip.choice(1, departure=late.pk)]
    first, _second = services.book(choices=choices, contact=ANA, at=NOW, by=boss).bookings
    services.mark_no_show(booking=first, by=boss, at=STARTS + timedelta(hours=1))
    services.complete_past(at=STARTS + timedelta(days=3))
    assert reread(first.order).status == "placed"


@pytest.mark.django_db(transaction=True)
def test_businesses_with_orders_of_which_nothing_is_to_come_are_found(boss: Member, booking: Booking) -> None:
    services.mark_no_show(booking=booking, by=boss, at=STARTS + timedelta(hours=1))
    over = STARTS + timedelta(days=3)
    with context.use_platform():
        assert queries.tenants_with_past_bookings(at=STARTS) == []
        assert queries.tenants_with_past_bookings(at=over) == [booking.tenant_id]
    services.complete_past(at=over)
    with context.use_platform():
        assert queries.tenants_with_past_bookings(at=over) == []
