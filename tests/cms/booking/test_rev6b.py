"""What a reviewer tried on the booking pages, more of it."""

from datetime import timedelta

from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.kernel import clock
from apps.sales.models import Order
from apps.tenancy import context
from tests.cms.booking.conftest import HERE, add, details, review, soon, text



def test_cookie_of_one_business_in_another(browser_of, trip, northgate):
    browser = browser_of()
    add(browser, trip)
    details(browser)
    token = Order.objects.get().token
    with context.use_tenant(northgate):
        other = browser_of(host="northgate.localhost") if True else None
    for path in (f"/checkout/done/{token}/", f"/booking/{token}/", f"/quote/{token}/", f"/waitlist/{token}/"):
        assert browser.get(path).status_code == 404


def test_review_of_an_order_that_is_a_cart_by_token(browser_of, trip):
    browser = browser_of()
    add(browser, trip)
    details(browser)
    token = Order.objects.get().token
    thief = browser_of()
    answer = thief.post(
        "/checkout/review/", {"order": str(token), "agreed": "on", "total": "0"}, headers=HERE
    )
    assert not Booking.objects.exists()


def test_everything_twice(browser_of, trip):
    browser = browser_of()
    add(browser, trip)
    details(browser)
    page = text(browser.get("/checkout/review/"))
    from tests.cms.booking.conftest import value_of

    found = {name: value_of(page, name) for name in ("order", "total")}
    one = browser.post("/checkout/review/", {**found, "agreed": "on"}, headers=HERE)
    two = browser.post("/checkout/review/", {**found, "agreed": "on"}, headers=HERE)
    assert one["Location"] == two["Location"] and Booking.objects.count() == 1
    b = Booking.objects.get()
    for data in ({"expected": "0"}, {"expected": "0"}):
        browser.post(f"/booking/{b.token}/cancel/", data, headers=HERE)
    b.refresh_from_db()
    assert b.status == "cancelled"
    assert Departure.objects.get(pk=trip.departure.pk).booked == 0


def test_a_customer_cancels_a_pending_and_sees_nothing_kept(browser_of, trip):
    from apps.catalog.models import Product
    from tests.cms.booking.conftest import moved

    Product.objects.update(approval=True)
    moved(trip.departure, clock.now() + timedelta(hours=30))
    browser = browser_of()
    add(browser, trip)
    details(browser)
    review(browser)
    b = Booking.objects.get()
    page = text(browser.get(f"/booking/{b.token}/cancel/"))
    assert b.status == "pending"
    assert 'name="expected" value="0"' in page
