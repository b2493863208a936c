"""A visitor books places on a departure, without any script."""

from apps.bookings.models import Booking
from apps.capacity.models import Departure
from apps.sales.models import Order
from tests.cms.booking.conftest import add, details, review, text


def test_a_trip_is_chosen_reviewed_and_booked(browser_of, trip):
    browser = browser_of()
    day = trip.departure.starts_at.date()
    page = text(browser.get(f"/offers/reef-trip/?month={day:%Y-%m}"))
    assert 'id="book"' in page and f"day={day}" in page and "from $60" in page
    page = text(browser.get(f"/offers/reef-trip/?day={day}"))
    assert "Adult" in page and "$100" in page and "10 places left" in page and "San Pedro" not in page
    answer = add(browser, trip, adults=2, children=1)
    assert (answer.status_code, answer["Location"]) == (303, "/cart/?added=1")
    page = text(browser.get("/cart/"))
    assert "Reef trip" in page and "$260.00" in page and "Held until" in page
    assert "Your basket: 1 thing" in text(browser.get("/offers/"))
    assert details(browser)["Location"] == "/checkout/review/"
    page = text(browser.get("/checkout/review/"))
    assert "Ana Ruiz" in page and "Book now for $260.00" in page and "7 days before" in page
    answer = review(browser)
    assert answer.status_code == 303
    booking = Booking.objects.get()
    assert (booking.people, booking.status, booking.source) == (3, "confirmed", "website")
    assert answer["Location"] == f"/checkout/done/{booking.order.token}/"
    page = text(browser.get(answer["Location"]))
    assert "You are booked" in page and booking.reference in page and f"/booking/{booking.token}/" in page
    assert Departure.objects.get(pk=trip.departure.pk).booked == 3
    assert "cart" not in browser.cookies or not browser.cookies["cart"].value
    assert Order.objects.get().checkout_completed_at
