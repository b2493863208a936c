"""Where zones differ, and what is reversed."""

from datetime import timedelta
from typing import Any

from apps.accounts.models import Member
from apps.catalog.models import Product, TaxClass, TaxRate
from apps.frontdesk import services
from apps.frontdesk.forms import change_form
from apps.sales import services as sales
from apps.sales.models import OrderLine
from tests.apps.frontdesk.conftest import ANA, STARTS, Trip, reread
from tests.apps.frontdesk.selling import garage_of
from tests.conftest import NOW


def test_staff_read_the_time_of_the_place_when_they_change_a_job(boss: Member, in_coral: Any) -> None:
    """The form's time and the booking's own place say the same."""
    from apps.tenancy.models import Location

    garage = garage_of()
    booking = garage.job("Ana Ruiz", starts_at=NOW + timedelta(days=1))
    Location.objects.update(time_zone="Asia/Tokyo")
    booking = reread(booking)
    form = change_form(booking, at=NOW)()
    shown = str(form["starts_at"].value())
    from zoneinfo import ZoneInfo

    there = booking.starts_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"{there:%H:%M}" in shown, shown
    sent = change_form(booking, at=NOW)({"starts_at": f"{there:%Y-%m-%d} 20:00"})
    assert sent.is_valid()
    assert sent.cleaned_data["starts_at"] - booking.starts_at == timedelta(hours=2)


def test_taxes_of_what_is_reversed_add_up(boss: Member, in_coral: Any, trip: Trip) -> None:
    """Exclusive and inclusive taxes, discounts by hand, changes and a late cancellation: each tax nets to the fee's."""
    from apps.sales.models import LineTax

    for included in (True, False):
        kind = TaxClass.objects.create(name=f"Tax {included}")
        TaxRate.objects.create(tax_class=kind, name="A", percent="7.7")
        TaxRate.objects.create(tax_class=kind, name="B", percent="2.3333")
        Product.objects.update(tax_class=kind)
        from apps.tenancy.models import TaxProfile

        TaxProfile.objects.update(prices_include_tax=included)
        order = services.book(choices=[trip.choice(2, 1)], contact=ANA, at=NOW, by=boss).order
        sales.discount_by_hand(order=order, reason="x", amount=777, by=boss, at=NOW)
        b = order.bookings.get()
        services.cancel_booking(booking=b, by=boss, at=STARTS - timedelta(days=3))
        order = reread(order)
        lines = OrderLine.objects.filter(order=order)
        assert order.total == sum(lines.values_list("total", flat=True))
        assert (
            order.tax
            == sum(lines.values_list("tax", flat=True))
            == sum(LineTax.objects.filter(line__in=lines).values_list("amount", flat=True))
        )
        fee = lines.get(kind="fee")
        assert order.total == fee.total == reread(b).fee
        assert order.tax == fee.tax
