"""Passes are changed by their link: the day, the garage, the car. Goods beside them by their order."""

from datetime import timedelta

from apps.bookings.models import Booking
from apps.capacity import local
from apps.capacity.models import Pool
from apps.frontdesk import services as frontdesk
from apps.frontdesk.types import Choice
from apps.kernel import clock
from apps.sales.models import Order, OrderItem, OrderLine
from apps.tenancy.models import Location
from tests.cms.booking import goods
from tests.cms.booking.changing.kept import ANA, a_pass, arrival, pass_form, zone
from tests.cms.booking.conftest import HERE, text, value_of


def test_a_pass_is_changed_to_another_day_garage_and_car(kept, garages):
    sold, here, there = garages
    mine = a_pass(kept, sold, here)
    page = mine.get()
    assert 'value="AB12CDE"' in page and value_of(page, "pool") == str(here.pk)
    assert f'value="{arrival()}"' in page
    page = mine.agree(**pass_form(sold, there, 15, "xy-99 zzz"))
    assert "$15.00" in page and "xy-99 zzz" in page
    booking = mine.booking
    assert local.day_of(booking.starts_at, zone()) == arrival(15)
    assert (booking.plate, booking.pool_id, booking.location_id) == ("XY99ZZZ", there.pk, there.location_id)
    assert [Pool.objects.get(pk=one.pk).booked for one in (here, there)] == [0, 1]
    assert booking.total == 9_900 + 1_500


def test_another_car_costs_nothing_and_may_be_said_while_the_pass_runs(kept, garages):
    sold, here, _there = garages
    mine = a_pass(kept, sold, here)
    page = mine.agree(**pass_form(sold, here, plate="XY 99"))
    assert "It costs the same" in page and "Fee for the change" not in page
    assert (mine.booking.plate, mine.booking.total) == ("XY99", 9_900)
    Booking.objects.update(starts_at=clock.now() - timedelta(days=3), sequence=0)
    page = mine.get()
    assert 'name="plate"' in page and 'name="day"' not in page
    assert "Change<" in text(mine.browser.get(f"/booking/{mine.booking.token}/"))
    mine.agree(plate="QQ1", option=sold.options[0].pk, pool=here.pk, **{f"u{sold.units[0].pk}": 1})
    assert mine.booking.plate == "QQ1"
    mine.refuses("can be changed until", **pass_form(sold, here, 20, "QQ1"))


def test_passes_refuse_what_cannot_be(kept, garages, other_unit, in_coral):
    sold, here, there = garages
    other = a_pass(kept, sold, there)
    mine = a_pass(kept, sold, here)
    # Each is where its garage is, whichever place comes first.
    assert (other.booking.location_id, mine.booking.location_id) == (there.location_id, here.location_id)
    foreign_sold, foreign = goods.sold("pass", "Other", {"Day": {"price": 100, "per": "month"}}), None
    foreign = Pool.objects.create(
        option=foreign_sold.options[0], location=Location.objects.order_by("pk")[0], capacity=5
    )
    mine.refuses("sold out", **pass_form(sold, there))
    mine.refuses("This time has passed", **pass_form(sold, here, -2))
    mine.refuses("days ahead", **pass_form(sold, here, 4000))
    mine.refuses("Choose when", **pass_form(sold, here) | {"day": "9999-12-31"})
    mine.refuses("Choose when", **pass_form(sold, here) | {"pool": "x"})
    mine.refuses("cannot be booked together", **pass_form(sold, foreign))
    mine.refuses("cannot be booked together", **pass_form(sold, here) | {"option": foreign.option_id})
    mine.refuses("cannot be booked together", **pass_form(sold, here, **{f"u{other_unit}": 1}))
    mine.refuses("field is required", **pass_form(sold, here, plate=""))
    mine.refuses("letters and digits", **pass_form(sold, here, plate="- "))
    mine.refuses("At most 20 characters", **pass_form(sold, here, plate="x" * 21))
    mine.refuses("Nothing would be different", **pass_form(sold, here, plate="ab 12 cde"))
    Pool.objects.filter(pk=there.pk).update(capacity=9, active=False)
    mine.refuses("not on sale", **pass_form(sold, there))


def test_goods_are_changed_as_long_as_the_order_is_open(kept, trip, browser_of):
    mask = goods.mask()
    unit = f"u{mask.units[0].pk}"
    placed = frontdesk.book(
        choices=[
            trip.choice(1),
            Choice(option=mask.options[0].pk, quantities={mask.units[0].pk: 1}),
        ],
        contact=ANA,
        at=clock.now(),
        source="website",
    )
    item = OrderItem.objects.get(product=mask.product)
    browser = browser_of()
    path = f"/checkout/done/{placed.order.token}/items/{item.pk}/"
    assert path in text(browser.get(f"/booking/{placed.bookings[0].token}/"))
    assert path in text(browser.get(f"/checkout/done/{placed.order.token}/"))
    assert "How many?" in text(browser.get(path))
    page = text(browser.post(path, {unit: 3}, headers=HERE))
    assert "$45.00" in page and "$135.00" in page and "You pay more" in page and "$90.00" in page
    assert Order.objects.get().total == 14_500
    for wrong, sentence in (
        ({unit: 1}, "Nothing would be different"),
        ({unit: "x"}, "Choose how many"),
        ({unit: 99_999}, "At most"),
        ({f"u{trip.adult.pk}": 1}, "cannot be booked together"),
        ({unit: 3, "expected": "1"}, "has changed since you looked"),
    ):
        answer = browser.post(path, wrong, headers=HERE)
        assert answer.status_code == 422 and sentence in text(answer), wrong
    assert Order.objects.get().total == 14_500
    done = browser.post(path, {unit: 3, "expected": value_of(page, "expected")}, headers=HERE)
    assert done["Location"] == f"/checkout/done/{placed.order.token}/"
    assert Order.objects.get().total == 23_500
    page = text(browser.post(path, {unit: 0}, headers=HERE))
    assert "You pay less" in page
    browser.post(path, {unit: 0, "expected": value_of(page, "expected")}, headers=HERE)
    order = Order.objects.get()
    assert (order.total, order.status) == (10_000, "placed")
    assert order.total == sum(OrderLine.objects.values_list("total", flat=True))
    trip_item = OrderItem.objects.get(product=trip.product)
    for nobody in (f"/checkout/done/{placed.order.token}/items/{trip_item.pk}/", path):
        assert browser.get(nobody).status_code == 404
    Order.objects.update(status="completed")
    assert browser.get(path).status_code == 404
